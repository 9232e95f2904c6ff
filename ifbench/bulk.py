"""Scoring a file of answers that is too long to hold: read, judged and written as a stream, over all processors.

What comes out is what `rescore.score_answers` writes, byte for byte and whatever the number of processes: verdicts are
put aside as they come and written in the order of the task at the end.
"""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ifbench.answers import answer_of
from ifbench.files import to_json
from ifbench.folds import Fold
from ifbench.matching import Matches
from ifbench.protocols import Cell, Place, Settings, dialogue
from ifbench.records import Response, VerdictRow, response_key
from ifbench.rows import Raw
from ifbench.runner import to_response
from ifbench.scoring import Judge
from ifbench.spec import Spec, load_tasks, reasoning_of, semantics_of
from ifbench.tasks import Task
from ifbench.types import Identity

BATCH = 200


class Setup(NamedTuple):
    """What a process needs to judge: little, since it is sent with each batch. `token` tells two of them apart."""

    token: str
    path: Path
    spec: Spec
    identity: Identity
    repeats: int
    keep: bool


class Given(NamedTuple):
    """An answer to judge: its line, the row as it was read, and its places."""

    line: int
    raw: Raw
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch, judged.

    Attributes:
        places: of the answers. verdicts: for each the lines of verdicts.jsonl; empty where they are not kept.
        responses: the lines of responses.jsonl with their keys. folds: of each judge.
        differing: the verdicts on which the semantics differ, with their places.
        followed: answers that follow all their constraints, strictly.
    """

    places: list[int]
    verdicts: list[bytes]
    responses: list[tuple[str, bytes]]
    folds: list[Fold]
    differing: list[tuple[int, VerdictRow]]
    followed: int


class Scorer:
    """Judges answers one by one, its constraints bound once.

    Args:
        repeats: samples of each item, by which places are numbered.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        (self.task,) = load_tasks(setup.spec)
        self.judges = [Judge(self.task, one) for one in semantics_of(self.task, setup.spec.semantics)]
        self._settings = Settings(
            setup.spec.sampling(self.task.passport.sampling), setup.spec.seed, setup.spec.system, setup.spec.chat
        )
        self._rule = reasoning_of(self.task, setup.spec.reasoning)
