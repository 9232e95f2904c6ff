"""`ifbench leaderboard`."""

from pathlib import Path

import click

from ifbench.cli import _options as options
from ifbench.cli.report import DATA, SAMPLES, TITLE, told


@click.command()
@click.argument("folders", metavar="DIR...", type=options.FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=options.FILE, default=Path("leaderboard.html"), show_default=True, metavar="FILE",
              help="Its ending tells the format: .html, .md, .csv, .json, or .xml (JUnit).")  # fmt: skip
@TITLE
@SAMPLES
@DATA
def leaderboard(folders: tuple[Path, ...], output: Path, title: str | None, samples: bool, data: Path | None) -> None:
    """Rank all runs and baselines under DIR, as far as they may be ranked together, in one file."""
    from ifbench.reports import write
    from ifbench.reports.loading import search

    entries, left_out = search(folders)
    named = title or "Instruction following that code can verify"
    told(write(output, named, entries, left_out, leaderboard=True, samples=samples, data=data).notes)
