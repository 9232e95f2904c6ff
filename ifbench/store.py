"""The run directory: what is in it, and how it stays whole through a kill at any moment."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from checkers import SEMANTICS
from ifbench.errors import IncompleteError, UsageError
from ifbench.files import NOT_AS_TYPED, lock, read_json, replacing, temporaries, write_atomically, writing
from ifbench.protocols import Place
from ifbench.reasoning import Reasoning
from ifbench.records import Response, VerdictRow, as_line, read_records
from ifbench.response_log import ResponseLog

SCHEMA = 1


class _Task(msgspec.Struct):
    """What scoring needs of a task in run.json."""

    name: str
    reasoning: Reasoning
    repeats: int
    items: list[str | int]
    data: str | None = None


class _Schema(msgspec.Struct):
    """What run.json of any schema has."""

    schema: int


class _Run(msgspec.Struct):
    """What every reader needs of run.json."""

    model: str
    weights: str
    settings: dict[str, Any]
    tasks: dict[str, _Task]


class RunDirectory:
    """RUN/run.json, RUN/summary.json, RUN/<task>/responses.jsonl, RUN/<task>/verdicts.jsonl."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / "run.json").is_file()

    def create(self) -> None:
        """Make the folder. Raises UsageError if it cannot be, or holds something that is no run."""
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            if not self.exists and set(self.path.iterdir()).difference(temporaries(self.path / "run.json")):
                raise UsageError(f"{self.path} is not empty and holds no run; choose another folder with -o")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the folder: no other process writes a run there. Raises UsageError where one does."""
        handle = os.open(self.path, os.O_RDONLY)
        try:
            lock(handle, self.path)
            yield
        finally:
            os.close(handle)

    def set_aside(self) -> Path:
        """Rename the folder, so that a fresh run can begin; gives the new name."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.name}.{stamp}")
        with writing(self.path):
            return self.path.rename(aside)

    def read_run(self) -> dict[str, Any]:
        """What run.json says. Raises UsageError if it is absent, damaged or of another schema."""
        if not self.exists:
            raise UsageError(f"{self.path} is no run directory: it has no run.json")
        path = self.path / "run.json"
        run: dict[str, Any] = read_json(path)
        try:
            schema = msgspec.convert(run, _Schema).schema
            if schema != SCHEMA:  # another one may have other fields
                raise UsageError(f"{path} is of schema {schema}, not {SCHEMA}: another version of ifbench wrote it")
            msgspec.convert(run, _Run)
        except NOT_AS_TYPED as error:
            raise UsageError(f"{path} is damaged: {error}") from None
        return run

    def write_run(self, run: dict[str, Any]) -> None:
        """Replace run.json."""
        write_atomically(self.path / "run.json", json.dumps({"schema": SCHEMA, **run}, indent=1) + "\n")

    def read_summary(self) -> list[dict[str, Any]]:
        """The results of the tasks that were scored; none yet is an empty list. Raises UsageError for damage."""
        path = self.path / "summary.json"
        if not path.is_file():
            return []
        summary = read_json(path)
        results = summary.get("results") if isinstance(summary, dict) else None
        if not isinstance(results, list) or not all(map(_is_result, results)):
            raise UsageError(f"{path} is damaged: it holds no results; `ifbench score {self.path}` writes it anew")
        return results

    def not_judged(self, lacks: str) -> IncompleteError:
        """What to say of a run that lacks something until it is judged."""
        judged = f"go on with the run, or `ifbench score {self.path}` judges what it has"
        return IncompleteError(f"{self.path} {lacks} yet: {judged}")

    def results(self, task: str) -> list[dict[str, Any]]:
        """The results of a task, one for each semantics; none before it is scored. Raises as `read_summary` does."""
        return [result for result in self.read_summary() if result["task"] == task]

    def write_summary(self, results: list[dict[str, Any]], anew: bool = False) -> None:
        """Put results into summary.json, in place of all earlier ones of the same tasks, or of all with `anew`."""
        scored = {result["task"] for result in results}
        kept = {_result_key(r): r for r in ([] if anew else self.read_summary()) if r["task"] not in scored}
        kept.update({_result_key(r): r for r in results})
        self._write_results([kept[key] for key in sorted(kept)])

    def _write_results(self, results: list[dict[str, Any]]) -> None:
        text = json.dumps({"schema": SCHEMA, "results": results}, indent=1, sort_keys=True)
        write_atomically(self.path / "summary.json", text + "\n")

    def _withdraw(self, task: str) -> None:
        """Take the results of a task out of summary.json; a damaged one is about to be written anew."""
        with suppress(UsageError):
            results = self.read_summary()
            left = [result for result in results if result["task"] != task]
            if len(left) < len(results):
                self._write_results(left)

    def responses(self, task: str) -> dict[Place, Response]:
        """The last response at each place of a task; a torn last line is none, as for `ResponseLog`."""
        path = self.path / task / "responses.jsonl"
        return {row.place: row for row in read_records(path, Response, torn=True)} if path.is_file() else {}

    def verdicts(self, task: str) -> list[VerdictRow]:
        """The verdicts of a task as they were last written."""
        path = self.path / task / "verdicts.jsonl"
        return list(read_records(path, VerdictRow)) if path.is_file() else []

    def write_verdicts(self, task: str, rows: Iterable[VerdictRow]) -> None:
        """Replace the verdicts of a task."""
        self.write_verdict_lines(task, map(as_line, rows))

    def write_verdict_lines(self, task: str, lines: Iterable[bytes]) -> None:
        """Replace the verdicts of a task by lines as `records.as_line` makes them.

        Its results are withdrawn first: a kill must not leave those of one rule beside the verdicts of another.
        """
        with replacing(self.folder(task) / "verdicts.jsonl") as temporary:
            with temporary.open("wb") as stream:
                stream.writelines(lines)
            self._withdraw(task)

    def log(self, task: str) -> "ResponseLog":
        """The responses of a task, open for appending; one process at a time."""
        return ResponseLog(self.folder(task) / "responses.jsonl")

    def folder(self, task: str) -> Path:
        """The folder of a task, made if need be."""
        folder = self.path / task
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder


def _is_result(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("task"), str) and value.get("semantics") in SEMANTICS


def _result_key(result: dict[str, Any]) -> tuple[str, str]:
    return result["task"], result["semantics"]
