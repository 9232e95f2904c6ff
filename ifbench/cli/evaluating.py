"""`ifbench eval`."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ifbench.cli import _gate as gating
from ifbench.cli import _options as options
from ifbench.errors import Exit, UsageError
from ifbench.reasoning import Reasoning
from ifbench.spec import SemanticsChoice, Spec

if TYPE_CHECKING:
    from ifbench.evaluated import Evaluation


@click.command("eval")
@click.argument("strays", nargs=-1, metavar="")
@click.option("--model", "models", multiple=True, required=True,
              help="An embedded model's name, a folder, a model of the hub (org/name), a .gguf, a served model, or a "
              ".jsonl of answers. May be repeated, or a quoted pattern of checkpoints: 'runs/step-*/'.")  # fmt: skip
@click.option("--tasks", default="core", callback=options.commas, show_default=True, metavar="NAME,...",
              help="Names of tasks, or folders.", shell_complete=options.complete_tasks)  # fmt: skip
@click.option("--backend", help="Default: openai with --base-url, llamacpp for embedded models and .gguf, else vllm. "
              "Also lm-eval:NAME, a model class of lm-eval (lm-eval:hf), and module:Class of your own.")  # fmt: skip
@click.option("--base-url", help="Of an OpenAI-compatible server, such as http://localhost:8000/v1.")
@click.option(
    "--model-args",
    type=options.Pairs(),
    default="",
    help="Options of the engine, by its own names, such as max_model_len=4096,dtype=bfloat16 for vLLM.",
)
@options.data
@click.option("-o", "--output", type=options.FILE, help="The run directory. Default: runs/<model>-<8 hex digits>.")
@click.option("--fresh", is_flag=True, help="Begin anew; an earlier run in the directory is moved aside.")
@options.limit
@options.ids
@click.option("--seed", type=int, default=0, show_default=True,
              help="Of what is drawn; each request's own is derived from it.")  # fmt: skip
@click.option("--repeats", type=click.IntRange(1), default=1, show_default=True, help="Samples for each item.")
@click.option("--temperature", type=options.FiniteRange(0, 100), help="Default: the task's.")
@click.option("--top-p", type=options.FiniteRange(0, 1, min_open=True), help="Default: the task's.")
@click.option("--max-tokens", type=click.IntRange(1), help="Default: the task's.")
@click.option("--system", help="A system message in front of every conversation.")
@click.option("--no-chat-template", "chat", flag_value=False, default=True, help="Send the prompt as it is.")
@click.option("--deterministic", is_flag=True,
              help="Set what the engine offers for reproducibility, say what it promises; may be slow.")  # fmt: skip
@click.option("--runner", type=click.Choice(["local", "ray"]), default="local", show_default=True,
              help="The engine here, or several on the Ray cluster of RAY_ADDRESS (else on this machine).")  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="With --runner ray: engines. Default: what the GPUs hold.")
@options.reasoning
@options.semantics
@options.fail_under
@click.option(
    "--baseline",
    type=options.FILE,
    metavar="FILE",
    help="Hold the run against what `ifbench bless` wrote; the options from --alpha on are the gate's.",
)
@gating.gate_options
@options.as_json
def eval_(
    strays: tuple[str, ...], models: tuple[str, ...], tasks: tuple[str, ...], backend: str | None,
    base_url: str | None, model_args: dict[str, str],
    data: Path | None, output: Path | None, fresh: bool, limit: slice | None, ids: tuple[str, ...], seed: int,
    repeats: int, temperature: float | None, top_p: float | None, max_tokens: int | None, system: str | None,
    chat: bool, deterministic: bool, runner: Literal["local", "ray"], workers: int | None,
    reasoning: Reasoning | None, semantics: SemanticsChoice | None, fail_under: float | None, baseline: Path | None,
    choices: gating.Choices, as_json: bool,
) -> Exit:  # fmt: skip
    """Run a model on tasks, judge its answers, write a run directory.

    The same command again goes on where it stopped: no answer is asked for twice.
    """
    from ifbench.checkpoints import expand, is_pattern

    if strays:
        raise UsageError(f"{strays[0]} belongs to no option; quote a pattern of checkpoints, as in --model 'step-*/'")
    if workers and runner == "local":
        raise UsageError("--workers is for --runner ray")
    series = not base_url and any(map(is_pattern, models))
    with gating.refusals_told(baseline, choices):
        models = models if base_url else expand(models)
    spec = Spec(
        model=models[0], tasks=tasks, backend=backend, base_url=base_url, options=model_args, data=data, output=output,
        fresh=fresh, limit=limit, ids=ids, seed=seed, repeats=repeats, temperature=temperature, top_p=top_p,
        max_tokens=max_tokens, system=system, chat=chat, deterministic=deterministic, runner=runner,
        workers=workers, reasoning=reasoning, semantics=semantics,
    )  # fmt: skip
    if baseline:
        gating.preflight(spec, baseline, choices)
    elif choices != gating.Choices():
        raise UsageError("the options of the gate need --baseline")
    if series or len(models) > 1:
        from ifbench.cli._series import run_series

        return run_series(spec, models, baseline, choices, fail_under, as_json)
    return _run_one(spec, baseline, choices, fail_under, as_json)


def _run_one(
    spec: Spec, baseline: Path | None, choices: gating.Choices, fail_under: float | None, as_json: bool
) -> Exit:
    """Evaluate one model, print its scores and what the gate says of them; the exit code that they call for."""
    from ifbench.cli._results import gate, report, too_low
    from ifbench.evaluation import evaluate
    from ifbench.progress import Progress

    with gating.refusals_told(baseline, choices), Progress() as progress:
        done = evaluate(spec, progress)
    low = too_low(done.scores, fail_under)
    gated = gating.run_gate(baseline, done.directory, choices, too_low=low) if baseline else None
    report(done.scores, done.rows, as_json, gated.object if gated else None)
    click.echo(f"Run directory: {done.directory}", err=True)
    if unfinished := _unfinished(done):
        return unfinished
    if gated and not as_json:
        click.echo(f"\n{gated.text}", nl=False)
    verdict = gated.exit() if gated else Exit.GOOD
    return gate(done.scores, fail_under) or verdict


def _unfinished(done: "Evaluation") -> Exit:
    """INTERRUPTED or INCOMPLETE, said on stderr with what to do, where the run did not come to its end."""
    if done.interrupted:
        click.echo("ifbench: interrupted; the same command again goes on from here", err=True)
        return Exit.INTERRUPTED
    if not done.complete:
        click.echo(f"ifbench: {done.lacks}", err=True)
        click.echo(f"ifbench: the run is incomplete; {done.remedy}", err=True)
        return Exit.INCOMPLETE
    return Exit.GOOD
