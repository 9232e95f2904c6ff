"""The decision on a terminal or in a CI log. Every line is ours: text from elsewhere never begins one."""

from ifbench.gate.decision import Decision, Outcome
from ifbench.gate.explain import Broken, Explanation
from ifbench.gate.outputs import lines
from ifbench.tables import columns
from ifbench.text import one_line

WORDS = {Outcome.PASSED: "PASSED", Outcome.FAILED: "FAILED", Outcome.INCONCLUSIVE: "INCONCLUSIVE"}


def told(text: str, width: int = 160) -> str:
    """Text that nobody vouches for on one line; no workflow command of a CI log survives in it."""
    return one_line(text.replace("##[", "## [").replace("::", ": :"), width)


def render(decision: Decision, explanation: Explanation) -> str:
    """The report; the decision is its last line."""
    run, conditions = decision.look.run, decision.baseline.conditions
    title = f"{run.task} v{run.version} · {conditions.semantics} · {decision.baseline.metric}"
    report = [
        told(title),
        *columns([[told(cell, 60) for cell in row] for row in lines.scores(decision)]),
        *(f"  {told(line, 400)}" for line in lines.facts(decision, explanation)),
        "",
        *columns([[told(cell) for cell in row] for row in lines.families(decision, explanation)]),
        f"  {lines.families_note(decision)}",
        "",
        *_broken(explanation),
        f"{WORDS[decision.outcome]}: {told(decision.reason, 1000)}",
    ]
    return "\n".join(report) + "\n"


def _broken(explanation: Explanation) -> list[str]:
    if not explanation.broken:
        return []
    found = [f"  {lines.broken_heading(explanation)}"]
    for one in lines.listed(explanation):
        found += _answer(one)
    more = len(explanation.broken) - lines.MOST
    if more > 0:
        found.append(f"    and {more} more; --json lists all")
    return [*found, ""]


def _answer(one: Broken) -> list[str]:
    cause = {"truncated": " (cut off)", "empty": " (empty)", None: ""}[one.cause]
    return [f"    item {told(one.place)}{cause}"] + [
        f"      {told(constraint.id)}: {told(lines.because(constraint))}" for constraint in one.constraints
    ]
