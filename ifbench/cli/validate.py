"""`ifbench validate`."""

from pathlib import Path

import click

from ifbench.cli import _options as options
from ifbench.errors import Exit
from ifbench.text import shown


@click.command()
@click.argument("task", shell_complete=options.complete_tasks)
@options.data
@click.option("--semantics", type=click.Choice(["official", "corrected"]), help="Default: the task's own.")
def validate(task: str, data: Path | None, semantics: str | None) -> Exit:
    """Check a TASK, by name or folder: every row, every argument, every witness."""
    from ifbench.tasks import load_task
    from ifbench.validation import problems, witnessed

    loaded = load_task(task, data)
    found = problems(loaded, semantics or loaded.passport.semantics)
    for problem in found:
        click.echo(shown(problem), err=True)
    click.echo(
        f"{loaded.id} v{loaded.passport.version}: {len(loaded.items)} items, "
        f"{witnessed(loaded)} witnesses, {len(found)} problems, rows sha256 {loaded.digest}"
    )
    return Exit.USAGE if found else Exit.GOOD
