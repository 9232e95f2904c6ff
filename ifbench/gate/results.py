"""One model on one task in one semantics, as the gate sees it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

import msgspec

from checkers import Semantics
from ifbench.gate.outcomes import Answer, Mode, Outcomes, mode_of
from ifbench.metrics import counted


class Conditions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What two results must share to be compared, beside the items.

    Attributes:
        rows: the digest of the task's rows. checkers: the fingerprint of those that judged.
        system: a digest of the system message; None if there was none.
        top_k and those after it: the filters and penalties in effect, as far as the engine tells of them.
    """

    rows: str
    semantics: Semantics
    checkers: str
    headline: str
    reasoning: str
    temperature: float
    top_p: float
    max_tokens: int
    repeats: int
    system: str | None
    chat: bool
    top_k: int | float = 0
    min_p: float = 0.0
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    repetition_penalty: float = 1.0

    def __post_init__(self) -> None:
        """Raises ValueError, which msgspec reports: NaN differs from itself, and no sampling is infinite."""
        for name in ("temperature", "top_p", *NEUTRAL):
            if not isfinite(getattr(self, name)):
                raise ValueError(f"{name} must be finite")

    @property
    def shaped_by(self) -> dict[str, float]:
        """The filters and penalties that do something."""
        found = {name: getattr(self, name) for name in NEUTRAL}
        return {name: value for name, value in found.items() if value != NEUTRAL[name]}


NEUTRAL: Mapping[str, float] = {
    field.name: field.default for field in msgspec.structs.fields(Conditions) if field.default is not msgspec.NODEFAULT
}
"""Filters and penalties with the values at which they do nothing: the conditions that a record may leave out."""


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which model, by which engine: told, not compared."""

    name: str
    weights: str
    model: str
    tokenizer: str
    template: str
    dtype: str
    engine: str
    engine_version: str


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By what a run directory is found again.

    Attributes:
        settings: a digest of what run.json calls settings; its first 8 digits end the default folder's name.
        answers: a digest of the answers, whatever their order.
        finished: when the run ended, where run.json tells.
    """

    settings: str
    answers: str
    seed: int
    finished: str | None = None


@dataclass(frozen=True)
class Result:
    """A result to compare.

    Attributes:
        name: of the run's folder, or of the baseline.
        missing: answers that did not come, or were not judged for an error.
        settings: as in run.json; {} in a baseline.
        path: of the run directory; None for a baseline.
        floor: what a null answer scores on the headline at prompt level; None in a baseline.
        refusals: answers that open as one does; None in a baseline.
    """

    name: str
    task: str
    version: int
    conditions: Conditions
    model: Model
    origin: Origin
    answers: Outcomes
    missing: int = 0
    settings: Mapping[str, Any] | None = None
    path: Path | None = None
    floor: float | None = None
    refusals: int | None = None

    @property
    def mode(self) -> Mode:
        """Whether strict or loose verdicts count."""
        return mode_of(self.conditions.headline)

    @property
    def label(self) -> str:
        """The name for people; a baseline, which may be called as a run is, says what it is."""
        return self.name if self.path else f"baseline {self.name}"

    @property
    def metric(self) -> str:
        """The headline at prompt level."""
        return f"prompt_level_{self.mode}_acc"

    @cached_property
    def all(self) -> list[Answer]:
        """Every answer."""
        return [answer for answers in self.answers.values() for answer in answers.values()]

    @property
    def share(self) -> float:
        """The share of answers that pass."""
        return sum(answer.passed for answer in self.all) / max(1, len(self.all))

    @property
    def truncated(self) -> int:
        """How many answers were cut off."""
        return sum(answer.truncated for answer in self.all)

    @property
    def empty(self) -> int:
        """How many answers are empty."""
        return sum(answer.empty for answer in self.all)

    @cached_property
    def counts(self) -> dict[str, int]:
        """What the scores do not show by themselves, named as in `metrics.Counts`; what is not known is left out."""
        found = {"truncated": self.truncated, "empty": self.empty, "missing": self.missing}
        if self.path is None:  # a baseline has no verdicts, and each of its answers came
            return found
        faults = Counter[str]()
        for answer in self.all:
            faults.update(counted(answer.rows, None))
        return {**found, **faults} if self.refusals is None else {**found, **faults, "refusals": self.refusals}
