"""`ifbench show`."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ifbench import tables
from ifbench.cli import _options as options
from ifbench.differences import differences
from ifbench.errors import IncompleteError, UsageError
from ifbench.metrics import by
from ifbench.protocols import Place, name_of
from ifbench.records import Response, VerdictRow
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
    tasks: list[str] = [*directory.read_run()["tasks"]]
    if differing and (failed or id is not None):
        raise UsageError("--differences goes without --failed and --id")
    if differing:
        _show_differences(directory, tasks, as_json)
    elif failed or id is not None:
        _show_answers(directory, tasks, failed, id, as_json)
    else:
        _show_scores(directory, as_json)


def _show_scores(directory: RunDirectory, as_json: bool) -> None:
    from ifbench.reports.loading import summaries

    results = [found.to_dict() for found in summaries(directory)]
    more = _more(directory.path)
    if as_json:
        options.print_json({"schema": 1, "results": results})
    else:
        click.echo(tables.summary(results) + more, nl=False)


def _show_answers(directory: RunDirectory, tasks: Iterable[str], failed: bool, id: str | None, as_json: bool) -> None:
    asked = [one for task in tasks for one in _answers(directory, task, id)]
    if not asked:
        raise UsageError(f"{directory.path} holds no item and no constraint {id!r}")
    found = [*_broken(asked)] if failed else asked
    if as_json:
        options.print_json({"schema": 1, "answers": [_plain(*one) for one in found]})
    elif found:
        click.echo("\n".join(line for one in found for line in _lines(*one, id)))
    else:
        click.echo("every answer follows all its constraints")


def _show_differences(directory: RunDirectory, tasks: Iterable[str], as_json: bool) -> None:
    rows = [row for task in tasks for row in directory.verdicts(task)]
    if len({row.semantics for row in rows}) < 2:
        raise UsageError(f"{directory.path} is judged in one semantics: first `ifbench score RUN --semantics both`")
    found = [asdict(one) for one in differences(rows)]
    if as_json:
        options.print_json({"schema": 1, "differences": found})
    else:
        click.echo(tables.differences(found, most=len(rows)), nl=False)


def _more(run: Path) -> str:
    """The other facts of a report on the run; "" where there is none, as of half a run, which is told on stderr.

    Raises UsageError for a run of which nothing is to be shown, such as one whose verdicts contradict its summary.
    """
    from ifbench.reports.building import build
    from ifbench.reports.loading import load
    from ifbench.reports.text import terminal

    try:
        return f"\n{terminal(build('', load(run)))}"
    except IncompleteError as error:
        click.echo(f"ifbench: {error}", err=True)
        return ""


Answer = tuple[Place, list[VerdictRow], Response | None]


def _answers(directory: RunDirectory, task: str, id: str | None) -> Iterator[Answer]:
    """The answers to an item, or what a constraint says of each. Raises IncompleteError where none was judged."""
    responses, verdicts = directory.responses(task), directory.verdicts(task)
    if not verdicts:
        raise directory.not_judged(f"holds no verdicts on {task}")
    asked = (row for row in verdicts if id is None or id in (row.id, str(row.item)))
    for place, rows in by(asked, lambda row: row.place).items():
        yield place, rows, responses.get(place)


def _broken(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Answers that break a constraint, with those alone."""
    for place, rows, response in answers:
        if broken := [row for row in rows if not row.strict]:
            yield place, broken, response


def _plain(place: Place, rows: list[VerdictRow], response: Response | None) -> dict[str, Any]:
    """An answer for `--json`."""
    texts = ("prompt", "answer", "error", "finish_reason")
    verdicts = ("position", "id", "semantics", "strict", "loose", "relaxation", "why", "fault", "spans")
    return {
        **place._asdict(),
        **{name: getattr(response, name, None) for name in texts},
        "verdicts": [{name: getattr(row, name) for name in verdicts} for row in rows],
    }


def _lines(place: Place, rows: list[VerdictRow], response: Response | None, id: str | None) -> Iterator[str]:
    yield one_line(f"{place.task} {name_of(*place[1:])}", 200)
    if response:
        yield from _texts(response, whole=id == str(place.item))
    for row in rows:
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
