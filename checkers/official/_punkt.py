"""NLTK's Punkt sentence splitter in linear time and without a clock, on NLTK's own patterns and English model.

NLTK walks through every mark in Python, and its patterns give up after five seconds. Here one search per word finds the
marks that can decide, equal contexts are decided once, and nothing gives up. Method: Kiss and Strunk 2006,
Unsupervised Multilingual Sentence Boundary Detection.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Literal

from .._once import kept
from .._verdict import Span

MARKS = ".?!"
_OTHER_SPACES = "\t\n\v\f\r"
NUMBER = "##number##"
INNER_UPPER, ANY_UPPER, FIRST_LOWER, ANY_LOWER = 4, 14, 16, 112
"""Where the model has seen a word with an upper or a lower first letter: bits of its orthographic context."""

WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
r"""What `\s` matches in the engine of NLTK. Python's own adds U+001C to U+001F; `regex` is quadratic in long words."""


_LONGEST_KEPT = 60
"""The longest context of which the answer is kept for the next text; relaxed texts repeat those of the text itself."""
_PLAIN = re.compile(r"([A-Za-z]+|[0-9]+)([.?!])[ \n]+([A-Za-z]+|[0-9]+\.?(?!'))(?:'[A-Za-z]+)?[,;:]?")
"""A word or number, a mark, and the next one: what stands at most marks, and is taken apart as NLTK takes it."""


def untimed(pattern: Any) -> Any:
    """A pattern of NLTK without its time limit: what the library wraps."""
    return pattern._rx


_FEW = 50
"""So many words are sooner searched for than all are put in a dict; hundreds of answers ask about no more."""


class _Model:
    """What the English model knows. NLTK reads the same files, line by line through a codec of its own."""

    def __init__(self, folder: Any) -> None:
        def text(name: str) -> str:
            with folder.join(name).open() as file:
                return str(file.read(), "utf-8").removesuffix("\n")

        self.abbrev_types = frozenset(text("abbrev_types.txt").split("\n"))
        self.sent_starters = frozenset(text("sent_starters.txt").split("\n"))
        self.collocations = frozenset(tuple(row.split("\t")) for row in text("collocations.tab").split("\n"))
        self._may_go_on = self.abbrev_types.union(both[0] for both in self.collocations)
        self._ortho_context = f"\n{text('ortho_context.tab')}\n"
        self._asked = 0

    def always_ends(self, word: str) -> bool:
        """Whether a full stop after a word that `_PLAIN` takes ends the sentence whatever follows."""
        return len(word) > 1 and word.isalpha() and word.lower() not in self._may_go_on

    def seen(self, type: str) -> int:
        """The orthographic context of a word, in bits."""
        self._asked += 1
        if self._asked > _FEW:
            return int(self._by_type.get(type, 0))
        row = f"\n{type}\t"
        at = self._ortho_context.find(row)
        return int(self._ortho_context[at + len(row) : self._ortho_context.index("\n", at + 1)]) if at >= 0 else 0

    @kept
    def _by_type(self) -> dict[str, str]:
        contexts = iter(self._ortho_context[1:-1].replace("\n", "\t").split("\t"))
        return dict(zip(contexts, contexts, strict=True))


