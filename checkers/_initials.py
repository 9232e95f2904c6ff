"""First letters of words, and which words are neighbours."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from ._blocks import blocks
from ._text import Text
from ._verdict import Piece
from ._words import words


def initial(word: str) -> str:
    """The first letter of a word without its case and accent; "" if it begins with no letter."""
    letter = unicodedata.normalize("NFD", word[0].casefold())[0]
    return letter if letter.isalpha() else ""


def neighbours(text: Text) -> Iterator[tuple[Piece, Piece]]:
    """Each two words in a row within a markdown block: no word is the neighbour of one in another paragraph."""
    starts = [block.start for block in text.view(blocks)]
    for one, other in pairwise(text.view(words)):
        if bisect_right(starts, one.start) == bisect_right(starts, other.start):
            yield one, other
