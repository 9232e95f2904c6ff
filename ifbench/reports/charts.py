"""Where the marks of a chart stand: shares with their intervals, side by side for several models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ifbench.reports.data import Bin, Group, Row

WIDTH, HEIGHT = 460, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 46
MOST_SERIES = 6
SHAPES = ("circle", "square", "diamond", "triangle", "cross", "ring")


@dataclass(frozen=True, slots=True)
class Mark:
    """A share and its interval, in pixels."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Series:
    """One model's marks; `number` chooses their colour and shape."""

    label: str
    number: int
    marks: tuple[Mark, ...]

    @property
    def points(self) -> str:
        """The line through the marks."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)

    @property
    def path(self) -> str:
        """The marks' outlines, of a shape of their own, so that colour is not all that tells series apart."""
        return " ".join(outline(self.number, mark.x, mark.y) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its title, its series, and the labels of the axes with their places."""

    title: str
    series: tuple[Series, ...]
    ticks: tuple[tuple[float, str], ...]
    grid: tuple[tuple[float, str], ...]
    names: tuple[str, ...]


def charts(group: Group) -> list[Chart]:
    """The curves of a group's best models, a chart for each kind."""
    titles = dict.fromkeys(title for row in group.rows for title in row.curves)
    return [_chart(title, group.rows) for title in titles]


def _chart(title: str, rows: Sequence[Row]) -> Chart:
    drawn = [row for row in rows if title in row.curves][:MOST_SERIES]
    names = in_order([row.curves[title] for row in drawn])
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(names))
    middles = {name: LEFT + slot * (at + 0.5) for at, name in enumerate(names)}
    step = min(11.0, 0.7 * slot / max(1, len(drawn)))
    series = tuple(
        Series(row.label, at, _marks(row.curves[title], middles, (at - (len(drawn) - 1) / 2) * step))
        for at, row in enumerate(drawn)
    )
    grid = tuple((_y(share), f"{100 * share:.0f}") for share in (0, 0.25, 0.5, 0.75, 1))
    return Chart(title, series, tuple((round(x, 1), name) for name, x in middles.items()), grid, names)


def in_order(curves: Sequence[Sequence[Bin]]) -> tuple[str, ...]:
    """The names of all bins: by their leading numbers."""
    names = {found.name for curve in curves for found in curve}
    return tuple(sorted(names, key=lambda name: int(name.rstrip("+").partition("–")[0])))


def _marks(curve: Sequence[Bin], middles: Mapping[str, float], shift: float) -> tuple[Mark, ...]:
    return tuple(
        Mark(round(middles[one.name] + shift, 1), _y(one.passed.value or 0), _y(low), _y(high))
        for one in curve
        for low, high in [one.passed.ci95 or (0.0, 1.0)]
    )


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def outline(number: int, x: float, y: float, r: float = 4) -> str:
    """The outline of a series' mark."""
    circle = f"M{x - r},{y}a{r},{r} 0 1 0 {2 * r},0a{r},{r} 0 1 0 {-2 * r},0z"
    return {
        "circle": circle,
        "square": f"M{x - r},{y - r}h{2 * r}v{2 * r}h{-2 * r}z",
        "diamond": f"M{x},{y - r - 1}l{r + 1},{r + 1}l{-r - 1},{r + 1}l{-r - 1},{-r - 1}z",
        "triangle": f"M{x},{y - r}l{r},{2 * r}h{-2 * r}z",
        "cross": f"M{x - r},{y - r}l{2 * r},{2 * r}m0,{-2 * r}l{-2 * r},{2 * r}",
        "ring": circle,
    }[SHAPES[number % len(SHAPES)]]
