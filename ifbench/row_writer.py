"""Rows to files as they come: JSON Lines, compressed or not, or parquet. The files appear whole or not at all."""

import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from ifbench.columns import Loss, loss_in
from ifbench.errors import UsageError
from ifbench.files import reason, replacing, writing

SUFFIXES = (".jsonl", ".jsonl.gz", ".parquet")
Schema = Callable[[], Any]
"""Gives a pyarrow schema, when pyarrow is known to be there."""
_BATCH = 2_000
_INSTEAD = "; write .jsonl instead"
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_encode_ascii = json.JSONEncoder(allow_nan=False).encode


class RowWriter(Protocol):
    """Takes rows, one at a time."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Add a row. Raises Unfit if the form of the file cannot hold it, UsageError for one of those before it."""
        ...


class Unfit(UsageError):
    """The row that was to be written holds what the form of the file cannot."""


@contextmanager
def row_writer(path: Path, schema: Schema | None = None) -> Iterator[RowWriter]:
    """`row_writers` for one file; without a schema the first rows give the columns of a parquet file."""
    with row_writers((path, schema)) as (writer,):
        yield writer


@contextmanager
def row_writers(*wanted: tuple[Path, Schema | None]) -> Iterator[list[RowWriter]]:
    """Writers by the files' suffixes; when the block ends without an error and all are whole, they take their places.

    Args:
        wanted: each a path (.jsonl, .jsonl.gz or .parquet) and the schema of a parquet file; without it the first rows
            give the columns.

    Raises:
        UsageError: another suffix, or a place cannot be written to. IncompleteError: the disk is full.
    """
    for path, _ in wanted:
        check_target(path)
    with ExitStack() as files:
        places = [files.enter_context(replacing(path, resumes=False)) for path, _ in wanted]
        with ExitStack() as forms:  # left first, so that what is wrong with the last rows of one holds back all
            pairs = zip(wanted, places, strict=True)
            yield [forms.enter_context(_form(path, schema, temporary)) for (path, schema), temporary in pairs]


@contextmanager
def _form(path: Path, schema: Schema | None, temporary: Path) -> Iterator[RowWriter]:
    with writing(path, resumes=False):
        if path.suffix == ".parquet":
            with _parquet(path, temporary, schema) as writer:
                yield writer
        else:
            with temporary.open("wb") as raw, _text(raw, path.suffix == ".gz") as stream:
                yield _Lines(path, stream)


def check_target(path: Path) -> None:
    """Raises UsageError for a file that is of no known form, and for a folder."""
    if not path.name.endswith(SUFFIXES):
        raise UsageError(f"cannot write {path}: its name must end in one of {', '.join(SUFFIXES)}")
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder")


def schema_of(source: Path, added: str | None = None, without: str | None = None) -> Schema | None:
    """The columns of a parquet file; None for a file of another form.

    Args:
        source: the file that rows come from.
        added: a column that they have beside those, or in place of one of them, a list of strings.
        without: a column that they have no longer, if they had it.
    """

    def read() -> Any:
        import pyarrow
        from pyarrow import parquet

        try:
            schema = parquet.read_schema(source)
        except (OSError, pyarrow.ArrowException) as error:
            raise UsageError(f"cannot read {source}: {reason(error)}") from None
        if without in schema.names:
            schema = schema.remove(schema.get_field_index(without))
        if not added:
            return schema
        field, at = pyarrow.field(added, pyarrow.list_(pyarrow.string())), schema.get_field_index(added)
        return schema.append(field) if at < 0 else schema.set(at, field)

    return read if source.suffix == ".parquet" else None


@contextmanager
def _text(raw: io.BufferedWriter, compressed: bool) -> Iterator[io.BufferedIOBase]:
    if not compressed:
        yield raw
        return
    with gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:  # without time and name equal rows are equal bytes
        yield packed


class _Lines:
    def __init__(self, path: Path, stream: io.BufferedIOBase) -> None:
        self._path, self._stream = path, stream

    def write(self, row: Mapping[str, Any]) -> None:
        try:
            self._stream.write(_line(row))
        except (TypeError, RecursionError) as error:
            raise Unfit(f"it does not fit {self._path}: {error}; write .parquet instead") from None
        except ValueError:
            infinite = "a number that JSON does not have (NaN, infinite, or too large for 64 bits)"
            raise Unfit(f"it does not fit {self._path}: {infinite}; mend the row, or write .parquet") from None


def _line(row: Mapping[str, Any]) -> bytes:
    try:
        return _encode(row).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate: escaped it survives
        return _encode_ascii(row).encode() + b"\n"


@contextmanager
def _parquet(path: Path, temporary: Path, schema: Schema | None) -> Iterator["_Parquet"]:
    try:
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise UsageError(f"{path} is parquet: pip install 'ifbench[hub]' to write it, or write .jsonl") from None
    writer = _Parquet(path, partial(ParquetWriter, temporary), schema() if schema else None)
    try:
        yield writer
        writer.finish()
        _refuse_unreadable(path, temporary)
    finally:
        writer.give_up()


def _refuse_unreadable(path: Path, written: Path) -> None:
    """Raises UsageError for what parquet takes and does not give back, as columns that are nested too deeply."""
    from pyarrow.parquet import read_schema

    try:
        read_schema(written)
    except OSError as error:
        raise UsageError(f"{path} would be a file that cannot be read: {reason(error)}{_INSTEAD}") from None


class _Parquet:
    """Batches of rows; where no file gives the columns, all fields of the first batch do."""

    def __init__(self, path: Path, make: Callable[[Any], Any], schema: Any) -> None:
        self._path, self._make, self._schema = path, make, schema
        self._loss: Loss | None = None
        self._writer: Any = None
        self._rows: list[Mapping[str, Any]] = []

    def write(self, row: Mapping[str, Any]) -> None:
        if self._loss is not None and (lost := self._loss(row)):
            raise Unfit(
                f"it does not fit {self._path}, whose columns are those of its first {_BATCH:,} rows: {lost}{_INSTEAD}"
            )
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
        from pyarrow import ArrowException

        try:
            table = self._table()
            if self._writer is None:
                self._schema, self._writer = table.schema, self._make(table.schema)
            self._writer.write_table(table)
        except (ArrowException, TypeError, ValueError, OverflowError) as error:
            raise self._misfit(reason(error)) from None
        self._rows = []

    def _table(self) -> Any:
        from pyarrow import Table

        if self._schema is not None:
            return Table.from_pylist(self._rows, schema=self._schema)
        names = dict.fromkeys(chain.from_iterable(self._rows))
        table = Table.from_pydict({name: [row.get(name) for row in self._rows] for name in names})
        self._loss = loss_in(table.schema)
        if lost := next(filter(None, map(self._loss, self._rows)), ""):
            raise self._misfit(lost)
        return table

    def _misfit(self, why: str) -> UsageError:
        return UsageError(f"a row does not fit the columns of {self._path}: {why}{_INSTEAD}")
