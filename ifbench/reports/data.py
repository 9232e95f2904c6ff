"""What a report shows, computed and typed; every format is drawn from this one model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ifbench.metrics import ByConstraint
from ifbench.metrics import Group as Scored
from ifbench.stats import Estimate

NOTHING = Estimate(None, None)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers alike in one respect, such as their number of constraints: how many, and the share that passes."""

    name: str
    n: int
    passed: Estimate


@dataclass(frozen=True)
class Row:
    """One model on one task in one semantics: a line of the leaderboard.

    Attributes:
        label: the model's name, with the run's where two of the group have the same model.
        run: the folder, or the name of the baseline.
        baseline: whether it comes from a baseline, which holds outcomes without texts.
        size: the model's parameters in billions, as its name tells; None where it tells nothing.
        metrics: by name; a baseline has those of its headline's mode alone.
        answered: the same over the answers that came; tables show them where some did not.
        lift: the headline over the null floor.
        n, constraints: the denominators at prompt and at instruction level.
        counts: as in `metrics.Counts`; a count that is not known is left out.
        settings: what the answers depend on beside the model, in words, by name; "" for what is not known.
        date: when the run ended, ISO 8601; "" where it is not told.
        rank: 1 + the number of models that are significantly better. ties: the keys of those that are not different.
            Both are, for a copy of another's answers, as a baseline is of its run's, those of the other.
        by_constraint: by id; empty for a baseline. curves: by their titles.
        rescued: how many constraints each relaxation rescued. rescue: the share of strict failures that were.
    """

    key: str
    label: str
    model: str
    run: str
    weights: str
    baseline: bool
    size: float | None
    metrics: Mapping[str, Estimate]
    answered: Scored
    lift: Estimate
    n: int
    constraints: int
    counts: Mapping[str, int]
    settings: Mapping[str, str]
    date: str
    rank: int
    ties: tuple[str, ...]
    by_constraint: Mapping[str, ByConstraint]
    curves: Mapping[str, tuple[Bin, ...]]
    rescued: Mapping[str, int]
    rescue: Estimate

    @property
    def complete(self) -> bool:
        """Whether every answer came and every check ended in a verdict."""
        return not self.counts.get("missing", 0) and not self.counts.get("check_errors", 0)


@dataclass(frozen=True, slots=True)
class Contest:
    """Two models of a group, by their keys: the first's headline less the second's, and whether it is significant.

    `p` is two-sided and exact; `p_holm` is adjusted over the pairs of the group.
    """

    first: str
    second: str
    difference: Estimate
    only_first: int
    only_second: int
    p: float
    p_holm: float
    significant: bool


@dataclass(frozen=True)
class Group:
    """Results that may be ranked together: the same rows, items, checkers, semantics, headline and number of samples.

    Attributes:
        title: a name that no other group of the report has.
        floor: what a null answer scores on the headline; None where no result tells.
        floors: the same on each metric; empty where no result tells.
        rows: best first.
    """

    key: str
    title: str
    task: str
    version: int
    semantics: str
    headline: str
    digest: str
    checkers: str
    items: int
    pinned: bool | None
    floor: float | None
    rows: tuple[Row, ...]
    contests: tuple[Contest, ...]
    floors: Mapping[str, float]

    @property
    def mode(self) -> str:
        """Whether the headline counts strict or loose verdicts."""
        return "loose" if "_loose_" in self.headline else "strict"

    @property
    def labels(self) -> dict[str, str]:
        """The names of the models by their keys."""
        return {row.key: row.label for row in self.rows}

    @property
    def ids(self) -> tuple[str, ...]:
        """The constraint ids that any row tells of, in order."""
        return tuple(sorted({id for row in self.rows for id in row.by_constraint}))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where official and corrected verdicts of one run differ on a constraint id, and on which items."""

    task: str
    label: str
    id: str
    official_only: int
    corrected_only: int
    items: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All of it.

    Attributes:
        disagreements: None where no run was judged in both semantics.
        notes: what a reader must know of this report, such as runs that were left out.
        samples: what the page's sample view is made of; None where it was not asked for.
    """

    title: str
    groups: tuple[Group, ...]
    disagreements: tuple[Disagreement, ...] | None
    notes: tuple[str, ...] = ()
    samples: Mapping[str, Any] | None = None
