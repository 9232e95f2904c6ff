"""Whether a summary is what its verdicts add up to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from math import isclose
from typing import Any

from ifbench.folds import fold
from ifbench.items import Key
from ifbench.records import VerdictRow
from ifbench.scoring import Scores

OF_VERDICTS = ("missing", "check_errors", "oversize")
"""The counts that verdicts tell; of the others a log may know more than was judged."""


def contradiction(summary: Scores, rows: Iterable[VerdictRow], order: Iterable[Key]) -> str:
    """The first figure of a summary that the verdicts contradict, in words; "" where they agree.

    Args:
        summary: what is told.
        rows: every verdict that it is of.
        order: of the items, on which no more than the last digits depend.
    """
    told, found = dict(_figures(summary)), dict(_figures(_added_up(summary, rows, [*order])))
    for name in {**found, **told}:
        one, other = told.get(name), found.get(name)
        if one is None or other is None or not isclose(one, other, abs_tol=1e-9):
            return f"{name} is {_told(one)}, and {_told(other)} by the verdicts"
    return ""


def _added_up(summary: Scores, rows: Iterable[VerdictRow], order: list[Key]) -> Scores:
    """The summary with all that verdicts tell as they tell it."""
    found = fold(rows, ())
    everything, counts = found.all(order), found.counts(0)
    return replace(
        summary, n=everything.n, metrics=everything.metrics, answered=found.answered(order),
        by_constraint=found.by_constraint(order), samples=found.samples(order) if summary.samples else {},
        counts=replace(summary.counts, **{name: getattr(counts, name) for name in OF_VERDICTS}),
    )  # fmt: skip


def _figures(scores: Scores) -> Iterator[tuple[str, float]]:
    """Every figure by what leads to it; one that is None is left out."""
    held = asdict(scores)
    for name in ("n", "metrics", "answered", "by_constraint", "counts", "samples"):
        yield from _leaves(name, held[name])


def _leaves(name: str, value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{name} {key}", inner)
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _leaves(f"{name} {at}", inner)
    elif value is not None:
        yield name, value


def _told(figure: float | None) -> str:
    return "not told" if figure is None else f"{figure:g}"
