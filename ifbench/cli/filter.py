"""`ifbench filter`."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from checkers import Semantics
from ifbench.cli import _options as options
from ifbench.errors import UsageError
from ifbench.filtering import Rule, Tally, filter_rows
from ifbench.progress import Choosing
from ifbench.reasoning import Reasoning
from ifbench.tables import columns
from ifbench.text import percent
from ifbench.workers import interrupted_by_sigterm, processes


@click.command("filter")
@click.option("--input", "source", type=options.FILE, required=True, metavar="FILE", help="The rows to choose from.")
@click.option("--output", type=options.FILE, required=True, metavar="FILE", help="Where the kept rows go.")
@click.option("--rejected", type=options.FILE, metavar="FILE", help="Where the others go, each with the reasons.")
@click.option("--constraints", type=options.FILE, metavar="FILE", help="YAML or JSON: a list of {id, args}.")
@click.option("--constraints-field", metavar="NAME", help="Each row's own; instruction_id_list reads IFEval's two.")
@click.option(
    "--text-field",
    default="response",
    show_default=True,
    metavar="NAME",
    help="The text to judge; messages.-1.content reaches inside.",
)
@click.option(
    "--at-least",
    type=options.FiniteRange(0, 1, min_open=True),
    default=1.0,
    show_default=True,
    metavar="SHARE",
    help="Keep a row that earns so much; 1 wants every constraint followed.",
)
@click.option(
    "--mode",
    type=click.Choice(["fraction", "closeness"]),
    default="fraction",
    show_default=True,
    help="What a row earns: the share of constraints followed, or their mean closeness.",
)
@options.one_semantics
@options.reasoning_by("strip")
@click.option("--jobs", type=click.IntRange(1), help="Processes. Default: one for each processor.")
@options.as_json
def filter_(
    source: Path, output: Path, rejected: Path | None, constraints: Path | None, constraints_field: str | None,
    text_field: str, at_least: float, mode: Literal["fraction", "closeness"], semantics: Semantics,
    reasoning: Reasoning | None, jobs: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Keep the rows whose text follows the constraints.

    Files are .jsonl, .jsonl.gz or .parquet, in any pairing. A text that is null or blank follows nothing. When anything
    is wrong with the input, no file is written.
    """
    if (constraints is None) == (constraints_field is None):
        raise UsageError("give the constraints either by --constraints FILE or by --constraints-field NAME")
    rule = Rule(constraints, constraints_field, text_field, at_least, mode, semantics, reasoning or "strip")
    progress = Choosing() if sys.stderr.isatty() else None
    with interrupted_by_sigterm():
        tally = filter_rows(source, output, rejected, rule, jobs or processes(), progress)
    if as_json:
        constraints_ = [asdict(one) for one in tally.constraints.values()]
        options.print_json({"schema": 1, **_counts(tally), "constraints": constraints_})
    else:
        click.echo(_report(tally, output))


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "rows": tally.rows,
        "kept": tally.kept,
        "rejected": tally.rejected,
        "blank": tally.blank,
        "faults": tally.faults,
    }


def _report(tally: Tally, output: Path) -> str:
    told = " · ".join(f"{name} {number}" for name, number in _counts(tally).items())
    rows = [["constraint", "followed", "of", ""]]
    for one in tally.constraints.values():
        name = one.id if one.position is None else f"{one.position} {one.id}"
        rows.append([name, str(one.followed), str(one.n), percent(one.followed / one.n)])
    return "\n".join([f"{output}: {told}", *(columns(rows) if tally.constraints else [])])
