"""Rows from a file: JSON Lines, compressed or not, or parquet as the hub has them; never the whole file at once."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import parse_line, raw_lines, reason

Raw = bytes | dict[str, Any]
"""A row before it is looked at: a line of JSON, or what a parquet file holds."""
_PARQUET_ROWS = 1_000


class Meter:
    """How much of a file has been read, told by its reader."""

    def __init__(self) -> None:
        self._file: BufferedReader | None = None
        self._done = self._all = 0

    def opened(self, file: BufferedReader) -> None:
        """A file of bytes is read from now on."""
        self._file, self._all = file, os.fstat(file.fileno()).st_size

    def rows(self, done: int, all_: int) -> None:
        """So many rows are read by now, of so many."""
        self._done, self._all = done, all_

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where it cannot be told, as of a pipe."""
        if not self._all:
            return None
        if self._file is not None:
            self._done = self._all if self._file.closed else self._file.tell()
        return min(self._done / self._all, 1.0)


def read_rows(path: Path, meter: Meter | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its number, from 1.

    Args:
        path: the file.
        meter: is told how much of it has been read.

    Raises:
        UsageError: the file cannot be read, or a line is no JSON object; names file and line.
    """
    meter = meter or Meter()
    if path.suffix == ".parquet":
        return _parquet(path, meter)
    return ((number, parse_line(path, number, line)) for number, line in raw_lines(path, meter.opened))


def place_in(path: Path, number: int) -> str:
    """Where a row stands, for messages."""
    return f"{path}, {'row' if path.suffix == '.parquet' else 'line'} {number}"


def text_at(row: Mapping[str, Any], name: str) -> str | None:
    """The text in a field of a row, or null. Raises as `value_at` does, and TypeError where it holds something else."""
    value = value_at(row, name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"the field {name!r} holds a {type(value).__name__}, wanted a string or null")
    return value


def value_at(row: Mapping[str, Any], name: str) -> Any:
    """What a field of a row holds; a path such as `messages.-1.content` reaches inside.

    Raises:
        LookupError: there is no such field; says which there are.
    """
    if name in row:
        return row[name]
    value: Any = row
    try:
        for part in name.split("."):
            value = value[int(part)] if isinstance(value, list) else value[part]
    except (LookupError, ValueError, TypeError):
        has = ", ".join(sorted(row)[:20]) or "nothing"
        raise LookupError(f"no field {name!r} (it has: {has})") from None
    return value


def raw_rows(path: Path) -> Iterator[tuple[int, Raw]]:
    """Each row with its number, from 1, lines still to be parsed. Raises UsageError if the file cannot be read."""
    return _parquet(path, Meter()) if path.suffix == ".parquet" else raw_lines(path)


def _parquet(path: Path, meter: Meter) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UsageError(
            f"{path} is parquet: pip install 'ifbench[hub]' to read it, or give the rows as .jsonl"
        ) from None
    number = 0
    try:
        with ParquetFile(path) as file:
            _refuse_twins(path, file.schema_arrow.names)
            for batch in file.iter_batches(_PARQUET_ROWS):
                yield from enumerate(batch.to_pylist(), number + 1)
                number += len(batch)
                meter.rows(number, file.metadata.num_rows)
    except (OSError, ArrowException, ValueError, OverflowError) as error:  # no UTF-8; a date that Python has not
        after = f" after row {number}" if number else ""
        raise UsageError(f"cannot read {path}{after}: {reason(error)}") from None


def rows_said(path: Path) -> int:
    """How many rows a parquet file says that it has; 0 for another file, and where reading will say what is wrong."""
    if path.suffix != ".parquet":
        return 0
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 0
    with suppress(OSError, ArrowException, ValueError):
        return int(read_metadata(path).num_rows)
    return 0


def _refuse_twins(path: Path, columns: Sequence[str]) -> None:
    """Raises UsageError where a row would hold but one of two columns."""
    twins = [name for name, number in Counter(columns).items() if number > 1]
    if twins:
        raise UsageError(f"cannot read {path}: two of its columns are called {twins[0]!r}; rename one")
