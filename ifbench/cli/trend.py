"""`ifbench trend`."""

from pathlib import Path

import click

from checkers import Semantics
from ifbench.cli import _gate as gate
from ifbench.cli import _options as options
from ifbench.files import write_atomically
from ifbench.gate import Policy, exploring, series
from ifbench.gate.outputs import trend as output


@click.command()
@click.argument("runs", type=options.FILE, nargs=-1, required=True)
@gate.series_options
@click.option("--alpha", type=float, default=Policy.alpha, show_default=True, help="Divided by the number of looks.")
@click.option("--min-drop", type=float, default=Policy.min_drop, show_default=True, metavar="POINTS",
              help="A smaller drop is not marked.")  # fmt: skip
@click.option("--html", type=options.FILE, metavar="FILE", help="Draw it as one HTML file.")
@options.as_json
def trend(
    runs: tuple[Path, ...], task: str | None, semantics: Semantics | None, allow_mismatch: tuple[str, ...],
    alpha: float, min_drop: float, html: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Draw RUNS of one task over their steps and mark the first significant drop; gates nothing.

    Steps are told from names such as checkpoint-500; where they are not, the order given counts.
    """
    one, *_ = exploring.common_tasks(runs, task)
    found = series.trend(exploring.load(runs, one, semantics, partial=False), alpha, min_drop, allow_mismatch)
    if html:
        write_atomically(html, output.html(found))
    if as_json:
        options.print_json({"schema": 1, **series.as_object(found)})
    else:
        click.echo(output.render(found), nl=False)
