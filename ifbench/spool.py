"""Lines put aside as they come and read back in another order; what was put aside outlives the process."""

import json
import os
from array import array
from pathlib import Path
from types import TracebackType
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import read_json, write_atomically, writing


class Spool:
    """Pieces of a file by number, three files in a folder: the pieces, where each lies, and how far one has come.

    Args:
        folder: where to put them; hidden, beside what they are for.
        size: pieces there may be.
        purpose: what is put aside; what an earlier process left for the same purpose is gone on with.

    Attributes:
        state: what was last given to `commit`, None at the beginning.
    """

    def __init__(self, folder: Path, size: int, purpose: str) -> None:
        self._paths = [folder / f".spool.{name}" for name in ("data", "index", "json")]
        self._purpose = purpose
        self._starts, self._lengths = array("q", [-1]) * size, array("q", [0]) * size
        self._new = array("q")
        held = read_json(self._paths[2]) if self._paths[2].is_file() else {}
        same = isinstance(held, dict) and held.get("purpose") == purpose
        self.state: Any = held["state"] if same else None
        with writing(folder):
            self._data, self._index = (os.open(path, os.O_RDWR | os.O_CREAT, 0o644) for path in self._paths[:2])
            self._end: int = held["data"] if same else 0
            self._known: int = held["index"] if same else 0
            os.ftruncate(self._data, self._end)
            os.ftruncate(self._index, self._known)
        self._read_index()

    def _read_index(self) -> None:
        found = array("q")
        found.frombytes(os.pread(self._index, self._known, 0))
        for at in range(0, len(found), 3):
            number, self._starts[number], self._lengths[number] = found[at], found[at + 1], found[at + 2]

    def put(self, numbers: list[int], pieces: list[bytes]) -> None:
        """Put pieces aside."""
        at = self._end
        for number, piece in zip(numbers, pieces, strict=True):
            self._starts[number], self._lengths[number] = at, len(piece)
            self._new.extend((number, at, len(piece)))
            at += len(piece)
        self._end = self._write(self._data, b"".join(pieces), self._end)

    def commit(self, state: Any) -> None:
        """Make all so far last, with what goes with it."""
        with writing(self._paths[0]):
            self._known = self._write(self._index, self._new.tobytes(), self._known)
            self._new = array("q")
            os.fsync(self._data)
            os.fsync(self._index)
        held = {"purpose": self._purpose, "data": self._end, "index": self._known, "state": state}
        write_atomically(self._paths[2], json.dumps(held))

    def _write(self, handle: int, data: bytes, at: int) -> int:
        with writing(self._paths[0]):
            while data:
                done = os.pwrite(handle, data, at)
                data, at = data[done:], at + done
        return at

    def read(self, number: int) -> bytes | None:
        """A piece; None if it was not put aside."""
        start, length = self._starts[number], self._lengths[number]
        if start < 0:
            return None
        piece = os.pread(self._data, length, start)
        if len(piece) < length:
            raise UsageError(f"{self._paths[0]} is damaged: remove it and its like, and run the same command again")
        return piece

    def discard(self) -> None:
        """Remove the files."""
        for path in reversed(self._paths):
            path.unlink(missing_ok=True)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._data)
        os.close(self._index)
