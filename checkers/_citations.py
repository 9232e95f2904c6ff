"""The numbers of sources at the end of a sentence: "So it is.[1][2]"."""

import re

_NUMBERS = re.compile(r"(?:\[\d{1,3}\]){1,9}[.!?]?\Z")


def uncited(sentence: str) -> str:
    """A sentence without the numbers of its sources, which are no words of it."""
    return _NUMBERS.sub("", sentence) if "]" in sentence[-2:] else sentence
