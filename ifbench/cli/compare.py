"""`ifbench compare`."""

from pathlib import Path

import click

from checkers import Semantics
from ifbench.cli import _gate as gate
from ifbench.cli import _options as options
from ifbench.errors import Exit, UsageError
from ifbench.gate import exploring
from ifbench.gate.outputs import exploring as output
from ifbench.text import count_of


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
    tables, objects, missing = [], [], 0
    for one in exploring.common_tasks(runs, task):
        first, *others = exploring.load(runs, one, semantics, partial=True)
        found = exploring.explore(first, others, allow_mismatch)
        tables.append(output.render(first, found))
        objects.append(exploring.as_object(first, found))
        missing += sum(result.missing for result in (first, *others))
    if as_json:
        options.print_json({"schema": 1, "tasks": objects})
    else:
        click.echo("\n".join(tables), nl=False)
    if missing:
        lacks = count_of(missing, "answer is missing and counts", "answers are missing and count")
        click.echo(f"ifbench: {lacks} as failed", err=True)
    return Exit.INCOMPLETE if missing else Exit.GOOD
