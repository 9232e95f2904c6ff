"""Rows of a task from a file: JSON Lines, or parquet as the hub has them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import read_lines, reason


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its number, from 1.

    Raises:
        UsageError: the file cannot be read, or a line is no JSON object; names file and line.
    """
    return _parquet(path) if path.suffix == ".parquet" else read_lines(path)


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import read_table
    except ImportError:
        raise UsageError(
            f"{path} is parquet: pip install 'ifbench[hub]' to read it, or give the rows as .jsonl"
        ) from None
    try:
        yield from enumerate(read_table(path).to_pylist(), 1)
    except (OSError, ArrowException) as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
