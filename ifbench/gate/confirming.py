"""Whether a second run may confirm a first: the same model, asked the same anew."""

from typing import Any

from ifbench.errors import NotComparableError, UsageError
from ifbench.gate.comparable import differences
from ifbench.gate.results import Result
from ifbench.types import REPLAYED


def check_confirmation(baseline: Result, run: Result, second: Result) -> None:
    """Hold a second run against the first.

    Raises:
        UsageError: it holds the answers of the first or of the baseline, or was run with the seed of the first.
        NotComparableError: it is of another model or engine, of other items, or made under other conditions.
    """
    _refuse_same_answers(baseline, run, second)
    _refuse_other_model(run, second)
    _refuse_other_conditions(run, second)


def _refuse_same_answers(baseline: Result, run: Result, second: Result) -> None:
    for other in (run, baseline):
        if second.origin.answers == other.origin.answers:
            held = f"holds the same answers as {other.label}"
            raise UsageError(f"the confirmation {second.name} {held}: it takes fresh seeds")


def _refuse_other_model(run: Result, second: Result) -> None:
    given = run.model.engine in REPLAYED
    first, again = _made_by(run), _made_by(second)
    differing = {name for name in first.keys() | again.keys() if first.get(name) != again.get(name)}
    if not differing and not given:
        raise UsageError(f"the confirmation {second.name} was run with the seed of {run.name}: it takes a fresh one")
    if others := ", ".join(sorted(differing - {"seed"})):
        hint = " (`ifbench score --responses FILE --model NAME` names the model of given answers)" if given else ""
        raise NotComparableError(
            f"the confirmation {second.name} is not the same model and engine as {run.name}: {others} differ{hint}"
        )


def _refuse_other_conditions(run: Result, second: Result) -> None:
    """A confirmation that could not find the drop, as one of few items could not, would pass a worse run."""
    if differing := differences(run.conditions, second.conditions, run.answers, second.answers):
        told = "; ".join(f"{one.field}: {one.before} in {run.name}, {one.after} in {second.name}" for one in differing)
        raise NotComparableError(
            f"the confirmation {second.name} must be of the items of {run.name}, made and judged as it was, whatever "
            f"--allow-mismatch says. {told}"
        )


def _made_by(result: Result) -> dict[str, Any]:
    """The settings of a run. Of given answers the model is a digest of their file; what tells it is its name."""
    given = {"model": result.model.name} if result.model.engine in REPLAYED else {}
    return {**(result.settings or {}), **given}
