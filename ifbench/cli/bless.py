"""`ifbench bless`."""

from pathlib import Path

import click

from checkers import Semantics
from ifbench.cli import _options as options
from ifbench.gate import baseline as baselines
from ifbench.gate.loading import load_run, tasks_of


@click.command()
@click.argument("run", type=options.FILE)
@click.option("--name", required=True, help="Of the baseline, such as main.")
@click.option("--task", help="Only this one of the run's tasks.")
@click.option("--semantics", type=click.Choice(["official", "corrected"]), help="Where the run was judged in both.")
@click.option("--to", type=options.FILE, default=baselines.FOLDER, show_default=True, help="The folder of baselines.")
def bless(run: Path, name: str, task: str | None, semantics: Semantics | None, to: Path) -> None:
    """Make a RUN the baseline NAME of its tasks: a small file to review and commit.

    Nothing else writes a baseline; it never moves by itself.
    """
    results = [load_run(run, one, semantics) for one in ([task] if task else tasks_of(run))]
    for result in results:
        if told := baselines.replaces(result, name, to):
            click.echo(f"ifbench: {result.task}: {told}", err=True)
        click.echo(baselines.bless(result, name, to))
