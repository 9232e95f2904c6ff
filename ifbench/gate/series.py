"""A series of checkpoints: the headline and the families over the steps, and the first significant drop."""

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ifbench.errors import UsageError
from ifbench.gate.comparable import Mismatch, check
from ifbench.gate.exploring import known_floor, side
from ifbench.gate.outcomes import levels, pair, share_after
from ifbench.gate.policy import Policy
from ifbench.gate.results import Result
from ifbench.paired import Paired, compare
from ifbench.stats import Estimate
from ifbench.text import count_of

_STEP = re.compile(r"(?:steps?|checkpoint|ckpt|iter|epoch)[^0-9a-z]?(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """One checkpoint.

    Attributes:
        step: told from a name, or its place in the series from 1 on.
        against: itself against the first; None for the first.
        dropped: whether that is a significant drop, corrected for the looks.
    """

    step: int
    result: Result
    headline: Estimate
    families: dict[str, Estimate]
    against: Paired | None = None
    dropped: bool = False


@dataclass(frozen=True)
class Series:
    """Checkpoints in the order of their steps.

    Attributes:
        named: whether the steps were told from names.
        policy: alpha is divided by the number of looks.
        first_drop: the first point with a significant drop from the first checkpoint.
        mismatches: conditions that differ from the first and were allowed to.
    """

    points: tuple[Point, ...]
    named: bool
    policy: Policy
    first_drop: Point | None
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def first(self) -> Result:
        """What the others are held against."""
        return self.points[0].result

    @property
    def floor(self) -> str:
        """The null floor in words; "-" where no run is among them."""
        return known_floor(point.result for point in self.points)


def trend(results: Sequence[Result], alpha: float, min_drop: float, allowed: Collection[str] = ()) -> Series:
    """The series of runs of one task.

    Raises:
        NotComparableError: conditions differ. UsageError: fewer than two runs, or a value out of its range.
    """
    if len(results) < 2:
        raise UsageError("trend needs two runs or more")
    policy = Policy(alpha, min_drop, checks=len(results) - 1)
    steps, named = _steps(results)
    ordered = [results[at] for at in sorted(range(len(results)), key=steps.__getitem__)]
    known = next((result for result in ordered if result.path), None)
    points = [_point(min(steps), ordered[0], known)]
    mismatches: list[Mismatch] = []
    for step, result in zip(sorted(steps)[1:], ordered[1:], strict=True):
        pairing, differing = check(ordered[0], result, allowed)
        found = compare([item.prompt_level() for item in pairing.items])
        points.append(_point(step, result, known, found, policy.rejects(found.p, found.drop)))
        mismatches += differing
    first_drop = next((point for point in points if point.dropped), None)
    return Series(tuple(points), named, policy, first_drop, tuple(dict.fromkeys(mismatches)))


def _steps(results: Sequence[Result]) -> tuple[list[int], bool]:
    """The step of each run, and whether names tell them: those of the models or else of the folders, each another."""
    for names in ([result.model.name for result in results], [result.name for result in results]):
        found = [int(numbers[-1]) for name in names if (numbers := _STEP.findall(name))]
        if len(set(found)) == len(results):
            return found, True
    return list(range(1, len(results) + 1)), False


def _point(
    step: int, result: Result, known: Result | None, against: Paired | None = None, dropped: bool = False
) -> Point:
    """A point; a baseline knows no constraint's id, and learns them from a run."""
    headline, _ = levels(result.answers)
    teacher = result if result.path else known
    families = pair(teacher.answers, result.answers).families() if teacher else {}
    shares = {name: share_after(pairs) for name, pairs in families.items()}
    return Point(step, result, headline, shares, against, dropped)


def sentence(series: Series) -> str:
    """What the series says of a drop."""
    looks = f"{count_of(series.policy.checks, 'look')}, each at level {series.policy.level:.3g}"
    if series.first_drop is None:
        return f"no significant drop from the first checkpoint ({looks})"
    return f"first significant drop: step {series.first_drop.step} ({looks})"


def as_object(series: Series) -> dict[str, Any]:
    """As JSON types."""
    first = series.first
    return {
        "task": first.task,
        "semantics": first.conditions.semantics,
        "metric": first.metric,
        "policy": {**asdict(series.policy), "level": series.policy.level},
        "looks": series.policy.checks,
        "first_significant_drop": series.first_drop.step if series.first_drop else None,
        "allowed_mismatches": [str(one) for one in series.mismatches],
        "points": [_object(point) for point in series.points],
    }


def _object(point: Point) -> dict[str, Any]:
    return {
        "step": point.step,
        **side(point.result),
        "headline": asdict(point.headline),
        "families": {name: asdict(found) for name, found in point.families.items()},
        "against_first": asdict(point.against) if point.against else None,
        "dropped": point.dropped,
    }
