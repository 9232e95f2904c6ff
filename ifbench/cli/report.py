"""`ifbench report`."""

from pathlib import Path

import click

from ifbench.cli import _options as options

SAMPLES = click.option(
    "--samples/--no-samples", default=True, show_default=True, help="Put prompts and answers into the page."
)
DATA = click.option("--data", type=options.FILE, metavar="FILE", help="The task's rows, where a run's own file moved.")
TITLE = click.option("--title", help="Of the report.")


@click.command()
@click.argument("runs", type=options.FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=options.FILE, required=True, metavar="FILE",
              help="Its ending tells the format: .html, .md, .csv, .json, or .xml (JUnit).")  # fmt: skip
@TITLE
@SAMPLES
@DATA
def report(runs: tuple[Path, ...], output: Path, title: str | None, samples: bool, data: Path | None) -> None:
    """Report on RUNS (directories, or files of baselines) in one file; an HTML page opens from anywhere."""
    from ifbench.reports import write
    from ifbench.reports.loading import load_all

    entries = load_all(runs)
    named = title or ", ".join(dict.fromkeys(entry.result.model.name for entry in entries))
    told(write(output, named, entries, samples=samples, data=data).notes)


def told(notes: tuple[str, ...]) -> None:
    """Notes on stderr."""
    from ifbench.text import shown

    for note in notes:
        click.echo(f"ifbench: {shown(note)}", err=True)
