"""One row for each judged answer, for a data filter or a reward: .jsonl, .jsonl.gz or .parquet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import real
from ifbench.items import Key
from ifbench.records import VerdictRow
from ifbench.row_writer import Schema, row_writer

Write = Callable[[Iterable[VerdictRow]], None]
"""Takes verdicts, those of one answer in one semantics next to each other."""
_INT64 = range(-(2**63), 2**63)


@contextmanager
def answer_writer(path: Path | None, keys: Iterable[Key], apart: Iterable[Path]) -> Iterator[Write | None]:
    """A file with a row for each answer and semantics; it takes its place when the block ends without an error.

    Args:
        path: .jsonl, .jsonl.gz or .parquet; None for no file, which gives None.
        keys: of the items. Where all are numbers, parquet holds numbers, else strings.
        apart: files and folders that are read or written beside it, which it must not be or lie in.

    Raises:
        UsageError: another suffix, or the place cannot be written to. IncompleteError: the disk is full.
    """
    if path is None:
        yield None
        return
    for other in apart:
        if real(path).is_relative_to(real(other)) or _one_file(path, other):
            raise UsageError(f"--verdicts must be another file than {other}, and lie outside it: {path}")
    numbers = all(isinstance(key, int) and key in _INT64 for key in keys)
    as_key = str if path.suffix == ".parquet" and not numbers else _as_it_is
    with row_writer(path, _schema(numbers)) as writer:

        def write(verdicts: Iterable[VerdictRow]) -> None:
            for row in answer_rows(verdicts):
                writer.write({**row, "key": as_key(row["key"])})

        yield write


def _one_file(path: Path, other: Path) -> bool:
    """Whether two names are of one file, as hard links are, and names that differ in case on some systems."""
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False


def _as_it_is(key: Key) -> Key:
    return key


def answer_rows(verdicts: Iterable[VerdictRow]) -> Iterator[dict[str, Any]]:
    """The rows of a file of answers, from verdicts in the order that `Write` wants."""
    for _, judged in groupby(verdicts, key=lambda one: (one.place, one.semantics)):
        yield _row(list(judged))


def _row(judged: Sequence[VerdictRow]) -> dict[str, Any]:
    first = judged[0]
    return {
        "task": first.task,
        "key": first.item,
        "sample": first.sample,
        "turn": first.turn,
        "semantics": first.semantics,
        "prompt_level_strict": all(one.strict for one in judged),
        "prompt_level_loose": all(one.loose for one in judged),
        "constraints": [
            {
                "id": one.id,
                "strict": one.strict,
                "loose": one.loose,
                "why": one.why.encode(errors="backslashreplace").decode(),  # a surrogate is no string for parquet
                "closeness": one.closeness,
                "fault": one.fault,
            }
            for one in judged
        ],
    }


def _schema(numbers: bool) -> Schema:
    def make() -> Any:
        import pyarrow as pa

        text, truth = pa.string(), pa.bool_()
        constraint = {
            "id": text,
            "strict": truth,
            "loose": truth,
            "why": text,
            "closeness": pa.float64(),
            "fault": text,
        }
        columns = {
            "task": text,
            "key": pa.int64() if numbers else text,
            "sample": pa.int64(),
            "turn": pa.int64(),
            "semantics": text,
            "prompt_level_strict": truth,
            "prompt_level_loose": truth,
            "constraints": pa.list_(pa.struct(list(constraint.items()))),
        }
        return pa.schema(list(columns.items()))

    return make
