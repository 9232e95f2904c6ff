"""A training corpus: files of rows, each with a text, gone through one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.rows import Meter, place_in, read_rows, text_at


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the corpus: the file and the row's number, its text if it has one, and all other texts in it."""

    where: str
    text: str | None
    beside: tuple[str, ...] = ()


class Corpus:
    """The rows of files.

    Going through them raises UsageError where a file cannot be read, or a row has no such field; names file and row.
    """

    def __init__(self, paths: Sequence[Path], name: str) -> None:
        """Files are .jsonl, .jsonl.gz or .parquet; `name` is the field with the text, as `value_at` takes it."""
        self._paths, self._name = paths, name
        self._before, self._meter = 0, Meter()

    @property
    def share(self) -> float | None:
        """How much of the bytes has been read; None where it cannot be told, as of a pipe."""
        sizes, here = self._sizes, self._meter.share
        if here is None or not all(sizes):
            return None
        return (sum(sizes[: self._before]) + here * sizes[self._before]) / sum(sizes)

    @cached_property
    def _sizes(self) -> list[int]:
        return [path.stat().st_size if path.is_file() else 0 for path in self._paths]

    def __iter__(self) -> Iterator[Document]:
        for at, path in enumerate(self._paths):
            self._before, self._meter = at, Meter()
            for number, row in read_rows(path, self._meter):
                text = self._text(path, number, row)
                beside = tuple([one for one in _texts_in(row) if one is not text])
                yield Document(place_in(path, number), text, beside)

    def _text(self, path: Path, number: int, row: Mapping[str, Any]) -> str | None:
        try:
            return text_at(row, self._name)
        except (LookupError, TypeError) as error:
            raise UsageError(f"{place_in(path, number)}: {error}; name the field with --text-field") from None


def _texts_in(value: Any) -> Iterator[str]:
    """All strings in a row, at any depth."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
