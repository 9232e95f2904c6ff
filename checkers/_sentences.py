"""Sentences, as a person counts them.

A text is divided into markdown blocks first, so that no sentence runs from one into the next. Inside a block an end
mark ends a sentence unless it belongs to an abbreviation, an initial, a number, an address or an ellipsis that goes on.

A block without any end mark: a paragraph is a sentence, unless it is a mere heading, address or greeting; a heading is
none; a list item or a table cell is one if it makes a clause ("Buy milk", "it is cheap"), not if it only names
something ("Fresh milk"). What follows the last end mark of a block is a sentence if it has a word. Code holds none.
"""

import re
from collections.abc import Iterable, Iterator

from . import _abbreviations as known
from ._blocks import Block, Kind, blocks, holds_text, stripped
from ._characters import EMOJI, EMOJI_PARTS, HYPHENS, IDEOGRAPHS
from ._text import Text
from ._verbs import is_verb
from ._verdict import Pieces, Span
from ._words import DECLARATION, TAG_NAME, WITH_ATTRIBUTES, has_word, words

_HARD = "。！？｡।॥؟۔։።៕‼⁇⁈⁉"
_SOFT = ".!?…‽"
_CLOSERS = "\"'”’»›」』)\\]}）】〉》*_~`$¹²³⁰-⁹"
_TAG = rf"<(?<!<<)(?:/?{TAG_NAME}[ \t]*+/?|{WITH_ATTRIBUTES})>|{DECLARATION}"
_AFTER = rf"(?:[{_SOFT}{_HARD}{_CLOSERS}]|\[\^?\w{{1,9}}\]|\\[)\]]|{_TAG})*+"
_MORE = rf"(?:[ \t]++[{_SOFT}{_HARD}]{_AFTER}(?=\s|\Z))*+"
_END = re.compile(rf"[{_HARD}{_SOFT}](?:(?<=[{_HARD}]){_AFTER}|{_AFTER}{_MORE})")
_OPENS_NEXT = re.compile(rf"[\s{IDEOGRAPHS}“「『（{EMOJI}]|(?<=>)")
_JOINT = rf"[{HYPHENS}–—]++[ \t]*+(?=[\"'“‘«(*_]*+[^\W\d_])"
_CONNECTED = re.compile(_JOINT)
_GAP = re.compile(rf"\s*+(?:{_JOINT})?")
"""What stands between two sentences; hyphens may connect them: "So it is.-We know.\""""
_EMOJI_RUN = re.compile(rf"(?:[ \t]*+(?:[{EMOJI}][{EMOJI}{EMOJI_PARTS}]*+|[0-9#*]\ufe0f?\u20e3))*+")
_NO_WORD = re.compile(rf"(?:[^\w<]++|_++|{_TAG}|<)*+")
_NEXT_WORD = re.compile(r"[\s\"'“‘«„(\[*_~`]*+([^\W_]*+)")
_LAST_TOKEN = re.compile(r"[^\s\"“”«»„()\[\]{}*~`/—–-]+\Z")
_LONGEST_ABBREVIATION = 24
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)*[^\W\d_]{1,3}")
_NUMBER = re.compile(
    r"(?:(?i:act|chapter|day|example|lesson|part|phase|question|rule|scene|section|step|tip|verse)\s)?"
    r"(?:\d{1,9}|[IVXLC]{1,9}|[ivx]{1,6}|\w)"
    r"|INT|(?:INT\./)?EXT"
)
"""The number of an item or of a part, or the place of a scene, which is no sentence by itself."""
_CLOSES_QUOTE = re.compile(r"[\"'”’»)]")
_SAYS = "とっ、，的说說道问問"
_CELL = re.compile(r"[^|\n]+")
_SHORTEST_CLAUSE = len("I am")


def sentences(text: Text) -> Pieces:
    """The sentences of a text, their end marks and closing quotes included."""
    found = text.view(blocks)
    alone = len(found) == 1 and found[0].kind == "prose"
    spans: list[Span] = []
    for block in found:
        for start, end in _units(text, block):
            inside = text.part(_of_unit, text[start:end], block.kind, alone)
            spans += [(start + first, start + last) for first, last in inside]
    return Pieces(text, spans)


