"""The sentences and cells that the terminal and Markdown share: one wording for one fact."""

from collections.abc import Iterator, Sequence

from ifbench.gate.decision import Decision, Family, Look, p_cell, told_p
from ifbench.gate.explain import Broken, BrokenConstraint, Explanation
from ifbench.gate.exploring import unverified
from ifbench.gate.outputs.json import samples_left_out, unpaired
from ifbench.gate.policy import Policy
from ifbench.gate.results import Result
from ifbench.paired import Paired
from ifbench.stats import Estimate
from ifbench.tables import TITLES, count_cells, count_columns, titled
from ifbench.text import beside, count_of, interval, percent
from ifbench.types import REPLAYED

MOST = 20
"""How many broken answers are listed; `--json` and `--junit-cases item` list all."""
FAMILY_HEADER = ("families", "contribution", "baseline", "run", "drop", "95 % interval", "lost", "won", "Holm")


def points(share: float) -> str:
    """A share as points, with its sign where it is a gain."""
    return f"{100 * share:z.1f}"


def figure(share: Estimate) -> str:
    """A share with its interval."""
    return "-" if share.value is None else f"{percent(share.value)} ({interval(share.ci95)})"


def scores(decision: Decision) -> list[list[str]]:
    """The two results, headline and instruction level: name, model, share and interval each."""
    look = decision.look
    prompt, inst = (TITLES[decision.baseline.metric.replace("prompt", level)] for level in ("prompt", "inst"))
    names = count_columns([decision.baseline.counts, look.run.counts], always=("truncated", "empty"))
    header = ["", "model", prompt, "95 % interval", inst, "95 % interval", *map(titled, names)]
    sides = (
        (decision.baseline.label, decision.baseline, look.headline.before, look.inst_level.before),
        (f"run {look.run.name}", look.run, look.headline.after, look.inst_level.after),
    )
    return [header, *([*_score(*side), *count_cells(side[1].counts, names)] for side in sides)]


def _score(name: str, result: Result, prompt: Estimate, inst: Estimate) -> list[str]:
    shares = [percent(prompt.value), interval(prompt.ci95), percent(inst.value), interval(inst.ci95)]
    return [name, result.model.name, *shares]


def facts(decision: Decision, explanation: Explanation) -> Iterator[str]:
    """What the decision rests on, a sentence each."""
    yield from _found(decision.look, decision.policy)
    yield from _rule(decision)
    yield from _confirmed(decision)
    yield from _unlike(decision)
    yield from _models(decision)
    if decision.looks > 1:
        yield f"looks: {decision.looks}"
    yield from explanation.notes if explanation.broken else ()


def _found(look: Look, policy: Policy) -> Iterator[str]:
    found = look.headline
    lost = count_of(found.lost, "item")
    changed = f"{lost} lost, {found.won} won, {found.n - found.lost - found.won} unchanged of {found.n}"
    yield f"drop {_held(found, policy)}: {changed}; {told_p(found.p)} ({found.test})"
    yield f"instruction level: drop {_drop(look.inst_level)}, clustered by item"
    yield f"null floor: {percent(look.run.floor)}, the most that an answer without meaning scores at prompt level"


def _rule(decision: Decision) -> Iterator[str]:
    """The rule, and how small a drop it finds."""
    policy = decision.policy
    shared = f" ({policy.alpha:g}{_shares(decision)})" if policy.level != policy.alpha else ""
    yield f"rule: fails when p <= {policy.level:.3g}{shared} and the drop is {policy.min_drop:g} or more points"
    if policy.max_drop is not None:
        bound = f"upper bound of the drop {beside(100 * decision.bound, policy.max_drop)} points"
        yield f"rule: passes when the drop is under {policy.max_drop:g} points; {bound} at level {policy.level:.3g}"
    found = decision.look.headline
    yield f"blind spot: {_seen(decision)} ({percent((found.lost + found.won) / found.n)} discordant)"


def _seen(decision: Decision) -> str:
    """Which drop is found four times in five, if the baseline has so much to lose."""
    holds = decision.look.headline.before.value or 0.0
    if decision.detectable > holds:
        return f"even a drop of all {points(holds)} points that the baseline has is found less than four times in five"
    return f"a drop of {points(decision.detectable)} points is found four times in five, a smaller one less often"


