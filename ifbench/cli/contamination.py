"""`ifbench contamination`."""

from dataclasses import asdict
from pathlib import Path

import click

from ifbench.cli import _options as options
from ifbench.contamination import SIZE, SMALLEST, contamination, documents_in
from ifbench.tasks import load_task
from ifbench.text import count_of, percent, shown

MOST_SHOWN = 20


@click.command("contamination")
@click.argument("task", shell_complete=options.complete_tasks)
@click.option("--corpus", type=options.FILE, multiple=True, required=True, metavar="FILE", help="May be repeated.")
@click.option(
    "--text-field", default="text", show_default=True, metavar="NAME", help="messages.0.content reaches inside."
)
@click.option(
    "--n", type=click.IntRange(SMALLEST), default=SIZE, show_default=True, metavar="WORDS", help="Size of an n-gram."
)
@options.data
@options.as_json
def contamination_(
    task: str, corpus: tuple[Path, ...], text_field: str, n: int, data: Path | None, as_json: bool
) -> None:
    """Look for the prompts of a TASK, by name or folder, in a training corpus: .jsonl, .jsonl.gz or .parquet.

    Told are the items of which so many words in a row stand in a document, and in how many cases; what stands in more
    than ten documents is too common to tell. It reports and gates nothing.
    """
    found = contamination(load_task(task, data), documents_in(corpus, text_field), n)
    if as_json:
        options.print_json({"schema": 1, "n": n, **asdict(found)})
        return
    told = f"{len(found.overlaps)} of {count_of(found.items, 'item')} in {count_of(found.documents, 'document')}"
    click.echo(f"{found.task}: {told}" + (f", {found.short} too short to tell" if found.short else ""))
    for one in found.overlaps[:MOST_SHOWN]:
        click.echo(f"  {shown(str(one.item))}  {percent(one.shared / one.of)} of its {n}-grams, first in {one.where}")
    if len(found.overlaps) > MOST_SHOWN:
        click.echo(f"  and {len(found.overlaps) - MOST_SHOWN} more; --json has all")
    if found.canary:
        click.echo(f"  the file of the task itself was taken in: its canary string stands in {found.canary}")
