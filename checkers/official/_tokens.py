"""Words between white space, and ASCII punctuation, as the published checkers of IFBench and IFTrain know them.

White space is no punctuation and has no case: deleting punctuation or lowering leaves every word in its place, but for
the words of punctuation alone, which vanish. So each word keeps the offsets of the whole stretch that it stands in.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from string import punctuation

from .._text import Text
from .._verdict import Piece, Pieces

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


def spaced_words(text: Text) -> Pieces:
    """A view: the stretches without white space, marks and all."""
    return Pieces(text, (match.span() for match in _SPACED.finditer(text)))


class Altered(Iterable[Piece]):
    """The words of a text without its marks; where each stands is looked for when one walks through them."""

    def __init__(self, text: Text, unmarked_text: str) -> None:
        self._text = text
        self.words = unmarked_text.split()

    def __iter__(self) -> Iterator[Piece]:
        places = _WITH_MORE_THAN_MARKS.finditer(self._text)
        return (Piece(word, *match.span()) for word, match in zip(self.words, places, strict=True))

    def where(self, wrong: Callable[[str], bool]) -> Pieces:
        """The places of the words of which something holds."""
        return Pieces(self._text, (word.span for word in self if wrong(word.text)))


def bare_words(text: Text) -> Altered:
    """A view: the words of the text without its marks."""
    return Altered(text, unmarked(text))


def lowered_bare_words(text: Text) -> Altered:
    """A view: the words of the text in lower case and then without marks; the order matters to a final sigma."""
    return Altered(text, unmarked(text.lower()))


def neighbours(text: Text, pieces: Iterable[Piece], wrong: Callable[[str, str], bool]) -> Pieces:
    """The pairs of neighbours of which something holds, each as one stretch of the text."""
    return Pieces(text, ((a.start, b.end) for a, b in pairwise(pieces) if wrong(a.text, b.text)))
