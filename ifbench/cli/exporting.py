"""`ifbench export`."""

import shlex
from pathlib import Path

import click

from ifbench.cli import _options as options


@click.command()
@click.argument("form", type=click.Choice(["lm-eval"]))
@click.argument("folder", type=options.FILE)
@click.option("--task", "tasks", default="core", callback=options.commas, show_default=True, metavar="NAME,...",
              help="Names of tasks, or folders.", shell_complete=options.complete_tasks)  # fmt: skip
@options.data
def export(form: str, folder: Path, tasks: tuple[str, ...], data: Path | None) -> None:
    """Write tasks as FOLDER/ifbench_<task>, which `lm_eval --include_path FOLDER` runs with our checkers."""
    from ifbench.lm_eval.export import export as write
    from ifbench.spec import Spec, load_tasks

    names = [write(task, folder) for task in load_tasks(Spec(model="", tasks=tasks, data=data))]
    click.echo(f"lm_eval --model hf --model_args pretrained=DIR --apply_chat_template --log_samples --output_path out "
               f"--include_path {shlex.quote(str(folder))} --tasks {','.join(names)}")  # fmt: skip
