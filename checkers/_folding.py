"""What can be said of a text in small letters, so that a word need not be searched for with case ignored."""

import re
from collections.abc import Callable, Iterator

from ._text import Text, different
from ._verdict import Span


def folds_simply(text: Text) -> bool:
    """A view: whether each ASCII letter has only its two cases in a text, and small letters take the same places."""
    return not _ODD_CASES.search(text.view(different))


_ODD_CASES = re.compile("[İıſ\u212a]")
"""They match i, s and k where case is ignored."""


def is_plain(word: str) -> bool:
    """Whether a word has ASCII letters and digits only."""
    return word.isascii() and word.isalnum()


def places(text: Text, word: str, fits: Callable[[int, int], bool]) -> Iterator[Span]:
    """Where a plain word stands in a text that folds simply, in any case and none over another.

    `fits` tells by start and end whether a place counts; where one does not, the next may begin inside of it.
    """
    lowered, wanted = text.view(str.lower), word.lower()
    start = lowered.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        here = fits(start, end)
        if here:
            yield start, end
        start = lowered.find(wanted, end if here else start + 1)
