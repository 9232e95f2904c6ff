"""The n-grams of a text in ASCII, all looked up at once in tables: word by word takes ten times as long."""

from collections.abc import Mapping
from string import ascii_letters
from typing import Any

_SYMBOLS = " " + ascii_letters
_SIZE = len(_SYMBOLS)
_FIRST_CAPITAL = _SYMBOLS.index("A")


class AsciiNgrams:
    """The known n-grams of one to three letters and spaces, by number.

    Args:
        numbers: of the known n-grams, those of other characters among them.
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        from numpy import arange, full, uint8, zeros

        self._symbols = zeros(128, uint8)
        self._symbols[[ord(symbol) for symbol in _SYMBOLS]] = arange(_SIZE)
        self._tables = [full((_SIZE,) * length, -1) for length in (1, 2, 3)]
        ours = [gram for gram in numbers if gram.isascii() and gram.replace(" ", "a").isalpha()]
        for length, table in enumerate(self._tables, 1):
            grams = [gram for gram in ours if len(gram) == length]
            codes = self._coded("".join(grams)).reshape(-1, length)
            table[tuple(codes.T)] = [numbers[gram] for gram in grams]
        # A space is no n-gram, and a word begins anew after each.
        self._tables[0][0] = self._tables[1][0, 0] = -1
        self._tables[2][:, 0, :] = -1

    def _coded(self, text: str) -> Any:
        from numpy import frombuffer, uint8

        return self._symbols[frombuffer(text.encode("ascii"), uint8)]

    def of(self, text: str) -> Any:
        """The numbers of the known n-grams of a text of letters and spaces, by where they end; an array."""
        from numpy import stack

        codes = self._coded(f"  {text}")
        first, second, third = codes[:-2], codes[1:-1], codes[2:]
        one, two, three = self._tables
        found = stack((one[third], two[second, third], three[first, second, third]), axis=1)
        found[(second >= _FIRST_CAPITAL) & (third >= _FIRST_CAPITAL)] = -1
        return found[found >= 0]
