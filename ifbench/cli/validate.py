"""`ifbench validate`."""

from pathlib import Path

import click

from checkers import Semantics
from ifbench.cli import _options as options
from ifbench.errors import Exit
from ifbench.text import count_of, shown


@click.command()
@click.argument("task", shell_complete=options.complete_tasks)
@options.data
@click.option("--semantics", type=click.Choice(["official", "corrected"]), help="Default: the task's own.")
def validate(task: str, data: Path | None, semantics: Semantics | None) -> Exit:
    """Check a TASK, by name or folder: every row, every argument, every witness, and contradictions in an item.

    A published task stays as it is published: its contradictions are told, and are no problem. Fields of rows that are
    not read are told too, since one may be misspelt.
    """
    from ifbench.tasks import load_task
    from ifbench.validation import contradicted, problems, unread, witnessed

    loaded = load_task(task, data)
    found = problems(loaded, semantics or loaded.passport.semantics)
    contradictory = contradicted(loaded)
    for problem in [*found, *contradictory]:
        click.echo(shown(problem), err=True)
    for name, where in unread(loaded).items():
        click.echo(f"{where}: the field {shown(repr(name))} is not read, here or in later rows", err=True)
    click.echo(
        f"{loaded.id} v{loaded.passport.version}: {count_of(len(loaded.items), 'item')}, "
        f"{count_of(witnessed(loaded), 'witness', 'witnesses')}, {count_of(len(found), 'problem')}, "
        f"{count_of(len(contradictory), 'contradiction')}, rows sha256 {loaded.digest}"
    )
    broken = found or (contradictory and loaded.passport.source.hub is None)
    return Exit.USAGE if broken else Exit.GOOD
