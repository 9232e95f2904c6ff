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
_PLACES = 1 << 18
_MIX = 0x9E3779B97F4A7C15
"""An odd number without a pattern in its bits: Fibonacci hashing, Knuth, The Art of Computer Programming, 6.4."""


class Ngrams:
    """The known n-grams of one to three characters, by number. None is a space or has one in its middle.

    Args:
        known: all n-grams, joined in the order of their numbers.
        lengths: of each, in characters; an array.
    """

    def __init__(self, known: str, lengths: Any) -> None:
        from numpy import full

        self._symbols = _Symbols(known)
        symbols = self._symbols.as_given(known)
        last = lengths.cumsum() - 1
        digits = [symbols.take(last - before, mode="clip") * (lengths > before) for before in (2, 1, 0)]
        small = (digits[0] < _FEW) & (digits[1] < _FEW) & (digits[2] < _FEW)
        self._by_place = full(_FEW**3, -1, "int32")
        self._by_place[_key(digits, _FEW)[small]] = small.nonzero()[0]
        self._by_hash = _HashTable(_key(digits, _MANY))

    def of(self, text: str) -> Any:
        """The numbers of the known n-grams of a text, by where they end. A capital after another ends none."""
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

    Attributes:
        capital: whether each symbol is a capital, an array.
    """

    def __init__(self, known: str) -> None:
        from numpy import zeros

        self._known = {char: symbol for symbol, char in enumerate(_ASCII, 1)}
        self._known |= {char: symbol for symbol, char in enumerate(sorted(set(known) - set(_ASCII)), _FIRST)}
        self._of = zeros(sys.maxunicode + 1, "uint16")
        self.capital = zeros(_MANY, bool)
        self.capital[[_OTHER_CAPITAL, *(symbol for char, symbol in self._known.items() if char.isupper())]] = True

    def as_given(self, known: str) -> Any:
        """The symbols of the known n-grams, an array."""
        from numpy import fromiter

        return fromiter(map(self._known.__getitem__, known), "int64", len(known))

    def as_taken(self, text: str) -> Any:
        """The symbols of a text, each character as langdetect takes it; an array."""
        points = code_points(text)
        symbols = self._of.take(points)
        if not symbols.all():
            for point in set(points[symbols == 0].tolist()):
                self._of[point] = self._symbol(point)
            symbols = self._of.take(points)
        return symbols.astype("int64")

    def _symbol(self, point: int) -> int:
        from langdetect.utils.ngram import NGram

        char: str = NGram.normalize(chr(point))
        return self._known.get(char, _OTHER_CAPITAL if char.isupper() else _OTHER)


def code_points(text: str) -> Any:
    """The characters of a text as numbers, an array."""
    from numpy import frombuffer

    return frombuffer(text.encode("utf-32-le", "surrogatepass"), "uint32")


class _HashTable:
    """Where each of some keys stands in an array, found for many at once. If its place is taken it is in another table.

    Args:
        keys: positive integers, none twice.
    """

    def __init__(self, keys: Any) -> None:
        from numpy import arange, full

        self._keys = keys
        self._tables: list[Any] = []
        left = arange(len(keys))
        while len(left):
            places = _places(keys[left], len(self._tables))
            table = full(_PLACES, -1, "int32")
            table[places] = left
            self._tables.append(table)
            left = left[table[places] != left]

    def find(self, keys: Any) -> Any:
        """The places of keys in the array; -1 for one that is not there."""
        from numpy import arange, full

        found, left = full(len(keys), -1), arange(len(keys))
        for number, table in enumerate(self._tables):
            at = table.take(_places(keys, number))
            right = self._keys.take(at) == keys
            found[left[right]] = at[right]
            taken = ~right & (at >= 0)
            left, keys = left[taken], keys[taken]
        return found


def _places(keys: Any, table: int) -> Any:
    """The places of keys in a table: the upper bits of a product."""
    return (keys.astype("uint64") * pow(_MIX, table + 1, 1 << 64)) // ((1 << 64) // _PLACES)
