"""Run directories and baselines as the entries of a report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ifbench.errors import IfbenchError, UsageError
from ifbench.gate.baseline import KIND, read_baseline
from ifbench.gate.results import Result, load_run
from ifbench.protocols import Place
from ifbench.records import Response, VerdictRow
from ifbench.reports.data import Line
from ifbench.runner import judged_again
from ifbench.stats import Estimate
from ifbench.store import RunDirectory
from ifbench.tasks import Reasoning

HEAD = 4_096
"""A baseline says within so many bytes what it is."""


class Floor(msgspec.Struct, frozen=True):
    """What a null answer scores, by metric."""

    metrics: dict[str, float]


class Summary(msgspec.Struct, frozen=True):
    """What a report takes from a result of summary.json; see `scoring.Scores`."""

    metrics: dict[str, Estimate]
    floor: Floor
    by_constraint: dict[str, Line]
    counts: dict[str, int]
    pinned: bool | None = None
    reasoning: Reasoning = "strip"


@dataclass(frozen=True)
class Entry:
    """One model on one task in one semantics.

    Attributes:
        summary: its scores; None for a baseline.
        responses: by place; empty for a baseline.
        source: the name of the task and the file of its rows, as run.json has them.
    """

    result: Result
    summary: Summary | None = None
    responses: Mapping[Place, Response] = field(default_factory=dict)
    source: tuple[str, str | None] | None = None

    @property
    def rows(self) -> Iterator[VerdictRow]:
        """Every verdict; none for a baseline."""
        return (row for answer in self.result.all for row in answer.rows)


def load(path: Path) -> list[Entry]:
    """The entries of a run directory, or of a file with a baseline.

    Raises:
        UsageError: neither, or damaged. IncompleteError: the run was not scored, or not to its end.
    """
    if path.is_file():
        return [Entry(read_baseline(path))]
    directory = RunDirectory(path)
    run = directory.read_run()
    summaries = directory.read_summary()
    if not summaries:
        raise UsageError(f"{path} has no scores yet: run `ifbench score {path}`")
    return [_entry(directory, run, summary) for summary in summaries]


def _entry(directory: RunDirectory, run: Mapping[str, Any], scores: Mapping[str, Any]) -> Entry:
    task = scores["task"]
    result = load_run(directory.path, task, scores["semantics"], partial=True)
    try:
        summary = msgspec.convert(scores, Summary)
    except msgspec.ValidationError as error:
        raise UsageError(f"{directory.path / 'summary.json'} is damaged: {error}") from None
    held = run["tasks"][task]
    stored = directory.responses(task)
    responses = {place: judged_again(response, summary.reasoning) for place, response in stored.items()}
    return Entry(result, summary, responses, (held["name"], held.get("data")))


def load_all(paths: Iterable[Path]) -> list[Entry]:
    """The entries of several; see `load`."""
    return [entry for path in paths for entry in load(path)]


def search(folders: Iterable[Path]) -> tuple[list[Entry], list[str]]:
    """Every run and baseline under some folders, and a sentence for each that was left out, with the reason.

    Raises:
        UsageError: a folder is none, or nothing is found.
    """
    entries, left_out = [], []
    for path in dict.fromkeys(found for folder in folders for found in _found(folder)):
        try:
            entries += load(path)
        except IfbenchError as error:
            left_out.append(f"left out: {error}")
    if not entries:
        reasons = "; ".join(left_out) or "no run directory and no baseline lies there"
        raise UsageError(f"nothing to show: {reasons}")
    return entries, left_out


def _found(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder")
    for path in sorted(folder.rglob("*.json")):
        if path.name == "run.json":
            yield path.parent
        elif path.name != "summary.json" and _is_baseline(path):
            yield path


def _is_baseline(path: Path) -> bool:
    """Whether a file begins as a baseline does; if it is damaged further on, that is told."""
    try:
        with path.open("rb") as stream:
            return KIND.encode() in stream.read(HEAD)
    except OSError:
        return False