def _confirmed(decision: Decision) -> Iterator[str]:
    """What the second look says of what the first one found."""
    if second := decision.confirmation:
        found = f"drop {_held(second.headline, decision.policy)}, {told_p(second.headline.p)}"
        yield f"confirmation {second.run.name}: {found}; {_confirms(decision)}"


def _confirms(decision: Decision) -> str:
    if not decision.look.rejected:
        return "the first look found no drop to confirm"
    if not decision.rejected:
        return "it does not find it"
    return f"it finds {', '.join(sorted(decision.rejected)) if decision.policy.gate_families else 'it'} too"


def _unlike(decision: Decision) -> Iterator[str]:
    """The conditions, the items and the samples that are not alike."""
    yield from (f"allowed to differ: {one}" for one in decision.allowed)
    left_out = {name.replace("_", " "): len(keys) for name, keys in unpaired(decision.look).items() if keys}
    if left_out:
        yield "left out: " + ", ".join(f"{count_of(count, 'item')} {name}" for name, count in left_out.items())
    for side, count in samples_left_out(decision).items():
        if count:
            yield f"left out: {count_of(count, 'answer')} of the {side}, samples that the other side does not have"


def _models(decision: Decision) -> Iterator[str]:
    """What is not known of the models, and where their engines differ."""
    one, other = decision.baseline.model, decision.look.run.model
    sides = {"baseline": one, "run": other}
    yield from unverified(sides.items())
    if given := [name for name, side in sides.items() if side.engine in REPLAYED]:
        yield f"the sampling of given answers is not known; taken to be the task's ({', '.join(given)})"
    if (one.engine, one.engine_version, one.dtype) != (other.engine, other.engine_version, other.dtype):
        engines = [f"{m.engine} {m.engine_version} {m.dtype}".strip() for m in (one, other)]
        yield f"engines differ: {engines[0]} in the baseline, {engines[1]} in the run"


def _shares(decision: Decision) -> str:
    policy = decision.policy
    checks = f" / {policy.checks} checks" if policy.checks > 1 else ""
    return checks + (" / 2 for the headline, as much for the families" if policy.gate_families else "")


def _held(found: Paired, policy: Policy) -> str:
    """A drop that was held against the smallest that counts."""
    return f"{beside(100 * found.drop, policy.min_drop)} points ({interval(found.ci95)})"


def _drop(found: Paired) -> str:
    return f"{points(found.drop)} points ({interval(found.ci95)})"


def families(decision: Decision, explanation: Explanation) -> list[list[str]]:
    """The families by contribution, largest first, with a header."""
    parts = explanation.contributions
    ordered = sorted(decision.look.families, key=lambda family: (-parts.get(family.name, 0.0), family.name))
    return [list(FAMILY_HEADER), *(_family(family, parts.get(family.name, 0.0)) for family in ordered)]


def _family(family: Family, part: float) -> list[str]:
    found = family.found
    holm = p_cell(family.p_holm) if family.testable else "not testable"
    shares = [figure(found.before), figure(found.after), points(found.drop), interval(found.ci95)]
    return [family.name, points(part), *shares, str(found.lost), str(found.won), holm + " *" * family.rejected]


def families_note(decision: Decision) -> str:
    """What the families' p-values do."""
    return "* lower; families decide too" if decision.policy.gate_families else "* lower; families are reported only"


def broken_heading(explanation: Explanation) -> str:
    """How many answers broke, and what explains it."""
    broken = count_of(len(explanation.broken), "broken answer")
    causes = [
        f"{explanation.caused('truncated')} of them cut off now and not before",
        f"{explanation.caused('empty')} empty now and not before",
    ]
    return f"{broken}, {', '.join(causes)}; {explanation.mended} mended"


def listed(explanation: Explanation) -> Sequence[Broken]:
    """The broken answers to list, those that nothing but the model explains first."""
    return sorted(explanation.broken, key=lambda one: one.cause is not None)[:MOST]


def because(constraint: BrokenConstraint) -> str:
    """Why a constraint is broken, and how it was before."""
    before = f" (before: {constraint.before})" if constraint.before is not None else ""
    return f"{constraint.why}{before}"
