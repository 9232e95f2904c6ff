"""The decision as JSON types, for `--json` and for programs."""

from dataclasses import asdict
from typing import Any

import msgspec

from ifbench.gate.decision import Decision, Family, Look
from ifbench.gate.explain import Broken, Explanation
from ifbench.gate.exploring import side
from ifbench.gate.results import Result
from ifbench.paired import Paired

SCHEMA = 1


def as_object(decision: Decision, explanation: Explanation) -> dict[str, Any]:
    """One object; shares lie in [0, 1], only the policy speaks in points."""
    look = decision.look
    return {
        "schema": SCHEMA,
        "outcome": decision.outcome.value,
        "exit": int(decision.outcome.exit),
        "reason": decision.reason,
        "task": look.run.task,
        "version": look.run.version,
        "semantics": decision.baseline.conditions.semantics,
        "metric": decision.baseline.metric,
        "policy": {**asdict(decision.policy), "level": decision.policy.level},
        "looks": decision.looks,
        "allowed_mismatches": [msgspec.structs.asdict(one) for one in decision.allowed],
        "baseline": _side(decision.baseline),
        "run": _side(look.run),
        "null_floor": look.run.floor,
        "unpaired": unpaired(look),
        "samples_left_out": samples_left_out(decision),
        "headline": _paired(look.headline),
        "inst_level": _paired(look.inst_level),
        "minimum_detectable_drop": decision.detectable,
        "upper_bound": decision.bound,
        "items_needed": decision.needed,
        "families": [_family(family, explanation) for family in look.families],
        "constraints": _constraints(explanation),
        "broken": [_broken(one) for one in explanation.broken],
        "mended": explanation.mended,
        "truncated_now": explanation.caused("truncated"),
        "empty_now": explanation.caused("empty"),
        "notes": list(explanation.notes),
        "confirmation": _confirmation(decision.confirmation),
    }


def refusal(exit: int, reason: str) -> dict[str, Any]:
    """The object where there is no decision."""
    return {"schema": SCHEMA, "outcome": "refused", "exit": exit, "reason": reason}


def unpaired(look: Look) -> dict[str, list[Any]]:
    """The keys of items that could not be paired."""
    pairing = look.pairing
    return {
        "only_in_baseline": list(pairing.only_before),
        "only_in_run": list(pairing.only_after),
        "other_constraints": list(pairing.reshaped),
    }


def samples_left_out(decision: Decision) -> dict[str, int]:
    """The answers of each side to paired items that the other side has no such sample of."""
    paired = {item.key: len(item.answers) for item in decision.look.pairing.items}
    sides = {"baseline": decision.baseline.answers, "run": decision.look.run.answers}
    return {name: sum(len(answers[key]) - count for key, count in paired.items()) for name, answers in sides.items()}


def _side(result: Result) -> dict[str, Any]:
    return {
        **side(result),
        "engine": f"{result.model.engine} {result.model.engine_version}".strip(),
        "finished": result.origin.finished,
    }


def _paired(found: Paired) -> dict[str, Any]:
    return asdict(found)


def _family(family: Family, explanation: Explanation) -> dict[str, Any]:
    return {
        "family": family.name,
        **_paired(family.found),
        "p_holm": family.p_holm,
        "testable": family.testable,
        "rejected": family.rejected,
        "contribution": explanation.contributions.get(family.name, 0.0),
    }


def _constraints(explanation: Explanation) -> dict[str, dict[str, int]]:
    """How often each constraint id broke and was mended."""
    changed = sorted(explanation.lost_ids.keys() | explanation.won_ids.keys())
    return {id: {"lost": explanation.lost_ids.get(id, 0), "won": explanation.won_ids.get(id, 0)} for id in changed}


def _broken(one: Broken) -> dict[str, Any]:
    return {
        "item": one.key,
        **one.where._asdict(),
        "cause": one.cause,
        "constraints": [asdict(constraint) for constraint in one.constraints],
    }


def _confirmation(look: Look | None) -> dict[str, Any] | None:
    if look is None:
        return None
    return {"run": _side(look.run), "headline": _paired(look.headline), "rejected": sorted(look.rejected)}
