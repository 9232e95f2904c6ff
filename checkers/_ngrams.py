"""The n-grams of a text, all looked up at once: character by character takes ten times as long.

An n-gram goes by a key that its characters make, as digits make a number. Those of ASCII, letters and space, have a
table with a place for each; others are searched for in order.
"""

import sys
from collections.abc import Sequence
from typing import Any

_WIDE, _NARROW = 16, 6
"""Bits of a character in a key. Six tell space and the letters of ASCII apart; no known n-gram needs over sixteen."""
_LOWER = (1 << _NARROW) - 1
_PAST_ASCII = 0xFF80FF80FF80
"""The bits of a key that no character of ASCII has."""
_OTHER, _OTHER_CAPITAL = 0xFFFE, 0xFFFF
"""What stands for characters that take more bits."""


class Ngrams:
    """Numbers, from 1, of the known n-grams of one to three characters: those of ASCII first.

    Args:
        ascii: the keys of n-grams of ASCII; the same may come again.
        others: the keys of others, rising.

    Attributes:
        ascii: the numbers of `ascii`, as they were given.
        lengths: in characters, by number.
    """

    def __init__(self, ascii: Any, others: Any) -> None:
        from numpy import arange, concatenate, zeros

        self._by_place = zeros(1 << 3 * _NARROW, "int32")
        given = _narrow(ascii)
        self._by_place[given] = 1
        places = self._by_place.nonzero()[0]
        self._by_place[places] = arange(1, 1 + len(places))
        self.ascii = self._by_place.take(given)
        self._others, self._first = others, 1 + len(places)
        self.lengths = concatenate([[0], _length(places, _NARROW), _length(others, _WIDE)])
        self._taken = zeros(sys.maxunicode + 1, "uint16")
        self._capital = zeros(1 << _WIDE, bool)

    def numbers(self, keys: Any) -> Any:
        """The numbers of n-grams; 0 for one that has none."""
        found = self._by_place.take(_narrow(keys))
        past = (keys & _PAST_ASCII).nonzero()[0]
        if len(past):
            wanted = keys.take(past)
            places = self._others.searchsorted(wanted)
            right = self._others.take(places, mode="clip") == wanted
            found[past] = (places + self._first) * right
        return found

    def of(self, text: str) -> Any:
        """The numbers of the known n-grams of a text, by where they end. A capital after a capital ends none."""
        import numpy

        characters = self._as_taken(f"  {text}")
        narrow = characters.max() < 128
        found = characters & _LOWER if narrow else characters.astype("int64")
        digits = [found[:-2], found[1:-1], found[2:]]
        capital = self._capital.take(characters)
        if (inner := capital[1:-1] & capital[2:]).any():
            digits = [digit[~inner] for digit in digits]
        bits = _NARROW if narrow else _WIDE
        keys = numpy.stack([key(digits[-length:], bits) for length in (1, 2, 3)], axis=1).ravel()
        numbers = self._by_place.take(keys) if narrow else self.numbers(keys)
        return numbers[numbers > 0]

    def _as_taken(self, text: str) -> Any:
        """The characters of a text as langdetect takes them, an array of numbers."""
        points = code_points(text)
        taken = self._taken.take(points)
        if not taken.all():
            for point in set(points[taken == 0].tolist()):
                self._take(point)
            taken = self._taken.take(points)
        return taken.astype("int32")

    def _take(self, point: int) -> None:
        from langdetect.utils.ngram import NGram

        char: str = NGram.normalize(chr(point))
        taken = min(ord(char), _OTHER_CAPITAL if char.isupper() else _OTHER)
        self._capital[taken] = char.isupper()
        self._taken[point] = taken


def key(characters: Sequence[Any], bits: int = _WIDE) -> Any:
    """The keys of n-grams by their first characters, second ones and so on: arrays of numbers, 0 for none."""
    found = characters[0]
    for character in characters[1:]:
        found = found << bits | character
    return found


def is_ascii(keys: Any) -> Any:
    """Which n-grams have characters of ASCII alone."""
    return keys & _PAST_ASCII == 0


def in_order(keys: Any) -> Any:
    """The places of n-grams from the lowest key to the highest. By sixteen bits at a time, numpy sorts by radix."""
    from numpy import lexsort

    return lexsort([(keys >> place * _WIDE).astype("uint16") for place in range(3)])


def code_points(text: str) -> Any:
    """The characters of a text as numbers, an array."""
    import numpy

    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "uint32")


def _narrow(keys: Any) -> Any:
    """The places of n-grams of ASCII: the lower bits of each character."""
    return key([keys >> 2 * _WIDE & _LOWER, keys >> _WIDE & _LOWER, keys & _LOWER], _NARROW)


def _length(keys: Any, bits: int) -> Any:
    return 1 + (keys >= 1 << bits) + (keys >= 1 << 2 * bits)
