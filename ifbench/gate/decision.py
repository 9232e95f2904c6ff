"""The decision: is a run worse than its baseline, by a rule that was fixed before looking."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from math import isfinite

from ifbench.errors import Exit, NotComparableError, UsageError
from ifbench.gate.comparable import Mismatch, check
from ifbench.gate.outcomes import Pairing
from ifbench.gate.results import Result
from ifbench.paired import Pair, Paired, compare, detectable, fewest, holm, items_needed, upper_bound
from ifbench.text import count_of
from ifbench.types import REPLAYED


class Outcome(Enum):
    """What the gate says; `exit` is the command's."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"

    @property
    def exit(self) -> Exit:
        """The exit code."""
        return {"passed": Exit.GOOD, "failed": Exit.FAILED, "inconclusive": Exit.INCONCLUSIVE}[self.value]


@dataclass(frozen=True)
class Policy:
    """The rule. It fails a run whose drop is both unlikely without a change (p <= alpha) and large enough.

    Attributes:
        min_drop: in points.
        checks: of how many checkpoints against this baseline; alpha is divided by it.
        max_drop: in points; then a pass must show that the drop is smaller.
        gate_families: families decide too, by Holm; they and the headline have half of alpha each.

    Raises:
        UsageError: a value out of its range.
    """

    alpha: float = 0.05
    min_drop: float = 1.0
    checks: int = 1
    max_drop: float | None = None
    gate_families: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise UsageError(f"--alpha must lie between 0 and 1, both excluded, not {self.alpha:g}")
        if not 0 <= self.min_drop <= 100:
            raise UsageError(f"--min-drop must be points from 0 to 100, not {self.min_drop:g}")
        if self.checks < 1:
            raise UsageError(f"--checks must be at least 1, not {self.checks}")
        if self.max_drop is not None and not (isfinite(self.max_drop) and 0 < self.max_drop <= 100):
            raise UsageError(f"--max-drop must be points over 0 and up to 100, not {self.max_drop:g}")

    @property
    def level(self) -> float:
        """What the headline's p is held against; the families' together have the same."""
        return self.alpha / self.checks / (2 if self.gate_families else 1)

    def rejects(self, p: float, drop: float) -> bool:
        """Whether a drop is evident and large enough."""
        return p <= self.level and 100 * drop >= self.min_drop - 1e-9


@dataclass(frozen=True, slots=True)
class Family:
    """One family of constraints, its share followed.

    Attributes:
        p_holm: p adjusted for the number of families.
        testable: whether so many items changed that p_holm could be low enough at all.
        rejected: whether the rule finds a drop in it; it decides only with `gate_families`.
    """

    name: str
    found: Paired
    p_holm: float
    testable: bool
    rejected: bool


@dataclass(frozen=True)
class Look:
    """One comparison of a run with the baseline: the headline, the instruction level, the families."""

    run: Result
    pairing: Pairing
    headline: Paired
    inst_level: Paired
    families: tuple[Family, ...]
    rejected: frozenset[str]


@dataclass(frozen=True)
class Decision:
    """What the gate says, and all that it rests on.

    Attributes:
        reason: one sentence.
        allowed: conditions that differ and were allowed to.
        detectable: the smallest drop that this comparison finds four times in five.
        bound: the one-sided upper bound of the drop; needed: the items that `max_drop` would take, if any do.
        confirmation: the second look, if one was declared.
    """

    outcome: Outcome
    reason: str
    policy: Policy
    baseline: Result
    look: Look
    allowed: tuple[Mismatch, ...]
    detectable: float
    bound: float
    needed: int | None = None
    confirmation: Look | None = None

    @property
    def ok(self) -> bool:
        """Whether the run may go on."""
        return self.outcome is Outcome.PASSED

    @property
    def looks(self) -> int:
        """How many runs were looked at."""
        return 1 if self.confirmation is None else 2


def decide(
    baseline: Result,
    run: Result,
    policy: Policy,
    allowed: Collection[str] = (),
    confirmation: Result | None = None,
) -> Decision:
    """Hold a run against a baseline.

    Args:
        baseline: what was blessed.
        run: what is checked.
        policy: the rule.
        allowed: the conditions that may differ.
        confirmation: a second run of the same model with fresh seeds, declared in advance; a drop must be in both.

    Raises:
        NotComparableError: conditions differ, or the confirmation is not one. UsageError: it holds the same answers.
    """
    look, mismatches = _look(baseline, run, policy, allowed)
    second = None
    if confirmation is not None:
        check_confirmation(run, confirmation)
        second, _ = _look(baseline, confirmation, policy, allowed)
    bound = upper_bound([item.prompt_level() for item in look.pairing.items], policy.level)
    outcome, reason, needed = _outcome(look, second, policy, bound)
    if mismatches:
        reason += f" (allowed to differ: {', '.join(one.field for one in mismatches)})"
    seen = max(detectable(look.headline, policy.level), policy.min_drop / 100)
    return Decision(outcome, reason, policy, baseline, look, mismatches, seen, bound, needed, second)


