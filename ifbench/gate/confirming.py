"""Whether a second run may confirm a first: the same model, asked anew."""

from typing import Any

from ifbench.errors import NotComparableError, UsageError
from ifbench.gate.results import Result
from ifbench.types import REPLAYED


def check_confirmation(baseline: Result, run: Result, second: Result) -> None:
    """Hold a second run against the first.

    Raises:
        UsageError: it holds the answers of the first or of the baseline, or was run with the seed of the first.
        NotComparableError: it is of another model or engine.
    """
    for other in (run, baseline):
        if second.origin.answers == other.origin.answers:
            held = f"holds the same answers as {other.label}"
            raise UsageError(f"the confirmation {second.name} {held}: it takes fresh seeds")
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


def _made_by(result: Result) -> dict[str, Any]:
    """The settings of a run. Of given answers the model is a digest of their file; what tells it is its name."""
    given = {"model": result.model.name} if result.model.engine in REPLAYED else {}
    return {**(result.settings or {}), **given}
