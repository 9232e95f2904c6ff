"""Run directories and baselines as the entries of a report."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ifbench.errors import IfbenchError, UsageError
from ifbench.files import NOT_AS_TYPED, read_json, reason
from ifbench.gate.baseline import KIND, read_baseline
from ifbench.gate.loading import load_run
from ifbench.gate.results import Result
from ifbench.metrics import METRICS
from ifbench.protocols import Place
from ifbench.reasoning import Reasoning
from ifbench.records import Response, VerdictRow
from ifbench.reports.adding_up import contradiction
from ifbench.responses import judged_again
from ifbench.scoring import Scores
from ifbench.stats import Estimate
from ifbench.store import RunDirectory
from ifbench.tables import COUNTED

HEAD = 4_096
"""A baseline says within so many bytes what it is."""


@dataclass(frozen=True)
class Summary(Scores):
    """A result of summary.json, checked: every table can show it."""

    metrics: Mapping[str, Estimate]
    reasoning: Reasoning = "strip"

    def __post_init__(self) -> None:
        """Raises ValueError, which msgspec reports with the place, for figures that no table can show."""
        tables: list[Collection[str]] = [self.metrics, self.answered.metrics, self.floor.metrics]
        if any(name not in table for table in (*tables, *self.floor.answers.values()) for name in METRICS):
            raise ValueError("a metric is missing")
        if self.headline not in METRICS:
            raise ValueError("the headline is no metric")
        lines = self.by_constraint.values()
        if not all(map(_is_share, (*self.metrics.values(), *(s for line in lines for s in (line.strict, line.loose))))):
            raise ValueError("a share is not in [0, 1]")


def _is_share(found: Estimate) -> bool:
    return found.value is not None and all(0 <= share <= 1 for share in (found.value, *(found.ci95 or ())))


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
    return [_entry(directory, run, summary) for summary in summaries(directory)]


def summaries(directory: RunDirectory) -> list[Summary]:
    """The results of a run, checked. Raises IncompleteError where there are none yet, UsageError for damage."""
    path = directory.path
    results = directory.read_summary()
    if not results:
        raise directory.not_judged("has no scores")
    try:
        found = msgspec.convert(results, list[Summary])
        if all(set(COUNTED) <= result["counts"].keys() for result in results):
            return found
        damage = "a count is missing"
    except NOT_AS_TYPED as error:
        damage = str(error)
    raise UsageError(f"{path / 'summary.json'} is damaged: {damage}; `ifbench score {path}` writes it anew")


def _entry(directory: RunDirectory, run: Mapping[str, Any], summary: Summary) -> Entry:
    task = summary.task
    result = load_run(directory.path, task, summary.semantics, partial=True)
    held = run["tasks"][task]
    stored = directory.responses(task)
    responses = {place: judged_again(response, summary.reasoning) for place, response in stored.items()}
    entry = Entry(result, summary, responses, (held["name"], held.get("data")))
    _refuse_contradicted(directory.path, summary, entry)
    _refuse_other_answers(directory.path, summary, entry)
    return entry


def _refuse_contradicted(path: Path, summary: Summary, entry: Entry) -> None:
    """Raises UsageError for a summary that is not what its verdicts add up to."""
    if wrong := contradiction(summary, entry.rows, entry.result.answers):
        told = f"{path / 'summary.json'} is not what the verdicts on {summary.task} add up to"
        raise UsageError(f"{told}: {wrong}; `ifbench score {path}` writes it anew")


def _refuse_other_answers(path: Path, summary: Summary, entry: Entry) -> None:
    """Raises UsageError where what a server had taken off the answers was not known when they were judged."""
    judged = {row.place for row in entry.rows}
    stripped = sum(response.stripped for place, response in entry.responses.items() if place in judged)
    if stripped > summary.counts.reasoning_stripped:
        told = f"{path}: the answers to {summary.task} were judged with white space that reasoning had left"
        raise UsageError(f"{told}; `ifbench score {path}` judges them again")


def load_all(paths: Iterable[Path]) -> list[Entry]:
    """The entries of several, each once; see `load`."""
    return [entry for path in each_once(paths) for entry in load(path)]


def each_once(paths: Iterable[Path]) -> list[Path]:
    """Paths as they were given, of those that lead to the same place the first."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(os.path.realpath(path), path)
    return [*found.values()]


def search(folders: Iterable[Path]) -> tuple[list[Entry], list[str]]:
    """Every run and baseline under some folders, and a sentence for each that was left out, with the reason.

    Raises:
        UsageError: a folder is none, or nothing is found.
    """
    entries: list[Entry] = []
    left_out: list[str] = []
    for path in each_once(found for folder in folders for found in _found(folder, left_out)):
        try:
            entries += load(path)
        except IfbenchError as error:
            left_out.append(f"left out: {error}")
    if not entries:
        reasons = "; ".join(left_out) or "no run directory and no baseline lies there"
        raise UsageError(f"nothing to show: {reasons}")
    return entries, left_out


def _found(folder: Path, left_out: list[str]) -> Iterator[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder")
    for path in sorted(_files(folder, left_out)):
        if path.name == "run.json":
            yield path.parent
        elif path.suffix == ".json" and path.name != "summary.json" and _may_be_baseline(path, left_out):
            yield path


def _may_be_baseline(path: Path, left_out: list[str]) -> bool:
    """Whether a file is a baseline, damaged or not; one of which that cannot be told goes to `left_out`."""
    try:
        head = _head(path)
        if KIND.encode() in head:
            return True
        if len(head) == HEAD and head.lstrip().startswith((b"{", b"[")):
            return False  # something else, and long: it is not read to its end
        held = read_json(path)
        return isinstance(held, dict) and held.get("kind") == KIND
    except UsageError as error:
        left_out.append(f"left out: {error}")
        return False


def _files(folder: Path, left_out: list[str]) -> Iterator[Path]:
    """The files under a folder, links followed but not in a circle; which folders cannot be read goes to `left_out`."""
    seen = set()

    def tell(error: OSError) -> None:
        left_out.append(f"left out: cannot read {error.filename}: {reason(error)}")

    for place, folders, files in os.walk(folder, onerror=tell, followlinks=True):
        real = os.path.realpath(place)
        folders[:] = [] if real in seen else sorted(folders)
        seen.add(real)
        yield from (Path(place, name) for name in files)


def is_baseline(path: Path) -> bool:
    """Whether a file begins as a baseline does; if it is damaged further on, that is told."""
    with suppress(UsageError):
        return KIND.encode() in _head(path)
    return False


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
