"""`ifbench regress`."""

from pathlib import Path

import click

from ifbench.cli import _gate as gate
from ifbench.cli import _options as options
from ifbench.errors import Exit


@click.command()
@click.argument("run", type=options.FILE)
@click.option("--baseline", required=True, type=options.FILE, metavar="FILE", help="What `ifbench bless` wrote.")
@click.option("--confirm", type=options.FILE, metavar="RUN",
              help="A second run with fresh seeds, declared in advance; a drop must be in both.")  # fmt: skip
@gate.gate_options
@options.as_json
def regress(run: Path, baseline: Path, confirm: Path | None, choices: gate.Choices, as_json: bool) -> Exit:
    """Hold a RUN against a baseline: exit 1 if it is worse, 0 if not.

    Exit 3 for half a run, 4 where the two are not comparable, 5 where the data cannot tell.
    """
    gated = gate.run_gate(baseline, run, choices, confirm)
    if as_json:
        options.print_json(gated.object)
    else:
        click.echo(gated.text, nl=False)
    return gated.exit()
