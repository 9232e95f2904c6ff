"""responses.jsonl as it is written: append-only, one process at a time, whole through a kill at any moment."""

import os
from pathlib import Path

from ifbench.errors import UsageError
from ifbench.files import lock, writing
from ifbench.protocols import Place
from ifbench.records import Response, as_line, read_records

_BLOCK = 1 << 16
"""Bytes that are read at once, from the end of a log."""


class ResponseLog:
    """responses.jsonl: append-only, one record a line, each written whole as it lands.

    A torn last line, the trace of a kill, is dropped on opening; damage anywhere else is refused.

    Attributes:
        stored: the responses by key, those that are errors left out: they are asked for again.
        torn: whether a torn line was dropped.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with writing(path):
            self._handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            lock(self._handle, path)
        except UsageError:
            os.close(self._handle)
            raise
        self._last: dict[Place, str] = {}
        self.torn = self._drop_torn_line()
        self.stored: dict[str, Response] = {}
        self._read()

    def _read(self) -> None:
        for row in read_records(self.path, Response):
            self._keep(row)

    def _keep(self, response: Response) -> None:
        self._last[response.place] = response.key
        if response.error is None:
            self.stored[response.key] = response

    def _drop_torn_line(self) -> bool:
        size = os.fstat(self._handle).st_size
        end = _last_newline(self._handle, size) + 1
        if end == size:
            return False
        os.ftruncate(self._handle, end)
        return True

    def append(self, response: Response) -> None:
        """Store a response at once. Raises IncompleteError when the disk is full."""
        self._write(as_line(response))
        self._keep(response)

    def take_up(self, response: Response) -> None:
        """Have a response as the last at its place, which is the one that readers take; append it if it is not."""
        if self._last.get(response.place) != response.key:
            self.append(response)

    def _write(self, data: bytes) -> None:
        with writing(self.path):
            while data:
                data = data[os.write(self._handle, data) :]

    def close(self) -> None:
        """Let go of the file and its lock, everything on the disk. Raises IncompleteError when the disk is full."""
        try:
            with writing(self.path):
                os.fsync(self._handle)
        finally:
            os.close(self._handle)


def _last_newline(handle: int, size: int) -> int:
    """The offset of the last newline of a file, -1 if there is none."""
    while size > 0:
        start = max(0, size - _BLOCK)
        found = os.pread(handle, size - start, start).rfind(b"\n")
        if found >= 0:
            return start + found
        size = start
    return -1
