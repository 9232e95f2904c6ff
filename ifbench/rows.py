"""Rows from a file: JSON Lines, compressed or not, or parquet as the hub has them; never the whole file at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import raw_lines, read_lines, reason

Raw = bytes | dict[str, Any]
"""A row before it is looked at: a line of JSON, or what a parquet file holds."""
_PARQUET_ROWS = 1_000


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its number, from 1.

    Raises:
        UsageError: the file cannot be read, or a line is no JSON object; names file and line.
    """
    return _parquet(path) if path.suffix == ".parquet" else read_lines(path)


def raw_rows(path: Path) -> Iterator[tuple[int, Raw]]:
    """Each row with its number, from 1, lines still to be parsed. Raises UsageError if the file cannot be read."""
    return _parquet(path) if path.suffix == ".parquet" else raw_lines(path)


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UsageError(
            f"{path} is parquet: pip install 'ifbench[hub]' to read it, or give the rows as .jsonl"
        ) from None
    try:
        with ParquetFile(path) as file:
            batches = file.iter_batches(_PARQUET_ROWS)
            yield from enumerate((row for batch in batches for row in batch.to_pylist()), 1)
    except (OSError, ArrowException) as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
