"""First letters of words, and which words are neighbours."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from ._blocks import blocks
from ._text import Text
from ._verdict import Span
from ._words import words


def initial(word: str) -> str:
    """The first letter of a word without its case and accent; "" if it begins with no letter."""
    return _plain(word[0])


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    letter = unicodedata.normalize("NFD", char.casefold())[0]
    return letter if letter.isalpha() else ""


def neighbours(text: Text, related: Callable[[str, str], bool]) -> list[Span]:
    """Each two words in a row that are related; no word is the neighbour of one in another markdown block."""
    starts = [block.start for block in text.view(blocks)]
    found = text.view(words)
    return [
        (found.spans[i][0], found.spans[i + 1][1])
        for i, (one, other) in enumerate(pairwise(found.texts))
        if related(one, other)
        and bisect_right(starts, found.spans[i][0]) == bisect_right(starts, found.spans[i + 1][0])
    ]
