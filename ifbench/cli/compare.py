"""`ifbench compare`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from checkers import Semantics
from ifbench import failed_checks
from ifbench.cli import _gate as gate
from ifbench.cli import _options as options
from ifbench.errors import Exit, UsageError
from ifbench.gate import exploring
from ifbench.gate.outputs import exploring as output
from ifbench.gate.results import Result
from ifbench.text import count_of, shown


@click.command()
@click.argument("runs", type=options.FILE, nargs=-1, required=True)
@gate.series_options
@options.as_json
def compare(
    runs: tuple[Path, ...],
    task: str | None,
    semantics: Semantics | None,
    allow_mismatch: tuple[str, ...],
    as_json: bool,
) -> Exit:
    """Compare RUNS (directories, or files of baselines), each with the first, item by item; gates nothing."""
    if len(runs) < 2:
        raise UsageError("compare needs two runs or more")
    tables, objects = [], []
    results: list[Result] = []
    for one in exploring.common_tasks(runs, task):
        first, *others = exploring.load(runs, one, semantics, partial=True)
        found = exploring.explore(first, others, allow_mismatch)
        tables.append(output.render(first, found))
        objects.append(exploring.as_object(first, found))
        results += (first, *others)
    if as_json:
        options.print_json({"schema": 1, "tasks": objects})
    else:
        click.echo("\n".join(tables), nl=False)
    lacks = [*_lacking(results)]
    for line in lacks:
        click.echo(f"ifbench: {shown(line)}", err=True)
    return Exit.INCOMPLETE if lacks else Exit.GOOD


def _lacking(results: Sequence[Result]) -> Iterator[str]:
    """What results are incomplete for, in words."""
    if missing := sum(result.counts["missing"] for result in results):
        yield count_of(missing, "answer is missing and counts", "answers are missing and count") + " as failed"
    for result in results:
        failed = failed_checks.told(row for answer in result.all for row in answer.rows)
        if failed and result.path:
            yield f"{result.label}: {failed}; {failed_checks.remedy(result.path)}"
