"""What can be said of a text in small letters, so that a word need not be searched for with case ignored."""

import re

from ._text import Text, different


def folds_simply(text: Text) -> bool:
    """A view: whether each ASCII letter has only its two cases in a text, and small letters take the same places."""
    return not _ODD_CASES.search(text.view(different))


_ODD_CASES = re.compile("[İıſ\u212a]")
"""They match i, s and k where case is ignored."""


def is_plain(word: str) -> bool:
    """Whether a word has ASCII letters and digits only."""
    return word.isascii() and word.isalnum()
