"""A series of checkpoints on a terminal and as one HTML file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ifbench.gate.decision import p_cell
from ifbench.gate.exploring import partly, unverified
from ifbench.gate.outputs.lines import figure
from ifbench.gate.outputs.lines import points as as_points
from ifbench.gate.outputs.terminal import told
from ifbench.gate.series import Series, sentence
from ifbench.paired import Paired
from ifbench.stats import Estimate
from ifbench.tables import TITLES, columns, count_cells, count_columns, titled
from ifbench.text import interval, percent

WIDTH = 40
CHART = (600, 220)
SMALL = (280, 120)
MARGIN = 34


def render(series: Series) -> str:
    """The headline drawn over the steps with its intervals, then the families."""
    first = series.first
    shares = [point.headline for point in series.points]
    low, high = _range(shares)
    scale = f"{100 * low:.0f} %".ljust(WIDTH - 6) + f"{100 * high:.0f} %".rjust(6)
    rows = [["step", TITLES[first.metric], "95 % interval", "drop", "p", scale]]
    for point in series.points:
        drop, p = (_drop(point.against), p_cell(point.against.p)) if point.against else ("", "")
        mark = " <- first significant drop" if point is series.first_drop else ""
        rows.append(
            [str(point.step), percent(point.headline.value), interval(point.headline.ci95), drop,
             p, _bar(point.headline, low, high) + mark]
        )  # fmt: skip
    width = max(len(row[-1]) for row in rows)
    title = f"{first.task} v{first.version} · {first.conditions.semantics} · {first.metric} over {len(rows) - 1} steps"
    drawn = columns([[*row[:-1], row[-1].ljust(width)] for row in rows])
    lines = [told(title), *drawn, "", *_families(series), "", *_counts(series)]
    lines += [f"  allowed to differ: {told(str(one), 400)}" for one in series.mismatches]
    lines += [f"  {line}" for line in partly(series.mismatches)]
    lines += [f"  {told(line, 400)}" for line in _unverified(series)]
    return "\n".join([*lines, f"  null floor: {told(series.floor, 400)}", f"  {sentence(series)}"]) + "\n"


def _unverified(series: Series) -> list[str]:
    return unverified((f"step {point.step}", point.result.model) for point in series.points)


def _counts(series: Series) -> list[str]:
    """What was cut off, is empty or opens as a refusal, where anything does."""
    counts = [point.result.counts for point in series.points]
    names = count_columns(counts, always=())
    rows = zip(map(titled, names), *(count_cells(one, names) for one in counts), strict=True)
    return [*columns([("answers", *_steps(series)), *rows]), ""] if names else []


def _steps(series: Series) -> list[str]:
    return [f"step {point.step}" for point in series.points]


def _drop(found: Paired) -> str:
    return f"{as_points(found.drop)} ({interval(found.ci95)})"


def _range(shares: Sequence[Estimate]) -> tuple[float, float]:
    """The drawn part of the scale: all intervals, to the next five points."""
    bounds = [bound for share in shares for bound in share.ci95 or (0.0, 1.0)]
    low, high = int(min(bounds) * 20) / 20, -int(-max(bounds) * 20 // 1) / 20
    return low, min(1.0, max(high, low + 0.05))


def _bar(share: Estimate, low: float, high: float) -> str:
    """The interval as |---o---| on the scale."""
    start, end = share.ci95 or (low, high)
    at = [round((value - low) / (high - low) * (WIDTH - 1)) for value in (start, share.value or 0.0, end)]
    left, middle, right = (min(max(value, 0), WIDTH - 1) for value in at)
    cells = [" "] * WIDTH
    cells[left : right + 1] = "-" * (right + 1 - left)
    cells[left] = cells[right] = "|"
    cells[middle] = "o"
    return "".join(cells)


def _families(series: Series) -> list[str]:
    names = sorted({name for point in series.points for name in point.families})
    none = Estimate(None, None)
    rows = [[told(name, 60), *(figure(p.families.get(name, none)) for p in series.points)] for name in names]
    return columns([["families", *_steps(series)], *rows])


def html(series: Series) -> str:
    """One file: charts, and the figures as a table; no script, nothing from the network."""
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    names = sorted({name for point in series.points for name in point.families})
    steps = [point.step for point in series.points]
    families = {name: [p.families.get(name, Estimate(None, None)) for p in series.points] for name in names}
    counts = count_columns([point.result.counts for point in series.points], always=("truncated", "empty"))
    return environment.get_template("trend.html.j2").render(
        series=series,
        sentence=sentence(series),
        notes=[*partly(series.mismatches), *_unverified(series)],
        counts=counts,
        titles=[*map(titled, counts)],
        count_cells=count_cells,
        metric=TITLES[series.first.metric],
        headline=chart(steps, [point.headline for point in series.points], CHART, _marked(series)),
        small={name: chart(steps, shares, SMALL) for name, shares in families.items()},
        families=families,
        figure=figure,
        percent=percent,
        interval=interval,
        points=as_points,
        told=told,
        p_cell=p_cell,
    )


def _marked(series: Series) -> int | None:
    return series.points.index(series.first_drop) if series.first_drop else None


def chart(
    steps: Sequence[int], shares: Sequence[Estimate], size: tuple[int, int], marked: int | None = None
) -> dict[str, Any]:
    """Where a chart's marks stand, in pixels, rounded so that equal series are equal bytes."""
    width, height = size
    known = [(step, share) for step, share in zip(steps, shares, strict=True) if share.value is not None]
    low, high = _range([share for _, share in known])
    span = max(1, max(steps) - min(steps))

    def x(step: int) -> float:
        return round(MARGIN + (step - min(steps)) / span * (width - 2 * MARGIN), 1)

    def y(share: float) -> float:
        return round(height - MARGIN - (share - low) / (high - low) * (height - 2 * MARGIN), 1)

    drawn = [
        {"x": x(step), "y": y(share.value or 0.0), "low": y(share.ci95[0]), "high": y(share.ci95[1])}
        for step, share in known
        if share.ci95
    ]
    return {
        "width": width,
        "height": height,
        "marks": drawn,
        "line": " ".join(f"{mark['x']},{mark['y']}" for mark in drawn),
        "grid": [{"y": y(share), "label": percent(share)} for share in (low, (low + high) / 2, high)],
        "ticks": [{"x": x(step), "label": step} for step in (min(steps), max(steps))],
        "marked": None if marked is None else x(steps[marked]),
    }
