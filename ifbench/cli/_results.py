"""Printing results, and the exit code that they call for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from ifbench.cli._options import print_json
from ifbench.differences import differences
from ifbench.errors import Exit
from ifbench.matching import Unmatched
from ifbench.records import VerdictRow
from ifbench.scoring import Scores
from ifbench.tables import differences as differences_table
from ifbench.tables import summary
from ifbench.text import beside, one_line

SCHEMA = 1
ROUNDING = 1e-9
"""In points: 100 * (57 / 100) is a little less than 57."""


def as_object(scores: Sequence[Scores], rows: Sequence[VerdictRow]) -> dict[str, Any]:
    """The object that `--json` prints: one result flat, several in a list; with both semantics, what differs."""
    results = [one.to_dict() for one in scores]
    if len(results) == 1:
        return {"schema": SCHEMA, **results[0]}
    found: dict[str, Any] = {"schema": SCHEMA, "results": results}
    if _both(scores):
        found["differences"] = [asdict(one) for one in differences(rows)]
    return found


def report(
    scores: Sequence[Scores], rows: Sequence[VerdictRow], as_json: bool, gate: dict[str, Any] | None = None
) -> None:
    """Print results on stdout; with `--json`, what a gate said of them in the same object."""
    if as_json:
        print_json(as_object(scores, rows) | ({"gate": gate} if gate else {}))
        return
    click.echo(summary(one.to_dict() for one in scores), nl=False)
    if _both(scores):
        click.echo(differences_table([asdict(one) for one in differences(rows)]), nl=False)


def _both(scores: Sequence[Scores]) -> bool:
    return len({one.semantics for one in scores}) == 2


def left_out(unmatched: Unmatched, task: str) -> str:
    """What to say of given answers that nothing asked for."""
    first = f"the first, on line {unmatched.line}: {one_line(unmatched.prompt)}"
    return f"left out, not being asked for by {task}: {unmatched.number} of the answers; {first}{unmatched.hint}"


def gate(scores: Sequence[Scores], fail_under: float | None) -> Exit:
    """FAILED if a headline is lower than `fail_under` percent; said on stderr."""
    if low := too_low(scores, fail_under):
        click.echo(f"ifbench: {low}", err=True)
    return Exit.FAILED if low else Exit.GOOD


def too_low(scores: Sequence[Scores], fail_under: float | None) -> str:
    """The first headline that is lower than `fail_under` percent, in words; "" if none is."""
    return first_under(((one.task, one.headline, one.metrics[one.headline].value) for one in scores), fail_under)


def first_under(headlines: Iterable[tuple[str, str, float | None]], fail_under: float | None) -> str:
    """The same of headlines as (task, metric, share)."""
    for task, metric, value in headlines:
        if fail_under is not None and (value is None or 100 * value < fail_under - ROUNDING):
            got = "no answer" if value is None else f"{beside(100 * value, fail_under)} %"
            return f"{task} {metric} is {got}, under --fail-under {fail_under:g}"
    return ""