def _units(text: str, block: Block) -> Iterable[Span]:
    """The stretches of a block that no sentence crosses."""
    if block.kind == "table":
        return (cell.span() for cell in _CELL.finditer(text, block.start, block.end))
    return ((block.body, block.end),) if block.kind != "rule" and holds_text(block) else ()


def _of_unit(text: str, kind: Kind, alone: bool) -> list[Span]:
    """The sentences of a stretch that no sentence crosses."""
    start, end = stripped(text, 0, len(text))
    mark = _END.search(text, start, end)
    if mark is None or mark.end() == end:
        whole = _first_word(text, start, end) < end if mark else _reads_as_one(text[start:end], kind, alone=alone)
        return [(start, end)] if whole else []
    found: list[Span] = []
    for begin, stop, first_word, marked in _divided(text, start, end):
        if first_word >= stop or (found and not marked and _says_nothing(text[begin:stop])):
            if found:  # it belongs to the sentence before it
                found[-1] = found[-1][0], stop
        elif marked or found or _reads_as_one(text[begin:stop], kind, alone=alone):
            found.append((_skip_space(text, begin, stop), stop))
    return found


def _says_nothing(stretch: str) -> bool:
    """Whether hashtags or placeholders are all of it."""
    return _HASHTAGS.fullmatch(stretch) is not None or ("[" in stretch and not has_word(_BRACKETED.sub("", stretch)))


_HASHTAGS = re.compile(r"(?:\s*+\#\w++)++\s*+")


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
    """The stretches that final end marks divide: start, end, the first word from there on, whether a mark ends it."""
    at, first_word = start, _first_word(text, start, end)
    for mark in _END.finditer(text, start, end):
        stop = mark.end()
        if stop == end or _is_final(text, first_word, mark, end):
            if not text[stop : stop + 4].isascii():
                stop = _after_emoji(text, stop, end)
            yield at, stop, first_word, True
            at = stop
            if first_word < at:
                first_word = _first_word(text, at, end)
    if at < end:
        yield at, end, first_word, False


def _first_word(text: str, start: int, end: int) -> int:
    """Where the first word starts; a tag is none."""
    found = _NO_WORD.match(text, start, end)
    return found.end() if found else end


def _skip_space(text: str, start: int, end: int) -> int:
    found = _GAP.match(text, start, end)
    return found.end() if found else end


def _after_emoji(text: str, start: int, end: int) -> int:
    """Emoji right after an end mark belong to the sentence that it ends."""
    found = _EMOJI_RUN.match(text, start, end)
    return found.end() if found else start


def _is_final(text: str, first_word: int, mark: re.Match[str], end: int) -> bool:
    """Whether an end mark that something follows ends a sentence whose first word is at `first_word`."""
    run = mark[0]
    if run[0] in _HARD:
        return run[-1] not in "」』”" or text[mark.end()] not in _SAYS
    apart = _OPENS_NEXT.match(text, mark.end())
    connected = None if apart else _CONNECTED.match(text, mark.end(), end)
    if not apart and not connected:
        return False
    following = _NEXT_WORD.match(text, connected.end() if connected else mark.end(), end)
    word = following[1] if following else ""
    goes_on = word[:1].islower()
    if goes_on and (connected or _CLOSES_QUOTE.search(run)):
        return False  # "U.S.-led", "Stop!" he said
    if not _EXCLAIMS.isdisjoint(run):
        return True
    if run[0] == "…" or run[1:2] in (".", " "):
        return bool(word) and not goes_on and word != "I"
    return not (connected and _is_range(text, mark.start(), word)) and _stop_is_final(
        text, first_word, mark.start(), word
    )


def _is_range(text: str, at: int, following: str) -> bool:
    """Whether the full stop at `at`, with a hyphen after it, stands in what is like "Mon.-Fri."."""
    return _SHORT.search(text[max(at - 5, 0) : at]) is not None and following.lower() not in known.STARTERS


_SHORT = re.compile(r"(?<![^\W_])[A-Z][a-z]{0,3}\Z")
_EXCLAIMS = frozenset("!?‽" + _HARD)


