"""What number a label such as "3", "III", "c" or "three" may stand for."""

import re

LABEL = r"(?:\d{1,4}|(?<![^\W_])(?:[ivxlc]{1,7}|[a-z]|[a-z]{3,9}))"
"""A regular expression for a label, in any case; not all that it matches is one. Only digits may touch a word."""

_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty
    """.split()
_ROMAN = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def numbers(label: str) -> frozenset[int]:
    """The numbers that a label may stand for: "C" is the third letter and a Roman hundred."""
    label = label.lower()
    found = {int(label)} if label.isdecimal() else set()
    if label in _WORDS:
        found.add(_WORDS.index(label) + 1)
    if re.fullmatch("[a-z]", label):
        found.add(ord(label) - ord("a") + 1)
    if value := _roman(label):
        found.add(value)
    return frozenset(found)


def _roman(label: str) -> int:
    """The value of a Roman number in its one right form; 0 for anything else."""
    value, rest = 0, label
    for digits, worth in _ROMAN:
        while rest.startswith(digits):
            value, rest = value + worth, rest[len(digits) :]
    return value if not rest and to_roman(value) == label else 0


def to_roman(value: int) -> str:
    """A number in small Roman digits."""
    digits = ""
    for letters, worth in _ROMAN:
        digits += letters * (value // worth)
        value %= worth
    return digits
