"""A report in Markdown and on a terminal: the same tables, drawn twice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checkers import RELAXATIONS
from ifbench.gate.decision import p_cell
from ifbench.gate.outputs.lines import figure
from ifbench.gate.outputs.markdown import escaped
from ifbench.metrics import METRICS
from ifbench.reports.charts import in_order
from ifbench.reports.data import Bin, Disagreement, Group, Report, Row
from ifbench.reports.folds import ANEW
from ifbench.stats import Estimate
from ifbench.tables import TITLES, columns, count_cells, count_columns, titled
from ifbench.text import count_of, interval, one_line, percent

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; the first row is the header."""

    title: str
    cells: Cells


def markdown(report: Report) -> str:
    """The report in Markdown."""
    parts = [f"# {escaped(report.title, 400)}", *(f"> {escaped(note, 1000)}" for note in report.notes)]
    for group in report.groups:
        parts += [f"## {escaped(group.title)}", escaped(_about(group), 400)]
        parts += [_markdown(table) for table in (scores(group), *facts(group))]
    if report.disagreements is not None:
        parts += ["## Official against corrected", _told(report.disagreements, _markdown)]
    return "\n\n".join(parts) + "\n"


def terminal(report: Report) -> str:
    """What the report says beyond the summary of each result: for a terminal."""
    parts = ["\n".join([*_made(group), *map(_plain, facts(group))]) for group in report.groups]
    if report.disagreements is not None:
        parts.append(_told(report.disagreements, _plain))
    return "\n\n".join(parts) + "\n"


def _made(group: Group) -> Iterator[str]:
    """How far each result is over the null floor, and how it was made."""
    for row in group.rows:
        yield f"{one_line(group.title)}: {one_line(row.label)}, {lifted(row.lift)} points over the null floor"
        told = {**row.settings, "finished": row.date}
        yield "  " + " · ".join(f"{name} {one_line(value, 60) or '-'}" for name, value in told.items())


def _markdown(table: Table) -> str:
    header, *body = [f"| {' | '.join(escaped(cell, 400) for cell in row)} |" for row in table.cells]
    rule = "|---" + "|--:" * (len(table.cells[0]) - 1) + "|"
    return "\n".join([f"### {escaped(table.title)}\n", header, rule, *body])


def _plain(table: Table) -> str:
    header, *body = table.cells
    return "\n".join(columns([[one_line(cell, 60) for cell in row] for row in ([table.title, *header[1:]], *body)]))


def _about(group: Group) -> str:
    apart = "" if group.pinned is not False else "; rows differ from the published ones"
    items = count_of(group.items, "item")
    return f"{items}; null floor {floors(group)}; rows {group.digest[:8]}; checkers {group.checkers[:8]}{apart}"


def floors(group: Group) -> str:
    """The null floor of each metric."""
    return ", ".join(f"{percent(floor)} ({TITLES[name]})" for name, floor in group.floors.items()) or "-"


def scores(group: Group) -> Table:
    """The leaderboard."""
    titles = [TITLES[name] + (" *" if name == group.headline else "") for name in METRICS]
    counts = count_columns([row.counts for row in group.rows])
    header = ["rank", "model", *titles, "over floor", "answers", "constraints", *map(titled, counts), "reasoning",
              "temperature", "max tokens", "date"]  # fmt: skip
    return Table("Scores: * is the headline", [header, *(_score(group, row, counts) for row in group.rows)])


def _score(group: Group, row: Row, counts: Sequence[str]) -> list[str]:
    ties = f" (ties with {', '.join(group.labels[key] for key in row.ties)})" if row.ties else ""
    marks = [
        text
        for text, holds in (
            ("weights: unverified", row.weights == "unverified"),
            ("baseline", row.baseline),
            ("incomplete", not row.complete),
        )
        if holds
    ]
    asked = [row.settings[name] or "-" for name in ("reasoning", "temperature", "max tokens")]
    name = row.label + (f" [{', '.join(marks)}]" if marks else "")
    shares = [figure(row.metrics[name]) + _answered(row, name) for name in METRICS]
    numbers = [str(row.n), str(row.constraints), *count_cells(row.counts, counts)]
    return [f"{row.rank}{ties}", name, *shares, lifted(row.lift), *numbers, *asked, row.date[:10] or "-"]


def _answered(row: Row, name: str) -> str:
    """The figure over the answers that came, where some did not."""
    return "" if row.answered.n == row.n else f"; of {row.answered.n} answered {figure(row.answered.metrics[name])}"


def lifted(share: Estimate) -> str:
    """A difference in points, with its interval."""
    return "-" if share.value is None else f"{100 * share.value:+z.1f} ({interval(share.ci95)})"


def facts(group: Group) -> Iterator[Table]:
    """The other tables of a group: differences, constraints, curves, relaxations."""
    labels = group.labels
    if group.contests:
        header = ["differences", "points", "p, Holm", "at 5 %"]
        rows = [
            [f"{labels[c.first]} less {labels[c.second]}", lifted(c.difference), p_cell(c.p_holm),
             "different" if c.significant else "tie"]
            for c in group.contests
        ]  # fmt: skip
        yield Table("Differences, paired exact tests", [header, *rows])
    if group.ids:
        yield Table("Constraints, strict and loose", _constraints(group))
    for title in dict.fromkeys(title for row in group.rows for title in row.curves):
        yield Table(f"prompt level, {group.mode}, by {title}", _curve(title, group.rows))
    told = [row for row in group.rows if not row.baseline]
    if told:
        yield Table("strict failures that a relaxation rescued", _relaxations(told))


def _constraints(group: Group) -> Cells:
    rows = [row for row in group.rows if row.by_constraint]
    return [["constraint", *(row.label for row in rows)]] + [
        [id, *(_line(row, id) for row in rows)] for id in group.ids
    ]


def _line(row: Row, id: str) -> str:
    line = row.by_constraint.get(id)
    return "-" if line is None else f"{figure(line.strict)}; {figure(line.loose)}; n {line.n}"


def _curve(title: str, rows: Sequence[Row]) -> Cells:
    drawn = [row for row in rows if title in row.curves]
    names = in_order([row.curves[title] for row in drawn])
    return [["", *(row.label for row in drawn)]] + [
        [name, *(_bin(row.curves[title], name) for row in drawn)] for name in names
    ]


def _bin(curve: Sequence[Bin], name: str) -> str:
    return next((f"{figure(one.passed)}, n {one.n}" for one in curve if one.name == name), "-")


def _relaxations(rows: Sequence[Row]) -> Cells:
    names = [name for name in (*RELAXATIONS, ANEW) if any(name in row.rescued for row in rows)]
    shares = ["rescued, of strict failures", *(figure(row.rescue) for row in rows)]
    counts = [[name, *(str(row.rescued.get(name, 0)) for row in rows)] for name in names]
    return [["", *(row.label for row in rows)], shares, *counts]


def _told(found: Sequence[Disagreement], draw: Callable[[Table], str]) -> str:
    if not found:
        return "Official and corrected agree on every verdict."
    header = ["model", "task", "constraint", "official only", "corrected only", "items"]
    rows = [
        [one.label, one.task, one.id, str(one.official_only), str(one.corrected_only), ", ".join(one.items)]
        for one in found
    ]
    return draw(Table("Verdicts that differ, strictly or else loosely", [header, *rows]))
