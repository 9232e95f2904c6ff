"""`ifbench show`."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ifbench import tables
from ifbench.cli import _options as options
from ifbench.errors import IncompleteError, UsageError
from ifbench.metrics import by
from ifbench.protocols import Place
from ifbench.records import Response, VerdictRow
from ifbench.scoring import differences
from ifbench.store import RunDirectory
from ifbench.text import one_line, shown


@click.command()
@click.argument("run", type=options.FILE)
@click.option("--failed", is_flag=True, help="The answers that break a constraint, strictly.")
@click.option("--differences", "differing", is_flag=True, help="Where official and corrected differ, and why each.")
@click.option("--id", "id", help="One item, by key, with its answer; or the answers judged by a constraint id.")
@options.as_json
def show(run: Path, failed: bool, differing: bool, id: str | None, as_json: bool) -> None:
    """Show a RUN: its scores; with --failed what broke and why; with --id one item or constraint."""
    directory = RunDirectory(run)
    record = directory.read_run()
    if differing:
        _show_differences(directory, record["tasks"], as_json)
        return
    results = directory.read_summary()
    if as_json:
        options.print_json({"schema": 1, "results": results})
        return
    if not failed and id is None:
        click.echo(tables.summary(results), nl=False)
        _more(run, len(results))
        return
    lines = [line for task in record["tasks"] for line in _answers(directory, task, failed, id)]
    if id is not None and not failed and not lines:
        raise UsageError(f"{run} holds no item and no constraint {id!r}")
    click.echo("\n".join(lines) if lines else "every answer follows all its constraints")


def _show_differences(directory: RunDirectory, tasks: Iterable[str], as_json: bool) -> None:
    rows = [row for task in tasks for row in directory.verdicts(task)]
    if len({row.semantics for row in rows}) < 2:
        raise UsageError(f"{directory.path} is judged in one semantics: first `ifbench score RUN --semantics both`")
    found = [asdict(one) for one in differences(rows)]
    if as_json:
        options.print_json({"schema": 1, "differences": found})
    else:
        click.echo(tables.differences(found, most=len(rows)), nl=False)


def _more(run: Path, results: int) -> None:
    """The other facts of a report on the run; told on stderr where there is none, as of half a run."""
    from ifbench.reports.building import build
    from ifbench.reports.loading import load
    from ifbench.reports.text import terminal

    try:
        found = terminal(build("", load(run))) if results else ""
    except IncompleteError as error:
        click.echo(f"ifbench: {error}", err=True)
    else:
        click.echo(f"\n{found}" if found else "", nl=False)


def _answers(directory: RunDirectory, task: str, failed: bool, id: str | None) -> Iterator[str]:
    responses = directory.responses(task)
    for place, rows in by(directory.verdicts(task), lambda row: row.place).items():
        chosen = [row for row in rows if id is None or id in (row.id, str(row.item))]
        if chosen and not (failed and all(row.strict for row in chosen)):
            yield from _answer(place, chosen, responses.get(place), whole=id == str(place.item), failed=failed)


def _answer(
    place: Place, rows: list[VerdictRow], response: Response | None, whole: bool, failed: bool
) -> Iterator[str]:
    name = f"{place.task} {place.item}" + (f" sample {place.sample}" if place.sample else "")
    yield shown(name + (f" turn {place.turn}" if place.turn else ""))
    if response:
        yield from _texts(response, whole)
    for row in rows:
        if not (failed and row.strict):
            yield f"  {_mark(row)} {row.id} ({row.semantics}): {shown(row.why)}"
    yield ""


def _texts(response: Response, whole: bool) -> Iterator[str]:
    answer: Any = response.error or response.answer or ""
    if whole:
        yield f"  prompt: {shown(response.prompt)}\n  answer ({response.finish_reason}): {shown(answer)}"
    else:
        yield f"  answer: {one_line(answer)}"


def _mark(row: VerdictRow) -> str:
    if row.strict:
        return "followed"
    return f"loose only ({row.relaxation})" if row.loose else "not followed"
