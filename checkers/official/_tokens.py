"""Words between white space, and ASCII punctuation, as the published checkers of IFBench and IFTrain know them.

White space is no punctuation and has no case: deleting punctuation or lowering leaves every word in its place, but for
the words of punctuation alone, which vanish. So each word keeps the offsets of the whole stretch that it stands in.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from string import punctuation

from .._text import Text
from .._verdict import Piece, Pieces, Verdict, verdict_of

MARKS = punctuation
"""The 32 marks of ASCII; no curly quote, dash, ellipsis or full-width mark is one."""

_DELETED = str.maketrans("", "", MARKS)
_ENDS = MARKS + " "
_SPACED = re.compile(r"\S+")
_WITH_MORE_THAN_MARKS = re.compile(rf"(?<!\S)[{re.escape(MARKS)}]*+[^\s{re.escape(MARKS)}]\S*+")


def unmarked(text: str) -> str:
    """The text without its marks; what they divided is joined."""
    return text.translate(_DELETED)


def trimmed(text: str) -> str:
    """The text without marks and spaces at both ends; other white space stays."""
    return text.strip(_ENDS)


def left_trimmed(text: str) -> str:
    """The text without marks and spaces at its start."""
    return text.lstrip(_ENDS)


def right_trimmed(text: str) -> str:
    """The text without marks and spaces at its end."""
    return text.rstrip(_ENDS)


def spaced_words(text: Text) -> list[Piece]:
    """A view: the stretches without white space, marks and all."""
    return [Piece(match[0], *match.span()) for match in _SPACED.finditer(text)]


def bare_words(text: Text) -> list[Piece]:
    """A view: the words of the text without its marks."""
    return _placed(text, unmarked(text).split())


def lowered_bare_words(text: Text) -> list[Piece]:
    """A view: the words of the text in lower case and then without marks; the order matters to a final sigma."""
    return _placed(text, unmarked(text.lower()).split())


def _placed(text: Text, words: list[str]) -> list[Piece]:
    places = _WITH_MORE_THAN_MARKS.finditer(text)
    return [Piece(word, *match.span()) for word, match in zip(words, places, strict=True)]


def no_piece(wrong: Sequence[Piece], what: str) -> Verdict:
    """The verdict of a rule that holds for every piece: followed iff none breaks it. `what` says of those that do."""
    first = f"; the first is {wrong[0].text[:40]!r}" if wrong else ""
    spans = wrong.spans if isinstance(wrong, Pieces) else (piece.span for piece in wrong)
    return verdict_of(spans, f"{len(wrong)} {what}, wanted none{first}")


def neighbours(pieces: Iterable[Piece], wrong: Callable[[str, str], bool]) -> list[Piece]:
    """The pairs of neighbours of which something holds, each as one piece."""
    pairs = pairwise(pieces)
    return [Piece(f"{a.text} {b.text}", a.start, b.end) for a, b in pairs if wrong(a.text, b.text)]
