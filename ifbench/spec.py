"""What to evaluate and how: the choices of one invocation, and what each task makes of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from checkers import SEMANTICS, Semantics
from ifbench.choices import check_types
from ifbench.errors import UsageError
from ifbench.protocols import Cell, Settings
from ifbench.reasoning import Reasoning, rule_of
from ifbench.tasks import Task, load_task
from ifbench.types import Positive, Sampling, Temperature, TopP

SemanticsChoice = Literal["official", "corrected", "both"]


@dataclass(frozen=True)
class Spec:
    """What to evaluate and how. `None` leaves a choice to the task, or to the model for `backend`.

    Attributes:
        tasks: names or folders. data: a local file with the rows; for one task only.
        output: the run directory; by default `runs/<model>-<8 hex digits of the model's content and the settings>`.
        options: of the engine. limit, ids: see `Task.select`. repeats: samples for each item.
        deterministic: set what the engine offers for reproducibility, even where that is slow.
        runner, workers: the engine in this process, or so many on a Ray cluster; see `ray_runner`.

    Raises:
        UsageError: a choice is of another type, or out of its range.
    """

    model: str
    tasks: tuple[str, ...] = ("core",)
    backend: str | None = None
    base_url: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    data: Path | None = None
    output: Path | None = None
    fresh: bool = False
    limit: slice | None = None
    ids: tuple[str, ...] = ()
    seed: int = 0
    repeats: Positive = 1
    temperature: Temperature | None = None
    top_p: TopP | None = None
    max_tokens: Positive | None = None
    system: str | None = None
    chat: bool = True
    deterministic: bool = False
    runner: Literal["local", "ray"] = "local"
    workers: Positive | None = None
    reasoning: Reasoning | None = None
    semantics: SemanticsChoice | None = None

    def __post_init__(self) -> None:
        check_types(self, options=Mapping[str, Any])  # of an option's value the backend decides

    def sampling(self, default: Sampling) -> Sampling:
        """The task's sampling with this spec's own."""
        return Sampling(
            default.temperature if self.temperature is None else self.temperature,
            default.top_p if self.top_p is None else self.top_p,
            default.max_tokens if self.max_tokens is None else self.max_tokens,
        )


def limit_of(value: int | str | slice) -> slice:
    """The items that a limit names, in their order: N for the first N, "A:B" for those from A up to B.

    Raises:
        UsageError: it is neither.
    """
    if isinstance(value, slice):
        return value
    found = re.fullmatch(r"(?:(\d{0,12}):)?(\d{0,12})", str(value), re.ASCII)
    if not found or value in ("", ":"):
        raise UsageError(f"limit {value!r:.100} is neither N nor A:B")
    start, stop = found.groups()
    return slice(int(start) if start else 0, int(stop) if stop else None)


def semantics_of(task: Task, choice: SemanticsChoice | None) -> tuple[Semantics, ...]:
    """The semantics to judge a task in."""
    if choice == "both":
        return SEMANTICS
    return (choice or task.passport.semantics,)


def load_tasks(spec: Spec) -> list[Task]:
    """The tasks of a spec, narrowed. Raises UsageError as `load_task` and `Task.select` do."""
    if not spec.tasks:
        raise UsageError("no task is named; take one of `ifbench list tasks`")
    if spec.data and len(spec.tasks) != 1:
        raise UsageError("--data gives the rows of one task: name exactly one with --tasks")
    loaded = [load_task(name, spec.data).select(limit=spec.limit, ids=spec.ids) for name in spec.tasks]
    _refuse_twins(spec.tasks, loaded)
    return loaded


def _refuse_twins(names: Sequence[str], loaded: Sequence[Task]) -> None:
    """Raises UsageError for two names of one task, such as those of two versions: a run directory holds it once."""
    named: dict[str, str] = {}
    for name, task in zip(names, loaded, strict=True):
        if name in named.values():
            raise UsageError(f"{name} is named twice")
        if other := named.get(task.id):
            raise UsageError(f"{other} and {name} are both the task {task.id}: take each alone, with its own -o")
        named[task.id] = name


def reasoning_of(task: Task, choice: Reasoning | None) -> Reasoning:
    """The reasoning rule of a task, unless another one was chosen."""
    return rule_of(choice or task.passport.reasoning)


def cells(spec: Spec, task: Task) -> Iterator[Cell]:
    """What is to be answered of a task, in its order."""
    settings = Settings(spec.sampling(task.passport.sampling), spec.seed, spec.system, spec.chat)
    return (Cell(task.id, item, settings, sample) for item in task.items for sample in range(spec.repeats))
