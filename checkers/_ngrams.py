"""The n-grams of a text, all looked up at once: character by character takes ten times as long.

Every character that langdetect tells apart has a symbol, a small number, and an n-gram goes by the key that its symbols
make, as digits make a number. Space and the letters of ASCII have the first symbols, so that texts of these alone find
their n-grams in a table with a place for each key; others find them by a hash.
"""

import sys
from collections.abc import Sequence
from string import ascii_letters
from typing import Any

_ASCII = " " + ascii_letters
_FEW, _MANY = 1 + len(_ASCII), 1 << 12
"""So many symbols there are, with 0 for none: in a text of ASCII, and in all."""
_OTHER, _OTHER_CAPITAL, _FIRST = 128, 129, 130
"""The symbols of characters that no known n-gram has, and the first one past ASCII."""
_BITS = 18
_MIX = 0x9E3779B97F4A7C15
"""An odd number without a pattern in its bits: Fibonacci hashing, Knuth, The Art of Computer Programming, 6.4."""


class Ngrams:
    """The known n-grams of one to three characters, by number.

    Args:
        given: the n-grams between quotation marks; the same may come again. None is a space or has one in its middle.

    Attributes:
        numbers: of the n-grams, in the order in which they were given.
        lengths: in characters, by number.
    """

    def __init__(self, given: str) -> None:
        from numpy import full, zeros

        points = code_points(given)
        marks = (points == ord('"')).nonzero()[0]
        lengths, ends = marks[1::2] - marks[::2] - 1, marks[1::2] - 1
        self._symbols = _Symbols(points)
        characters = (points.take(ends - before, mode="clip") for before in (2, 1, 0))
        longer = (lengths > before for before in (2, 1, 0))
        digits = [self._symbols.as_given(one) * there for one, there in zip(characters, longer, strict=True)]
        self._by_hash = _HashTable(_key(digits, _MANY))
        self.numbers = self._by_hash.numbers
        self.lengths = zeros(self._by_hash.size, int)
        self.lengths[self.numbers] = lengths
        small = (digits[0] < _FEW) & (digits[1] < _FEW) & (digits[2] < _FEW)
        self._by_place = full(_FEW**3, -1, "int32")
        self._by_place[_key(digits, _FEW)[small]] = self.numbers[small]

    def of(self, text: str) -> Any:
        """The numbers of the known n-grams of a text, by where they end. A capital after a capital ends none."""
        from numpy import stack

        symbols = self._symbols.as_taken(f"  {text}")
        digits = [symbols[:-2], symbols[1:-1], symbols[2:]]
        capital = self._symbols.capital.take(symbols)
        if (inner := capital[1:-1] & capital[2:]).any():
            digits = [digit[~inner] for digit in digits]
        small = symbols.max() < _FEW
        keys = stack([_key(digits[-length:], _FEW if small else _MANY) for length in (1, 2, 3)], axis=1).ravel()
        found = self._by_place.take(keys) if small else self._by_hash.find(keys)
        return found[found >= 0]


def _key(digits: Sequence[Any], base: int) -> Any:
    key = digits[0]
    for digit in digits[1:]:
        key = key * base + digit
    return key


class _Symbols:
    """The symbols of characters.

    Args:
        points: the characters of the known n-grams, as numbers.

    Attributes:
        capital: whether each symbol is a capital, an array.
    """

    def __init__(self, points: Any) -> None:
        from numpy import arange, zeros

        self._taken = zeros(sys.maxunicode + 1, "uint16")
        self._given = zeros(max(points.max(), 127) + 1, "uint16")
        self._given[points] = 1
        known = self._given.nonzero()[0]
        self._given[known] = arange(_FIRST, _FIRST + len(known))
        self._given[code_points(_ASCII)] = arange(1, _FEW)
        self.capital = zeros(_MANY, bool)
        self.capital[[_OTHER_CAPITAL, *(self._given[point] for point in known.tolist() if chr(point).isupper())]] = True

    def as_given(self, points: Any) -> Any:
        """The symbols of characters as they stand in the known n-grams, an array."""
        return self._given.take(points).astype("int64")

    def as_taken(self, text: str) -> Any:
        """The symbols of a text, each character as langdetect takes it; an array."""
        points = code_points(text)
        symbols = self._taken.take(points)
        if not symbols.all():
            for point in set(points[symbols == 0].tolist()):
                self._taken[point] = self._symbol(point)
            symbols = self._taken.take(points)
        return symbols.astype("int64")

    def _symbol(self, point: int) -> int:
        from langdetect.utils.ngram import NGram

        char: str = NGram.normalize(chr(point))
        known = int(self._given[ord(char)]) if ord(char) < len(self._given) else 0
        return known or (_OTHER_CAPITAL if char.isupper() else _OTHER)


def code_points(text: str) -> Any:
    """The characters of a text as numbers, an array."""
    from numpy import frombuffer

    return frombuffer(text.encode("utf-32-le", "surrogatepass"), "uint32")


class _HashTable:
    """Numbers for different keys, found for many at once. A key whose place is taken has one in the next table.

    Args:
        keys: positive integers; the same may come again.

    Attributes:
        numbers: of the keys.
        size: how many different keys there are.
    """

    def __init__(self, keys: Any) -> None:
        from numpy import arange, empty, full, zeros

        self._keys = keys
        self._tables: list[Any] = []
        first, left = empty(len(keys), int), arange(len(keys))
        while len(left):
            places, table = _places(keys[left], len(self._tables)), full(1 << _BITS, -1, "int32")
            table[places] = left
            self._tables.append(table)
            placed = table[places]
            here = keys[placed] == keys[left]
            first[left[here]] = placed[here]
            left = left[~here]
        used = zeros(len(keys), bool)
        used[first] = True
        self._number = used.cumsum() - 1
        self.numbers, self.size = self._number.take(first), int(used.sum())

    def find(self, keys: Any) -> Any:
        """The numbers of keys; -1 for one that has none."""
        from numpy import arange, full

        found, left = full(len(keys), -1), arange(len(keys))
        for number, table in enumerate(self._tables):
            at = table.take(_places(keys, number))
            right = self._keys.take(at) == keys
            found[left[right]] = self._number.take(at[right])
            taken = ~right & (at >= 0)
            left, keys = left[taken], keys[taken]
        return found


def _places(keys: Any, table: int) -> Any:
    """The places of keys in a table: the upper bits of a product."""
    return (keys.astype("uint64") * pow(_MIX, table + 1, 1 << 64)) >> 64 - _BITS
