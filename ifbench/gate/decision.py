"""The decision: is a run worse than its baseline, by a rule that was fixed before looking."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from ifbench.errors import Exit
from ifbench.gate.comparable import Mismatch, check
from ifbench.gate.confirming import check_confirmation
from ifbench.gate.outcomes import Pairing
from ifbench.gate.policy import Policy
from ifbench.gate.results import Result
from ifbench.paired import Pair, Paired, compare, could_reject, detectable, fewest, holm, items_needed, upper_bound
from ifbench.text import beside, count_of, percent


class Outcome(Enum):
    """What the gate says; `exit` is the command's."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"

    @property
    def exit(self) -> Exit:
        """The exit code."""
        return {"passed": Exit.GOOD, "failed": Exit.FAILED, "inconclusive": Exit.INCONCLUSIVE}[self.value]


@dataclass(frozen=True, slots=True)
class Family:
    """One family of constraints, its share followed.

    Attributes:
        p_holm: p adjusted for the number of families.
        testable: whether so many items changed that p_holm could be low enough at all; Holm's later steps ask less.
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

    def rejected_with(self, second: "Look | None") -> frozenset[str]:
        """What a second look, if there was one, finds lower too."""
        return self.rejected if second is None else self.rejected & second.rejected


@dataclass(frozen=True)
class Decision:
    """What the gate says, and all that it rests on.

    Attributes:
        reason: one sentence.
        allowed: conditions that differ and were allowed to.
        detectable: the smallest drop that this comparison finds four times in five.
        bound: the one-sided upper bound of the drop, the larger one of two looks'.
        needed: the items that `max_drop` would take, if any do.
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
    def rejected(self) -> frozenset[str]:
        """What made the gate fail: "headline", names of families."""
        return self.look.rejected_with(self.confirmation)

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
        check_confirmation(baseline, run, confirmation)
        second, _ = _look(baseline, confirmation, policy, allowed)  # what differs is what does in the run
    bound, lowest = max(((_bound(one, policy), one) for one in (look, second) if one), key=lambda found: found[0])
    outcome, reason, needed = _outcome(look, second, policy, bound, lowest.headline)
    if mismatches:
        reason += f" (allowed to differ: {', '.join(one.field for one in mismatches)})"
    seen = detectable(look.headline, policy.level, policy.min_drop / 100)
    return Decision(outcome, reason, policy, baseline, look, mismatches, seen, bound, needed, second)


def _look(baseline: Result, run: Result, policy: Policy, allowed: Collection[str]) -> tuple[Look, tuple[Mismatch, ...]]:
    pairing, mismatches = check(baseline, run, allowed)
    headline = compare([item.prompt_level() for item in pairing.items])
    inst_level = compare([item.inst_level() for item in pairing.items])
    families = judge_families(pairing.families(), policy)
    rejected = {family.name for family in families if family.rejected and policy.gate_families}
    if policy.rejects(headline.p, headline.drop):
        rejected.add("headline")
    return Look(run, pairing, headline, inst_level, families, frozenset(rejected)), mismatches


def _bound(look: Look, policy: Policy) -> float:
    return upper_bound([item.prompt_level() for item in look.pairing.items], policy.level)


def judge_families(pairs: dict[str, list[Pair]], policy: Policy) -> tuple[Family, ...]:
    """The families, by name, each p adjusted for their number."""
    fewest_first = fewest(policy.level / max(1, len(pairs)))
    found = {name: compare(family) for name, family in pairs.items()}
    adjusted = holm([one.p for one in found.values()])
    rejected = [policy.rejects(p, one.drop) for one, p in zip(found.values(), adjusted, strict=True)]
    return tuple(
        Family(name, one, p, low or one.lost + one.won >= fewest_first, low)
        for (name, one), p, low in zip(found.items(), adjusted, rejected, strict=True)
    )


def _outcome(
    look: Look, second: Look | None, policy: Policy, bound: float, lowest: Paired
) -> tuple[Outcome, str, int | None]:
    """The outcome, the reason, and the number of items that a pass would take; `lowest` is of the look with `bound`."""
    if rejected := look.rejected_with(second):
        return Outcome.FAILED, _failure(look, second, rejected, policy), None
    if look.headline.n < fewest(policy.level):
        return Outcome.INCONCLUSIVE, _too_few(look.headline.n, policy), fewest(policy.level)
    if not _could_fail(look, policy):
        return Outcome.INCONCLUSIVE, _too_low(look, policy), None
    refuted = " (the first look found a drop, the confirmation did not)" if look.rejected else ""
    if policy.max_drop is None:
        found = _numbers(look, policy)
        return Outcome.PASSED, f"{look.run.task}: no drop found that fails the gate{refuted}: {found}", None
    most = beside(100 * bound, policy.max_drop)
    if 100 * bound < policy.max_drop:
        said = f"{look.run.task}: the drop is under {policy.max_drop:g} points: at most {most}"
        return Outcome.PASSED, f"{said} at level {policy.level:.3g}{refuted}", None
    needed = items_needed(lowest, policy.level, policy.max_drop / 100)
    said = f"{look.run.task}: the drop may be {most} points, not shown to be under {policy.max_drop:g}"
    wish = (
        f"it would take about n = {count_of(needed, 'item')}" if needed else "if it is as large as found, no n shows it"
    )
    return Outcome.INCONCLUSIVE, f"{said}{refuted}; {wish}", needed


def _could_fail(look: Look, policy: Policy) -> bool:
    """Whether the rule would have failed a run that follows nothing."""
    level = policy.level / max(1, len(look.families))
    families = [family.found for family in look.families] if policy.gate_families else []
    return could_reject(look.headline, policy.level, policy.smallest) or any(
        could_reject(found, level, policy.smallest) for found in families
    )


def _failure(look: Look, second: Look | None, rejected: Collection[str], policy: Policy) -> str:
    families = sorted(set(rejected) - {"headline"})
    parts = [_numbers(look, policy)] if "headline" in rejected else []
    parts += [f"families lower by Holm: {', '.join(families)}"] if families else []
    confirmed = f", confirmed by {second.run.name}" if second else ""
    return f"{look.run.task} is worse than the baseline: {'; '.join(parts)}{confirmed}"


def _numbers(look: Look, policy: Policy) -> str:
    found = look.headline
    changed = f"{count_of(found.lost, 'item')} lost, {found.won} won of {found.n}"
    way = "a drop" if found.drop > 0 else "a gain" if found.drop < 0 else "a change"
    size = beside(100 * found.drop, policy.min_drop).removeprefix("-")
    return f"{way} of {size} points, {changed}, {told_p(found.p)}"


def _too_few(n: int, policy: Policy) -> str:
    shown = f"{count_of(n, 'paired item')} cannot show a drop at level {policy.level:.3g}"
    return f"{shown}: it takes at least {fewest(policy.level)}"


def _too_low(look: Look, policy: Policy) -> str:
    found = look.headline
    holds = f"{percent(found.before.value)}, {found.losable} of {count_of(found.n, 'item')}"
    takes = f"at least {fewest(policy.level)} lost items and a drop of {policy.min_drop:g} or more points"
    return f"{look.run.task}: the baseline passes too little for any run to fail: {holds}; that takes {takes}"


def told_p(p: float) -> str:
    """A p-value for people."""
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.4f}"


def p_cell(p: float) -> str:
    """A p-value for a cell of a table."""
    return told_p(p).removeprefix("p = ").removeprefix("p ")
