"""`ifbench contamination`."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from ifbench.cli import _options as options
from ifbench.contamination import SIZE, SMALLEST, TOO_COMMON, Contamination, contamination
from ifbench.corpus import Corpus
from ifbench.items import Key
from ifbench.progress import Reading
from ifbench.tasks import Task, load_task
from ifbench.text import count_of, one_line, percent, shown

MOST_SHOWN = 20


@click.command("contamination")
@click.argument("task", shell_complete=options.complete_tasks)
@click.option(
    "--corpus",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),  # told before the first of them is read
    multiple=True,
    required=True,
    metavar="FILE",
    help="A file of the corpus; may be repeated.",
)
@click.option(
    "--text-field", default="text", show_default=True, metavar="NAME", help="messages.0.content reaches inside."
)
@click.option(
    "--n",
    type=click.IntRange(SMALLEST),
    default=SIZE,
    show_default=True,
    metavar="WORDS",
    help="How many words in a row count.",
)
@options.data
@options.as_json
def contamination_(
    task: str, corpus: tuple[Path, ...], text_field: str, n: int, data: Path | None, as_json: bool
) -> None:
    """Look for the prompts of a TASK, by name or folder, in a training corpus: .jsonl, .jsonl.gz or .parquet.

    An item is listed where any --n of its words in a row stand in a document, with the share of these n-grams that do.
    An item found only in what over ten documents hold is told apart: common wording, or many copies. A prompt of fewer
    than --n words is looked for whole, one of fewer than eight not at all; in scripts without spaces two characters
    stand for a word. The task's canary is looked for in all of a row. It reports and gates nothing.
    """
    found = _found(load_task(task, data), Corpus(corpus, text_field), n)
    if as_json:
        options.print_json({"schema": 1, "n": n, **asdict(found)})
    else:
        click.echo("\n".join(_lines(found, n)))


def _found(task: Task, corpus: Corpus, n: int) -> Contamination:
    if not sys.stderr.isatty():
        return contamination(task, corpus, n)
    with Reading() as progress:
        progress.read_from(lambda: corpus.share)
        return contamination(task, corpus, n, progress.read)


def _lines(found: Contamination, n: int) -> list[str]:
    """The report for a person."""
    told = (
        f"{len(found.overlaps)} of {count_of(found.items, 'item')} found, {count_of(found.documents, 'document')} read"
    )
    lines = [f"{found.task}: {told}" + (f", {found.short} too short to tell" if found.short else "")]
    for one in found.overlaps[:MOST_SHOWN]:
        of_it = f"{percent(one.shared / one.of)} of its {n}-grams" if one.of > 1 else "whole"
        lines.append(f"  {_key(one.item)}  {of_it}, first in {shown(one.where)}")
    if len(found.overlaps) > MOST_SHOWN:
        lines.append(f"  and {len(found.overlaps) - MOST_SHOWN} more; --json has all")
    if found.common:
        lines.append(
            f"  {len(found.common)} only in what over {TOO_COMMON} documents hold, "
            f"common wording or many copies: {_keys(found.common)}"
        )
    if found.canary:
        lines.append(f"  the file of the task itself was taken in: its canary string stands in {shown(found.canary)}")
    return lines


def _keys(keys: Sequence[Key]) -> str:
    more = len(keys) - MOST_SHOWN
    return ", ".join(map(_key, keys[:MOST_SHOWN])) + (f" and {more} more; --json has all" if more > 0 else "")


def _key(key: Key) -> str:
    return one_line(str(key))
