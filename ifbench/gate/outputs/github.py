"""What GitHub Actions shows: a step summary, and annotations as workflow commands."""

from pathlib import Path

from ifbench.errors import UsageError
from ifbench.files import reason
from ifbench.gate.decision import Decision
from ifbench.gate.explain import Explanation
from ifbench.gate.outputs import lines
from ifbench.gate.outputs.terminal import told

MOST = 10
"""GitHub shows no more annotations of a kind for one step."""


def annotations(decision: Decision, explanation: Explanation) -> list[str]:
    """At most ten `::error` lines: the decision, then broken answers; none when the gate passes."""
    if decision.ok:
        return []
    task = decision.look.run.task
    found = [error(f"ifbench gate {task}", decision.reason)]
    for one in lines.listed(explanation)[: MOST - 1]:
        why = "; ".join(f"{constraint.id}: {lines.because(constraint)}" for constraint in one.constraints)
        found.append(error(f"{task} item {one.place} broke", why))
    return found


def error(title: str, message: str) -> str:
    """An `::error` workflow command."""
    return f"::error title={_property(told(title))}::{_data(told(message, 500))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def append_summary(path: str, markdown: str) -> None:
    """Add to the file that $GITHUB_STEP_SUMMARY names."""
    try:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(f"{markdown}\n")
    except OSError as problem:
        raise UsageError(f"cannot write $GITHUB_STEP_SUMMARY, {path}: {reason(problem)}") from None