class Punkt:
    """The English splitter. Raises LookupError if the model is not on this machine."""

    def __init__(self) -> None:
        from nltk.data import find
        from nltk.tokenize.punkt import PunktLanguageVars, PunktToken

        self._model = _Model(find("tokenizers/punkt_tab/english/"))
        variables = PunktLanguageVars()
        after = variables._re_non_word_chars
        self._has_short_break = lru_cache(maxsize=1 << 14)(self._has_break)
        follows = f"(?P<following>{after}|[{WHITE}]+(?P<next>[^{WHITE}]+))"
        self._follows, self._marks = re.compile(follows), re.compile(f"[{MARKS}](?={follows})")
        self._closing = untimed(variables.re_boundary_realignment)
        self._tokens = untimed(variables._word_tokenizer_re())
        self._ellipsis, self._number, self._initial = map(
            untimed, (PunktToken._RE_ELLIPSIS, PunktToken._RE_NUMERIC, PunktToken._RE_INITIAL)
        )

    def spans(self, text: str) -> list[Span]:
        """The sentences; closing quotes and brackets go to the sentence that they close."""
        spans: list[Span] = []
        cuts = list(self._cuts(text))
        taken = 0
        for cut, following in zip_longest(cuts, cuts[1:]):
            start, end = cut[0] + taken, cut[1]
            closing = self._closes(text, following) if following else None
            taken = closing.end() if closing else 0
            if closing:
                end = following[0] + len(closing[0].rstrip())
            if closing or start < end:
                spans.append((start, end))
        return spans

    def _closes(self, text: str, following: Span) -> re.Match[str] | None:
        """The quotes and brackets at the start of a stretch that close the sentence before."""
        start, end = following
        return None if text[start : start + 1].isalnum() else self._closing.match(text[start:end])

    def _cuts(self, text: str) -> Iterator[Span]:
        decided: dict[str, bool] = {}
        start = 0
        for word, end, following in self._candidates(text):
            context = text[word : following.end("following")]
            if context not in decided:
                short = len(context) <= _LONGEST_KEPT
                decided[context] = self._has_short_break(context) if short else self._has_break(context)
            if decided[context]:
                yield start, end
                start = following.start("next") if following["next"] else end
        yield start, len(text.rstrip())

    def _candidates(self, text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
        """(start of the word, end of the mark, match of what follows) of every mark that can end a sentence.

        Of the marks in one word only the last counts, and one that stands first in it. NLTK takes a single white space
        at the very start of the text for part of the first word, so a mark after it does not stand first.
        """
        for start, found in self._last_of_words(text):
            end = found.end()
            if text[start] in MARKS and end - start > 1 and start != 1:
                first = self._follows.match(text, start + 1)
                if first:
                    yield start, start + 1, first
            yield start, end, found

    def _last_of_words(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The last mark of each word that has any, with the start of the word."""
        spaced = text
        for space in _OTHER_SPACES:
            spaced = spaced.replace(space, " ")
        last: re.Match[str] | None = None
        start = end = 0
        for found in self._marks.finditer(text):
            before = spaced.rfind(" ", end, found.start())
            if before >= 0:
                if last:
                    yield start, last
                start = before + 1
            last, end = found, found.end()
        if last:
            yield start, last

    def _has_break(self, context: str) -> bool:
        if plain := _PLAIN.fullmatch(context):
            word, mark, following = plain.groups()
            return mark != "." or self._model.always_ends(word) or self._is_break(f"{word}.", following)
        tokens = [token for line in context.split("\n") if line.strip() for token in self._tokens.findall(line)]
        return any(map(self._is_break, tokens, tokens[1:]))

    def _is_break(self, token: str, following: str) -> bool:
        """Whether a sentence ends with a token, going by its own form and by what follows."""
        kind = self._kind(token)
        if not token.endswith("."):
            return kind == "break"
        own, next_type = self._type(token, True), self._type(following, self._kind(following) == "break")
        if (own, next_type) in self._model.collocations:
            return False
        initial = self._initial.match(token) is not None
        if kind == "break" and not initial and (own != NUMBER or following[0].isupper()):
            return True
        starts = self._starts_sentence(following, next_type)
        usual_start = following[0].isupper() and next_type in self._model.sent_starters
        if kind in ("abbreviation", "ellipsis") and not initial and (starts or usual_start):
            return True
        if initial or own == NUMBER:
            unseen_lower = initial and following[0].isupper() and not self._model.seen(next_type) & ANY_LOWER
            if starts is False or (starts is None and unseen_lower):
                return False
        return kind == "break"

    def _kind(self, token: str) -> Literal["break", "abbreviation", "ellipsis"] | None:
        if token in (".", "?", "!"):
            return "break"
        if self._ellipsis.match(token):
            return "ellipsis"
        if not token.endswith(".") or token.endswith(".."):
            return None
        word = token[:-1].lower()
        known = self._model.abbrev_types
        return "abbreviation" if word in known or word.rpartition("-")[2] in known else "break"

    def _type(self, token: str, without_period: bool) -> str:
        lowered = token.lower()
        if self._number.match(lowered):
            return NUMBER
        return lowered[:-1] if without_period and len(lowered) > 1 and lowered.endswith(".") else lowered

    def _starts_sentence(self, token: str, type: str) -> bool | None:
        """Whether the form of a word tells that a sentence starts with it; None if it tells nothing."""
        if token in (";", ":", ",", ".", "!", "?"):
            return False
        if not token[0].isupper() and not token[0].islower():
            return None
        seen = self._model.seen(type)
        if token[0].isupper() and seen & ANY_LOWER and not seen & INNER_UPPER:
            return True
        if token[0].islower() and (seen & ANY_UPPER or not seen & FIRST_LOWER):
            return False
        return None
