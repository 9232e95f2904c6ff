"""Where a keyword stands in a text: as a whole word or phrase, in any case.

The characters of a keyword stand for themselves. White space between its words may be of any kind and length, an
apostrophe, a quotation mark or a hyphen of any shape. A possessive and a hyphenated compound contain the word ("cat's",
"cat-like"), a longer word does not ("scattered", "cats"), nor does a negation ("can't" holds no "can"). Where words are
written without spaces (Han, kana, Thai ...) the keyword may stand anywhere; in Korean particles may follow it.

Marks of emphasis may stand inside ("**New** York", "c**an**"), unless the keyword has some itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from ._characters import APOSTROPHES, DOUBLE_QUOTES, HYPHENS, UNSPACED, is_mark, marks
from ._emphasis import without_marks_in_words
from ._folding import folds_simply, is_plain, places
from ._inflections import inflections
from ._text import Text, different
from ._verdict import Pieces, Span

_HANGUL = "\uac00-\ud7a3"


def occurrences(text: Text, keyword: str, *, inflected: bool = False) -> Pieces:
    """Where a keyword stands, from left to right, no two overlapping; `inflected` finds its regular forms as well."""
    keyword = keyword.strip()
    forms = (keyword, *inflections(keyword)) if inflected else (keyword,)
    seen = text.view(without_marks_in_words) if "*" in text and "*" not in keyword else ()
    if not seen:
        return Pieces(text, _places(text, forms))
    return Pieces(text, _apart(sorted({one.origin(span) for one in seen for span in _places(one, forms)})))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Ascending spans without those that begin in an earlier one."""
    end = 0
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]


def _places(text: Text, forms: tuple[str, ...]) -> Iterable[Span]:
    if text.view(folds_simply) and all(map(is_plain, forms)):
        return sorted(span for form in forms for span in _words(text, form))
    return (m.span() for m in _pattern(forms, text.view(_is_plain)).finditer(text))


def ends_with(text: Text, wanted: str, end: int) -> Span | None:
    """Where a phrase stands right before `end`, if it does."""
    wanted = wanted.strip()
    if wanted.isascii() and text.view(folds_simply) and text.view(_is_plain):
        start = _start_of_last(text[:end], wanted.split())
        if start is not None:
            return (start, end) if not wanted[0].isalnum() or starts_word(text, start) else None
        if not _may_be_marked(text, wanted, text[end - 1 : end], wanted[-1:]):
            return None
    whole = _whole(wanted, plain=text.view(_is_plain))
    found = re.compile(f"{whole}\\Z", re.IGNORECASE | re.DOTALL).search(text, 0, end)
    return found and found.span()


def _start_of_last(text: str, words: list[str]) -> int | None:
    """Where the words start that a text ends with, in any case and shape of marks; None if it doesn't end with them."""
    before, *rest = text.rsplit(maxsplit=len(words) - 1) or [""]
    same = [_plainly(word) for word in rest] == [_plainly(word) for word in words[1:]]
    start = len(before) - len(words[0])
    ends = start >= 0 and not text[-1].isspace() and _plainly(before[start:]) == _plainly(words[0])
    return start if same and ends else None


def end_at(text: Text, wanted: str, start: int) -> int | None:
    """Where a phrase ends that begins at `start`; None if it does not stand there."""
    if wanted.isascii() and text.view(folds_simply):
        end = _end_of_first(text, wanted.split(), start)
        if end is not None or not _may_be_marked(text, wanted, text[start : start + 1], wanted[:1]):
            return end
    found = re.compile(phrase(wanted), re.IGNORECASE).match(text, start)
    return found and found.end()


def _end_of_first(text: str, words: list[str], start: int) -> int | None:
    """Where the words end that stand at `start`, in any case and shape of marks; None if they do not stand there."""
    if _plainly(text[start : start + 1]) != _plainly(words[0][:1]):
        return None
    runs = list(islice(_RUN.finditer(text, start), len(words)))
    if len(runs) < len(words) or runs[0].start() != start:
        return None
    end = runs[-1].start() + len(words[-1])
    same = all(_plainly(run[0]) == _plainly(word) for run, word in zip(runs[:-1], words, strict=False))
    return end if same and _plainly(text[runs[-1].start() : end]) == _plainly(words[-1]) else None


def _may_be_marked(text: str, wanted: str, outer: str, same: str) -> bool:
    """Whether a phrase may stand in a text with emphasis inside, which leaves its outer character what it is."""
    return ("*" in text or "_" in text) and _plainly(outer) == _plainly(same) and not _MARK.search(wanted)


