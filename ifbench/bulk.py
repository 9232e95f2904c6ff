"""Judging answers in batches, each by itself, so that many processes can share the work."""

import importlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ifbench.answers import answer_of
from ifbench.differences import differ
from ifbench.folds import Fold
from ifbench.matching import Matches
from ifbench.protocols import Cell, dialogue
from ifbench.records import Response, VerdictRow, as_line, response_key
from ifbench.responses import to_response
from ifbench.rows import Raw, raw_rows
from ifbench.scoring import judges_in, rows_by_judge
from ifbench.spec import Spec, cells, load_tasks, reasoning_of, semantics_of
from ifbench.types import Identity

BATCH = 200


class Setup(NamedTuple):
    """What a process needs to judge: little, since it goes with each batch.

    Attributes:
        path: of the answers, for messages. spec: with its number of repeats.
        verdicts, responses: whether the lines of these files are wanted.
    """

    path: Path
    spec: Spec
    identity: Identity
    verdicts: bool
    responses: bool


Given = tuple[int, Raw, list[int]]
"""An answer: its line, the row as it was read, its places by number."""


@dataclass(slots=True)
class Judged:
    """What came of a batch.

    Attributes:
        places: of the answers. verdicts: the lines of each for verdicts.jsonl.
        responses: the lines for responses.jsonl, with their keys.
        folds: of each judge. differing: the places where the semantics differ.
        followed: how many answers follow all their constraints, strictly, at every place and to the first judge.
    """

    places: list[int]
    verdicts: list[bytes]
    responses: list[tuple[str, bytes]]
    folds: list[Fold]
    differing: list[int]
    followed: int = 0


def batches(matches: Matches, done: int) -> Iterator[tuple[int, Sequence[Given]]]:
    """The answers that have a place, read again, without the first so many, in batches; each with its length."""
    rows = enumerate(raw_rows(matches.path))
    placed = ((line, raw, places) for row, (line, raw) in rows if (places := matches.places(row)))
    left = islice(placed, done, None)
    while batch := list(islice(left, BATCH)):
        yield len(batch), batch


class Scorer:
    """Judges answers one by one; the constraints are bound once."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        (self.task,) = load_tasks(setup.spec)
        chosen = semantics_of(self.task, setup.spec.semantics)
        if "official" in chosen:
            _import_nltk_alone()
        self.judges = judges_in(self.task, chosen)
        self._settings = next(cells(setup.spec, self.task)).settings
        self._rule = reasoning_of(self.task, setup.spec.reasoning)

    def cell(self, place: int) -> Cell:
        """What is at a place."""
        item, sample = divmod(place, self.setup.spec.repeats)
        return Cell(self.task.id, self.task.items[item], self._settings, sample)

    def missing(self, place: int) -> list[list[VerdictRow]]:
        """The verdicts of each judge where no answer came."""
        return rows_by_judge(self.judges, self.cell(place).place(0), None)

    def judge(self, batch: Sequence[Given]) -> Judged:
        """Judge a batch."""
        found = Judged([], [], [], [Fold() for _ in self.judges], [])
        for line, raw, places in batch:
            follows = [self._judge(found, line, raw, place) for place in places]
            found.followed += all(follows)
        return found

    def _judge(self, found: Judged, line: int, raw: Raw, place: int) -> bool:
        """Judge an answer at one of its places; whether it follows all the constraints there, strictly."""
        key, response = self._response(line, raw, place)
        rows = rows_by_judge(self.judges, response.place, response)
        for fold, judged in zip(found.folds, rows, strict=True):
            fold.add(judged, response)
        if self.setup.verdicts:
            found.places.append(place)
            found.verdicts.append(lines(rows))
        if self.setup.responses:
            found.responses.append((key, as_line(response)))
        if any(map(differ, rows[0], rows[-1])):
            found.differing.append(place)
        return all(row.strict for row in rows[0])

    def _response(self, line: int, raw: Raw, place: int) -> tuple[str, Response]:
        cell, answer = self.cell(place), answer_of(self.setup.path, line, raw)
        request = dialogue(cell, ())
        if answer is None or request is None:
            raise ValueError(f"line {line} has changed while it was read")
        key = response_key(self.setup.identity, request) if self.setup.responses else ""
        return key, to_response(key, cell.place(0), request, answer.completion(request.id), self._rule)


def lines(rows: Sequence[Sequence[VerdictRow]]) -> bytes:
    """The lines of verdicts.jsonl for one answer."""
    return b"".join(as_line(row) for judged in rows for row in judged)


def _import_nltk_alone() -> None:
    """Import NLTK without SciPy, in processes that only judge: 70 MB and a second less.

    NLTK imports it for measures of association alone, and does without where it is absent.
    """
    if not {"nltk", "scipy.stats"} & sys.modules.keys():
        sys.modules["scipy.stats"] = None  # type: ignore[assignment]
        try:
            importlib.import_module("nltk")
        finally:
            del sys.modules["scipy.stats"]


_scorers: dict[str, Scorer] = {}


def judge_batch(setup: Setup, batch: Sequence[Given]) -> Judged:
    """Judge a batch in whatever process this is; what it needs is made once."""
    key = repr(setup)
    if key not in _scorers:
        _scorers.clear()
        _scorers[key] = Scorer(setup)
    return _scorers[key].judge(batch)
