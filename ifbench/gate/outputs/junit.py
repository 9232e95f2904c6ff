"""The decision as JUnit XML: a suite for the task; its cases are red exactly when the gate is."""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ifbench.gate.decision import Decision, Outcome
from ifbench.gate.explain import Broken, Explanation
from ifbench.gate.outputs import lines
from ifbench.gate.outputs.terminal import told

Cases = Literal["family", "item"]


def render(decision: Decision, explanation: Explanation, cases: Cases) -> str:
    """The file. The first case is the gate itself; the others are the families, or the items."""
    task = f"ifbench.{decision.look.run.task}"
    suite = _suite(task)
    properties = SubElement(suite, "properties")
    for line in lines.facts(decision, explanation):
        SubElement(properties, "property", name="fact", value=told(line, 400))
    gate = _case(suite, task, decision.baseline.metric)
    if decision.outcome is Outcome.FAILED:
        _problem(gate, "failure", decision.reason, lines.broken_heading(explanation))
    elif decision.outcome is Outcome.INCONCLUSIVE:
        _problem(gate, "error", decision.reason)
    _families(suite, task, decision, explanation) if cases == "family" else _items(suite, task, decision, explanation)
    return _text(suite)


def refusal(task: str | None, reason: str) -> str:
    """The file where there is no decision: one case, in error."""
    name = f"ifbench.{task or 'gate'}"
    suite = _suite(name)
    _problem(_case(suite, name, "comparable"), "error", reason)
    return _text(suite)


def _families(suite: Element, task: str, decision: Decision, explanation: Explanation) -> None:
    header, *rows = lines.families(decision, explanation)
    for row in rows:
        case = _case(suite, task, f"family {row[0]}")
        told_row = ", ".join(f"{name} {cell}" for name, cell in zip(header[1:], row[1:], strict=True))
        if row[0] in decision.rejected:
            _problem(case, "failure", f"{row[0]} is lower: {told_row}")
        else:
            SubElement(case, "system-out").text = told(told_row, 400)


def _items(suite: Element, task: str, decision: Decision, explanation: Explanation) -> None:
    broken: dict[object, list[Broken]] = {}
    for one in explanation.broken:
        broken.setdefault(one.key, []).append(one)
    for item in decision.look.pairing.items:
        case = _case(suite, task, f"item {item.key}")
        why = "\n".join(line for one in broken.get(item.key, ()) for line in _why(one))
        before, after, answers = item.prompt_level()
        if after < before and decision.outcome is Outcome.FAILED:
            _problem(case, "failure", f"item {item.key} {_passes(before, after, answers)}", why)
        elif why:
            reason = "the gate is not red" if after < before else "the item is not lost"
            SubElement(case, "system-out").text = f"{_passes(before, after, answers)}; {reason}\n{why}"


def _passes(before: int, after: int, answers: int) -> str:
    """How an item fares of which an answer broke."""
    if answers == 1:
        return "passed in the baseline and fails now"
    return f"passes in {after} of {answers} answers now and in {before} in the baseline"


def _why(one: Broken) -> Iterator[str]:
    cause = f" ({one.cause})" if one.cause else ""
    for constraint in one.constraints:
        yield f"{told(one.place)}{cause}, {told(constraint.id)}: {told(lines.because(constraint), 300)}"


def _suite(name: str) -> Element:
    return Element("testsuite", name=told(name))


def _case(suite: Element, task: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=told(task), name=told(name))


def _problem(case: Element, kind: Literal["failure", "error"], message: str, detail: str = "") -> None:
    SubElement(case, kind, message=told(message, 1000)).text = detail


def _text(suite: Element) -> str:
    counts = {
        "tests": str(len(suite.findall("testcase"))),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": str(len(suite.findall("testcase/error"))),
    }
    for name, count in counts.items():
        suite.set(name, count)
    suites = Element("testsuites", {"name": "ifbench", **counts})
    suites.append(suite)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"