def _look(baseline: Result, run: Result, policy: Policy, allowed: Collection[str]) -> tuple[Look, tuple[Mismatch, ...]]:
    pairing, mismatches = check(baseline, run, allowed)
    headline = compare([item.prompt_level() for item in pairing.items], policy.level)
    inst_level = compare([item.inst_level() for item in pairing.items], policy.level)
    families = judge_families(pairing.families(), policy)
    rejected = {family.name for family in families if family.rejected and policy.gate_families}
    if policy.rejects(headline.p, headline.drop):
        rejected.add("headline")
    return Look(run, pairing, headline, inst_level, families, frozenset(rejected)), mismatches


def judge_families(pairs: dict[str, list[Pair]], policy: Policy) -> tuple[Family, ...]:
    """The families, by name, each p adjusted for their number."""
    level = policy.level / max(1, len(pairs))
    found = {name: compare(family, level) for name, family in pairs.items()}
    adjusted = holm([one.p for one in found.values()])
    return tuple(
        Family(name, one, p, one.lost + one.won >= fewest(level), policy.rejects(p, one.drop))
        for (name, one), p in zip(found.items(), adjusted, strict=True)
    )


def check_confirmation(run: Result, second: Result) -> None:
    """Raises an error unless the second run is of the same model with fresh seeds."""
    if second.origin.answers == run.origin.answers:
        raise UsageError(f"the confirmation {second.name} holds the same answers as {run.name}: it takes fresh seeds")
    one, other = run.settings or {}, second.settings or {}
    differing = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    if not differing:
        raise UsageError(f"the confirmation {second.name} was run with the seed of {run.name}: it takes a fresh one")
    others = sorted(differing - {"seed"} - ({"model"} if run.model.engine in REPLAYED else set()))
    if others:
        raise NotComparableError(
            f"the confirmation {second.name} is not the same model and engine as {run.name}: {', '.join(others)} differ"
        )


def _outcome(look: Look, second: Look | None, policy: Policy, bound: float) -> tuple[Outcome, str, int | None]:
    """The outcome, the reason, and the number of items that a pass would take."""
    rejected = look.rejected if second is None else look.rejected & second.rejected
    if rejected:
        return Outcome.FAILED, _failure(look, second, policy, rejected), None
    if look.headline.n < fewest(policy.level):
        return Outcome.INCONCLUSIVE, _too_few(look.headline.n, policy), fewest(policy.level)
    refuted = " (the first look found a drop, the confirmation did not)" if look.rejected else ""
    if policy.max_drop is None:
        return Outcome.PASSED, f"{look.run.task}: no drop found that fails the gate{refuted}: {_numbers(look)}", None
    if 100 * bound < policy.max_drop:
        said = f"{look.run.task}: the drop is under {policy.max_drop:g} points: at most {100 * bound:.1f}"
        return Outcome.PASSED, f"{said} at level {policy.level:.3g}{refuted}", None
    needed = items_needed(look.headline, policy.level, policy.max_drop / 100)
    said = f"{look.run.task}: the drop may be {100 * bound:.1f} points, not shown to be under {policy.max_drop:g}"
    wish = (
        f"it would take about n = {count_of(needed, 'item')}" if needed else "if it is as large as found, no n shows it"
    )
    return Outcome.INCONCLUSIVE, f"{said}{refuted}; {wish}", needed


def _failure(look: Look, second: Look | None, policy: Policy, rejected: Collection[str]) -> str:
    families = sorted(set(rejected) - {"headline"})
    parts = [_numbers(look)] if "headline" in rejected else []
    parts += [f"families lower by Holm: {', '.join(families)}"] if families else []
    confirmed = f", confirmed by {second.run.name}" if second else ""
    return f"{look.run.task} is worse than the baseline: {'; '.join(parts)}{confirmed}"


def _numbers(look: Look) -> str:
    found = look.headline
    changed = f"{count_of(found.lost, 'item')} lost, {found.won} won of {found.n}"
    way = "a drop" if found.drop > 0 else "a gain" if found.drop < 0 else "a change"
    return f"{way} of {abs(100 * found.drop):.1f} points, {changed}, {told_p(found.p)}"


def _too_few(n: int, policy: Policy) -> str:
    shown = f"{count_of(n, 'paired item')} cannot show a drop at level {policy.level:.3g}"
    return f"{shown}: it takes at least {fewest(policy.level)}"


def told_p(p: float) -> str:
    """A p-value for people."""
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.4f}"
