"""The n-grams of a text in ASCII, all looked up at once in tables: word by word takes ten times as long."""

from collections.abc import Iterable
from string import ascii_letters
from typing import Any

_SYMBOLS = " " + ascii_letters
_SIZE = len(_SYMBOLS)
_FIRST_CAPITAL = _SYMBOLS.index("A")


class AsciiNgrams:
    """The known n-grams of one to three letters and spaces, by number.

    Args:
        known: all n-grams in the order of their numbers, those of other characters among them.
        lengths: of each, in characters.
    """

    def __init__(self, known: Iterable[str], lengths: Any) -> None:
        from numpy import arange, frombuffer, full

        self._symbols = full(128, -1)
        self._symbols[[ord(symbol) for symbol in _SYMBOLS]] = arange(_SIZE)
        characters = frombuffer("".join(known).encode("utf-32-le"), "uint32")
        symbols = self._symbols.take(characters, mode="clip")
        ends = lengths.cumsum()
        one, two, three = (self._table(symbols, ends, lengths, length) for length in (1, 2, 3))
        # A space is no n-gram, a word begins anew after each, and a capital after a capital ends none.
        one[0] = two[0, 0] = -1
        three[:, 0, :] = -1
        after = full((_SIZE, _SIZE), one)
        for table in (after, two, three):
            table[..., _FIRST_CAPITAL:, _FIRST_CAPITAL:] = -1
        self._tables = after.ravel(), two.ravel(), three.ravel()

    def _table(self, symbols: Any, ends: Any, lengths: Any, length: int) -> Any:
        """The numbers of the n-grams of one length, by their symbols; -1 where there is none."""
        from numpy import full

        numbers = (lengths == length).nonzero()[0]
        grams = symbols[ends[numbers][:, None] + range(-length, 0)]
        ours = (grams >= 0).all(axis=1)
        table = full((_SIZE,) * length, -1)
        table[tuple(grams[ours].T)] = numbers[ours]
        return table

    def of(self, text: str) -> Any:
        """The numbers of the known n-grams of a text of letters and spaces, by where they end; an array."""
        from numpy import frombuffer, stack

        symbols = self._symbols.take(frombuffer(f"  {text}".encode("ascii"), "uint8"))
        pairs = symbols[:-1] * _SIZE + symbols[1:]
        triples = pairs[:-1] * _SIZE + symbols[2:]
        one, two, three = self._tables
        found = stack((one.take(pairs[1:]), two.take(pairs[1:]), three.take(triples)), axis=1)
        return found[found >= 0]
