"""Words in a row."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from ._blocks import blocks
from ._letters import initials
from ._text import Text
from ._verdict import Pieces
from ._words import words


def neighbours(text: Text, related: Callable[[str, str], bool]) -> Pieces:
    """Each two words in a row whose first letters, accents and case aside, are related.

    No word is the neighbour of one in another markdown block: of a heading, another paragraph, another list item.
    """
    found = text.view(words)
    starts = [block.start for block in text.view(blocks)]
    pairs = zip(pairwise(found.spans), pairwise(initials(found)), strict=True)
    near = ((a, b) for (a, b), letters in pairs if related(*letters))
    return Pieces(text, ((a[0], b[1]) for a, b in near if bisect_right(starts, a[0]) == bisect_right(starts, b[0])))
