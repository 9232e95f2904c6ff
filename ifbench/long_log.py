"""responses.jsonl where it is too long to hold."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ifbench.files import NOT_DECODED, parse_line, raw_lines
from ifbench.records import converted
from ifbench.response_log import ResponseLog


class LongLog(ResponseLog):
    """A log of which only the keys of the stored responses are known, in eight bytes each.

    It is of given answers: one that is null stays null, and is not stored again.
    """

    def _read(self) -> None:
        self._keys = array("Q", sorted(_short(row.key) for row in _keys(self.path)))

    def append_lines(self, lines: Iterable[tuple[str, bytes]]) -> None:
        """Store responses, given as keys and lines, but for those that are stored already."""
        self._write(b"".join(line for key, line in lines if not self._holds(key)))

    def _holds(self, key: str) -> bool:
        """Whether a response with a key was there when the log was opened."""
        short = _short(key)
        at = bisect_left(self._keys, short)
        return at < len(self._keys) and self._keys[at] == short


class _Key(msgspec.Struct):
    key: str


def _keys(path: Path) -> Iterable[_Key]:
    decode = msgspec.json.Decoder(_Key).decode
    for number, line in raw_lines(path):
        try:
            yield decode(line)
        except NOT_DECODED:
            yield converted(path, number, parse_line(path, number, line), _Key)


def _short(key: str) -> int:
    """The first eight bytes of a key: enough to tell millions apart."""
    return int(key[:16], 16)