def _stop_is_final(text: str, first_word: int, at: int, following: str) -> bool:
    """Whether the full stop at `at` ends a sentence, by the word before it and the word after it."""
    found = _LAST_TOKEN.search(text[max(first_word, at - _LONGEST_ABBREVIATION) : at])
    token = found[0].lstrip("'‘’") if found else ""
    word = token.lower()
    if word in known.BEFORE_A_NAME or word in known.WITHIN:
        return False
    if _NUMBER.fullmatch(text, first_word, at):
        return False
    if word in known.BEFORE_A_NUMBER:
        return not following[:1].isdigit()
    capital = following[:1].isupper()
    if word in known.BEFORE_SMALL_LETTERS:
        return capital
    if len(token) == 1 and token.islower():
        return capital and token != "v"  # "from a to b. Then", but "at 5 p. m.", "c. 1850", "Roe v. Wade"
    shortened = _DOTTED.fullmatch(token) and (len(token) == 1 or "." in token)
    plain = not shortened and word not in known.AT_EITHER_PLACE
    return plain or (capital and following.lower() in known.STARTERS)


def _reads_as_one(fragment: str, kind: Kind, *, alone: bool) -> bool:
    """Whether words that are all of their block and lack an end mark are a sentence."""
    if kind == "heading" or (len(fragment) < _SHORTEST_CLAUSE and not alone):
        return False
    if alone:
        return _first_word(fragment, 0, len(fragment)) < len(fragment)
    bare = _BRACKETED.sub("", fragment) if "[" in fragment else fragment
    found = words(bare).texts
    if kind in ("item", "table"):
        return _is_clause(bare, found)
    if _TITLE.match(fragment) or _is_title_case(found):
        return False
    return _is_clause(bare, found) or (fragment[-1] not in ",:" and len(found) >= _SHORTEST_UNMARKED)


_SHORTEST_UNMARKED = 6
_TITLE = re.compile(r"(?:<<[^\n]*>>|(\*{1,3}|_{1,3})[^\n]*\1)\Z")
_BRACKETED = re.compile(r"\[[ xX]\]|\[[^\[\]]*+\](?!\(|[ \t]+[^\W\d_])")
"""A box or a placeholder; words that go on with others are neither, nor is a link."""


def _is_title_case(found: list[str]) -> bool:
    mixed = [word for word in found if len(word) == 1 or not word.isupper()]  # "in the US" tells nothing
    return sum(word[0].isupper() and not word.isupper() for word in mixed) * 2 > max(len(mixed), len(found) / 2)


def _is_clause(fragment: str, found: list[str]) -> bool:
    """Whether English words hold a subject or an auxiliary verb, or begin as a request."""
    lower = [word.lower().replace("’", "'") for word in found]
    if not known.CLAUSE_WORDS.isdisjoint(lower) or any(word.endswith(known.CLAUSE_ENDINGS) for word in lower):
        return True
    label = _LABEL.match(fragment)
    labelled = [word.lower() for word in words(fragment[label.end() :]).texts[:1]] if label else []
    requests = (lower[:1] if len(lower) > 1 else []) + labelled
    return not known.IMPERATIVES.isdisjoint(requests) or _asks(fragment) or _tells(fragment)


def _asks(fragment: str) -> bool:
    """Whether a verb in its plain form and its object begin a fragment: "Design the logo"."""
    found = _WITH_OBJECT.match(fragment)
    return found is not None and not found[1].lower().endswith(("ed", "ing", "s")) and is_verb(found[1], [found[2]])


def _tells(fragment: str) -> bool:
    """Whether a verb in -s stands between its subject and its object: "This proves it", not "what proves it"."""
    if _NO_STATEMENT.match(fragment):
        return False
    return any(is_verb(found[1], [found[2]]) for found in _BEFORE_OBJECT.finditer(fragment))


_NO_STATEMENT = re.compile(
    r"(?i)\W*+(?:how|why|wh(?:at|en|ere|ich|ile|o|ose)(?:ever)?|whether|if|because|as|any\w*+|every\w*+|things)\b"
)
_BEFORE_OBJECT = re.compile(
    r"\b(?!(?i:and|or|that|to|what|which|who)\b)\w++ ([a-z]++)(?<=[a-rt-z]s) "
    r"(the|an?|its|their|his|her|them|him|us|me|your|my|our)\b"
)
_WITH_OBJECT = re.compile(
    r"\W*+([A-Za-z]++)[*_]* (a|an|the|some|this|these|all|your|my|our|me|us|him|them)\b", re.IGNORECASE
)
_LABEL = re.compile(r"[^:\n]*:[*_]*\s")