def starts_word(text: str, start: int) -> bool:
    """Whether no longer word, nor a name with an underscore, leads up to `start`, where a letter or digit stands."""
    before = text[start - 1 : start]
    return not (text[start - 2 : start - 1].isalnum() if before == "_" else _joins(before))


def ends_word(text: str, end: int) -> bool:
    """Whether no longer word, no name with an underscore and no negation goes on at `end`, where a word has ended."""
    after, then = text[end : end + 1], text[end + 1 : end + 2]
    if after == "_":
        return not then.isalnum()
    if after in ("'", "’"):
        return then not in ("t", "T") or _GOES_ON.match(text, end + 2) is not None
    return not _joins(after)


_GOES_ON = re.compile(r"\w")


def _joins(char: str) -> bool:
    """Whether a character makes a longer word of the one beside it: a letter or digit where spaces divide words."""
    return char.isalnum() and (char.isascii() or not _UNSPACED.match(char))


def _plainly(word: str) -> str:
    return word.lower().translate(_ONE_SHAPE)


_RUN = re.compile(r"\S+")
_ONE_SHAPE = str.maketrans({char: shapes[0] for shapes in (APOSTROPHES, DOUBLE_QUOTES, HYPHENS) for char in shapes})


def _words(text: Text, word: str) -> Iterator[Span]:
    """Where a word of ASCII letters and digits stands: what `_pattern` finds, without the time of making one."""
    return places(text, word, lambda start, end: _is_whole(text, start, end))


def _is_whole(text: Text, start: int, end: int) -> bool:
    if not (starts_word(text, start) and ends_word(text, end)):
        return False
    return text.view(_is_plain) or not any(map(is_mark, text[start - 1 : start] + text[end : end + 1]))


def _is_plain(text: Text) -> bool:
    """A view: whether a text has no combining mark and no script without spaces."""
    kinds = text.view(different)
    return not (_UNSPACED.search(kinds) or any(map(is_mark, kinds)))


_UNSPACED = re.compile(f"[{UNSPACED}]")
_WITH_PARTICLES = re.compile(f"[{UNSPACED}{_HANGUL}]")
_LETTER = re.compile(r"[^\W_]")


@lru_cache(maxsize=4096)
def _pattern(forms: tuple[str, ...], plain: bool) -> re.Pattern[str]:
    return re.compile("|".join(_whole(form, plain=plain) for form in forms), re.IGNORECASE)


def _whole(form: str, *, plain: bool) -> str:
    """A regular expression for a form as a whole word; what it begins with comes first, which makes searching fast."""
    return _first(form[0]) + _left(form[0], plain) + phrase(form[1:]) + _right(form[-1], plain)


@lru_cache(maxsize=4096)
def phrase(wanted: str) -> str:
    """A regular expression for a phrase as it may be typed; what may stand between its words is never given back."""
    emphasis = "" if _MARK.search(wanted) else "[*_]*+"
    space = rf"{emphasis}\s++{emphasis}"
    return "".join(
        space if char == " " else emphasis * (index > 0 and char in ".,;:!?") + _typed(char)
        for index, char in enumerate(_SPACES.sub(" ", wanted))
    )


def _typed(char: str) -> str:
    for shapes in (APOSTROPHES, DOUBLE_QUOTES, HYPHENS):
        if char in shapes:
            return f"[{re.escape(shapes)}]"
    folded = char.casefold()
    return f"(?:{re.escape(char)}|{re.escape(folded)})" if len(folded) > 1 else re.escape(char)


_MARK = re.compile("[*_]")
_SPACES = re.compile(r"\s+")


def _first(char: str) -> str:
    if not char.isalnum() or char.casefold() != char.lower():
        return _typed(char)
    cases = {char, char.lower(), *(char.upper() if len(char.upper()) == 1 else "")}
    return f"(?-i:[{''.join(sorted(cases))}])"


def _left(first: str, plain: bool) -> str:
    """What must not stand before: the rest of a longer word, or of a name with underscores."""
    if not first.isalnum() or _UNSPACED.match(first):
        return ""
    unspaced, mark = ("", "") if plain else (UNSPACED, rf"(?<![{marks()}].)")
    return rf"(?<![^\W_{unspaced}].)(?<![^\W_]_.)" + mark


def _right(last: str, plain: bool) -> str:
    unspaced, alone = ("", "") if plain else (UNSPACED, rf"(?![{marks()}])")
    if not (_LETTER.match(last) or is_mark(last)) or _WITH_PARTICLES.match(last):
        return alone
    return alone + rf"(?![^\W_{unspaced}])(?!_[^\W_])(?!['’]t\b)"
