"""`ifbench import`."""

from pathlib import Path

import click

from ifbench.cli import _options as options
from ifbench.reasoning import Reasoning
from ifbench.spec import SemanticsChoice, Spec


@click.command("import")
@click.option("--from", "form", type=click.Choice(["lm-eval"]), required=True, help="What wrote the logs.")
@click.argument("logs", type=options.FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=options.FILE, required=True, help="The run directory.")
@click.option("--fresh", is_flag=True, help="An earlier run in the directory is moved aside.")
@click.option("--task", "tasks", callback=options.commas, metavar="NAME,...",
              help="The task of each log. Default: by its name.", shell_complete=options.complete_tasks)  # fmt: skip
@options.data
@click.option("--model", default="", help="The name to print. Default: lm-eval's.")
@options.limit
@options.ids
@options.reasoning
@options.semantics
@options.as_json
def import_(
    form: str, logs: tuple[Path, ...], output: Path, fresh: bool, tasks: tuple[str, ...], data: Path | None, model: str,
    limit: slice | None, ids: tuple[str, ...], reasoning: Reasoning | None, semantics: SemanticsChoice | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Turn sample logs (lm_eval --log_samples: samples_<task>_<date>.jsonl) into a run directory, judged by us.

    What lm-eval wrote beside a log, its results, tells the model, the chat template and the system message.
    """
    from ifbench.cli._results import left_out, report
    from ifbench.lm_eval.importing import import_samples

    spec = Spec(
        model=model, tasks=tasks, data=data, output=output, fresh=fresh, limit=limit, ids=ids, reasoning=reasoning,
        semantics=semantics,
    )  # fmt: skip
    found = import_samples(spec, logs)
    for one in found:
        if one.scored.unmatched:
            left = left_out(one.scored.unmatched, one.scored.judges[0].task.id)
            click.echo(f"ifbench: {one.log.path}: {left}", err=True)
        if one.judged:
            agreed = f"lm-eval's own strict verdict is ours on {one.agreed} of {one.judged} prompts"
            click.echo(f"{one.log.path}: {agreed}", err=True)
    scores = [score for one in found for score in one.scored.scores]
    report(scores, [row for one in found for row in one.scored.rows], as_json)
    click.echo(f"Run directory: {output}", err=True)
