"""Rows to a file as they come: JSON Lines, compressed or not, or parquet. The file appears whole or not at all."""

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from ifbench.errors import UsageError
from ifbench.files import reason, replacing

SUFFIXES = (".jsonl", ".jsonl.gz", ".parquet")
_BATCH = 2_000


class RowWriter(Protocol):
    """Takes rows, one at a time."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises UsageError for a value that the form of the file cannot hold."""
        ...


@contextmanager
def row_writer(path: Path, like: Path | None = None, added: str | None = None) -> Iterator[RowWriter]:
    """A writer by the file's suffix; the file takes its place when the block ends without an error.

    Args:
        path: .jsonl, .jsonl.gz or .parquet.
        like: the file that the rows come from; a parquet file gives a parquet file its column types.
        added: a column that the rows have beside those, or in place of one of them, a list of strings.

    Raises:
        UsageError: another suffix, or the place cannot be written to. IncompleteError: the disk is full.
    """
    check_suffix(path)
    with replacing(path) as temporary:
        if path.suffix == ".parquet":
            with _parquet(path, temporary, like, added) as writer:
                yield writer
        else:
            with temporary.open("wb") as raw, _text(raw, path.suffix == ".gz") as stream:
                yield _Lines(path, stream)


def check_suffix(path: Path) -> None:
    """Raises UsageError for a file that is of no known form."""
    if not path.name.endswith(SUFFIXES):
        raise UsageError(f"cannot write {path}: its name must end in one of {', '.join(SUFFIXES)}")


@contextmanager
def _text(raw: io.BufferedWriter, compressed: bool) -> Iterator[io.BufferedIOBase]:
    if not compressed:
        yield raw
        return
    with gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:  # without time and name equal rows are equal bytes
        yield packed


class _Lines:
    def __init__(self, path: Path, stream: io.BufferedIOBase) -> None:
        self._path, self._stream, self._row = path, stream, 0

    def write(self, row: Mapping[str, Any]) -> None:
        self._row += 1
        try:
            self._stream.write(_line(row))
        except TypeError as error:
            raise UsageError(f"row {self._row} does not fit {self._path}: {error}; write .parquet instead") from None


def _line(row: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate: escaped it survives
        return json.dumps(row).encode() + b"\n"


@contextmanager
def _parquet(path: Path, temporary: Path, like: Path | None, added: str | None) -> Iterator["_Parquet"]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(f"{path} is parquet: pip install 'ifbench[hub]' to write it, or write .jsonl") from None
    schema = None
    if like is not None and like.suffix == ".parquet":
        schema = parquet.read_schema(like)
        if added:
            field, at = pyarrow.field(added, pyarrow.list_(pyarrow.string())), schema.get_field_index(added)
            schema = schema.append(field) if at < 0 else schema.set(at, field)
    writer = _Parquet(path, temporary, schema)
    try:
        yield writer
        writer.finish()
    finally:
        writer.give_up()


class _Parquet:
    """Batches of rows; where no file gives the columns, the first batch does."""

    def __init__(self, path: Path, temporary: Path, schema: Any) -> None:
        self._path, self._temporary, self._schema = path, temporary, schema
        self._writer: Any = None
        self._rows: list[Mapping[str, Any]] = []

    def write(self, row: Mapping[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._flush()

    def finish(self) -> None:
        """Write what is left; a file without rows has its columns still."""
        if self._rows or self._writer is None:
            self._flush()
        self._writer.close()
        self._writer = None

    def give_up(self) -> None:
        """Let go of a file that is thrown away after an error."""
        if self._writer is not None:
            with suppress(Exception):
                self._writer.close()

    def _flush(self) -> None:
        from pyarrow import ArrowException, Table
        from pyarrow.parquet import ParquetWriter

        try:
            table = Table.from_pylist(self._rows, schema=self._schema)
            if self._writer is None:
                self._schema, self._writer = table.schema, ParquetWriter(self._temporary, table.schema)
            self._writer.write_table(table)
        except (ArrowException, TypeError, ValueError) as error:
            raise UsageError(f"a row does not fit the columns of {self._path}: {reason(error)}; write .jsonl") from None
        self._rows = []
