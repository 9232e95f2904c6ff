"""A report as JSON, as a spreadsheet's CSV, and as JUnit XML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from json import dumps
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ifbench.gate.outcomes import Answer
from ifbench.metrics import METRICS
from ifbench.protocols import name_of
from ifbench.reports.data import Group, Report, Row
from ifbench.reports.loading import Entry
from ifbench.stats import Estimate
from ifbench.tables import COUNTED
from ifbench.text import shown

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA = 1
_FORMULA = re.compile(r"^[\s\x00]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_NOT_XML = re.compile(r"[\ufffe\uffff]")


def json(report: Report) -> str:
    """All figures of a report, without the samples."""
    found = asdict(report)
    del found["samples"]
    return dumps({"schema": SCHEMA, **found}, indent=1, allow_nan=False) + "\n"


def frame(report: Report) -> "DataFrame":
    """The leaderboard as a table: a line for each result, shares between 0 and 1, texts as `defused` gives them."""
    from pandas import DataFrame

    lines = (_line(group, row) for group in report.groups for row in group.rows)
    found = DataFrame([{k: defused(v) if isinstance(v, str) else v for k, v in line.items()} for line in lines])
    return found.astype(dict.fromkeys(COUNTED, "Int64"))  # whole also where a baseline knows no such count


def csv(report: Report) -> str:
    """The leaderboard as CSV, numbers as numbers; no text in it is a formula to a spreadsheet."""
    return frame(report).to_csv(index=False)


def defused(text: str) -> str:
    """A text that a spreadsheet shows and does not compute: with an apostrophe in front where it might be a formula."""
    safe = shown(text)
    return f"'{safe}" if _FORMULA.match(text) or _FORMULA.match(safe) else safe


def _line(group: Group, row: Row) -> dict[str, Any]:
    labels = group.labels
    return {
        "task": group.task,
        "version": group.version,
        "semantics": group.semantics,
        "headline": group.headline,
        "rank": row.rank,
        "model": row.model,
        "run": row.run,
        "ties": ", ".join(labels[key] for key in row.ties),
        "weights": row.weights,
        "baseline": row.baseline,
        "complete": row.complete,
        "size_b": row.size,
        **_shares({name: row.metrics[name] for name in METRICS}),
        **_shares({f"answered_{name}": row.answered.metrics[name] for name in METRICS}),
        "null_floor": group.floor,
        **_shares({"lift": row.lift}),
        "answers": row.n,
        "answered": row.answered.n,
        "constraints": row.constraints,
        **{name: row.counts.get(name) for name in COUNTED},
        **{name.replace(" ", "_"): value for name, value in row.settings.items()},
        "finished": row.date,
        "rows_sha256": group.digest,
        "checkers": group.checkers,
    }


def _shares(found: Mapping[str, Estimate]) -> dict[str, float | None]:
    columns: dict[str, float | None] = {}
    for name, share in found.items():
        low, high = share.ci95 or (None, None)
        columns |= {name: share.value, f"{name}_low": low, f"{name}_high": high}
    return columns


def junit(report: Report, entries: Sequence[Sequence[Entry]]) -> str:
    """JUnit XML: a suite for each result, a case for each answer, red where it does not follow all its constraints.

    Args:
        report: what to show.
        entries: of each of its groups, in the order of their rows.
    """
    suites = Element("testsuites", {"name": "ifbench"})
    for group, found in zip(report.groups, entries, strict=True):
        for row, entry in zip(group.rows, found, strict=True):
            suites.append(_suite(group, row, entry))
    _count(suites)
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(group: Group, row: Row, entry: Entry) -> Element:
    suite = Element("testsuite", {"name": _xml(f"{group.title}, {row.label}")})
    classname = _xml(f"ifbench.{group.task}.{group.semantics}.{row.label}")
    for key, answers in entry.result.answers.items():
        for where, answer in answers.items():
            case = SubElement(suite, "testcase", {"classname": classname, "name": _xml(name_of(key, *where))})
            if not answer.passed:
                _problem(case, answer)
    _count(suite)
    return suite


def _problem(case: Element, answer: Answer) -> None:
    why = list(_why(answer))
    kind = "error" if any(row.fault in ("missing", "error") for row in answer.rows) else "failure"
    SubElement(case, kind, {"message": _xml(why[0] if why else "not followed")}).text = _xml("\n".join(why))


def _why(answer: Answer) -> Iterator[str]:
    rows = zip(answer.rows, answer.followed, strict=False)
    return (f"{row.id}: {row.why}" for row, followed in rows if not followed)


def _count(element: Element) -> None:
    for name, path in (("tests", ".//testcase"), ("failures", ".//failure"), ("errors", ".//error")):
        element.set(name, str(len(element.findall(path))))


def _xml(text: str) -> str:
    """Text that XML can hold: what it cannot is written out."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", shown(text))
