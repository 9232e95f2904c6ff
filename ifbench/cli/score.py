"""`ifbench score`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ifbench.cli import _options as options
from ifbench.errors import Exit, UsageError
from ifbench.reasoning import Reasoning
from ifbench.spec import SemanticsChoice, Spec
from ifbench.text import count_of
from ifbench.types import REPLAYED

if TYPE_CHECKING:
    from ifbench.records import VerdictRow
    from ifbench.scoring import Scores

_DEFAULT = "the run's; for given answers the task's"


@click.command()
@click.argument("run", type=options.FILE, required=False)
@click.option("--task", help="With --responses: the task's name or folder.", shell_complete=options.complete_tasks)
@options.data
@click.option("--responses", type=options.FILE, metavar="FILE", help='Answers: rows {"prompt", "response"}.')
@click.option("--model", help="With --responses: the name to print. Default: the file's.")
@click.option("-o", "--output", type=options.FILE, help="With --responses: write a run directory.")
@click.option(
    "--verdicts",
    type=options.FILE,
    metavar="FILE",
    help="Write a row for each answer, with its verdicts: .jsonl, .jsonl.gz or .parquet.",
)
@click.option("--fresh", is_flag=True, help="With -o: an earlier run in the directory is moved aside.")
@options.limit
@options.ids
@click.option(
    "--repeats", type=options.Repeats(), default=1, show_default=True, help="Samples for each item; auto: the file's."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes, for a long file. Default: one for each processor.")
@options.reasoning_by(_DEFAULT)
@options.semantics_by(_DEFAULT)
@options.fail_under
@options.as_json
def score(
    run: Path | None, task: str | None, data: Path | None, responses: Path | None, model: str | None,
    output: Path | None, verdicts: Path | None, fresh: bool, limit: slice | None, ids: tuple[str, ...],
    repeats: int | None, jobs: int | None, reasoning: Reasoning | None, semantics: SemanticsChoice | None,
    fail_under: float | None, as_json: bool,
) -> Exit:  # fmt: skip
    """Judge the answers of a RUN again, or those that others gave (--task, --responses); no model is loaded.

    The verdicts and the summary of a RUN are replaced.
    """
    if run is not None and (task or responses):
        raise UsageError("score takes a RUN, or --task and --responses, not both")
    if run is not None:
        _refuse_first_of({
            "--output": output, "--limit": limit, "--ids": ids, "--model": model, "--fresh": fresh,
            "--repeats": repeats != 1, "--jobs": jobs,
        })  # fmt: skip
        found = _again(run, semantics, reasoning, data, verdicts)
    elif task is None or responses is None:
        raise UsageError("score needs a RUN, or --task and --responses")
    else:
        spec = Spec(
            model=model or Path(responses.name.removesuffix(".gz")).stem, tasks=(task,), data=data, output=output,
            fresh=fresh, limit=limit, ids=ids, repeats=repeats or 1, reasoning=reasoning, semantics=semantics,
        )  # fmt: skip
        found = _given(spec, responses, repeats is None, jobs, verdicts)
    return _report(found, fail_under, as_json)


class _Found(NamedTuple):
    """What was scored; whether the answers were given; the run directory that was made, if any."""

    scores: Sequence["Scores"]
    rows: Sequence["VerdictRow"]
    given: bool
    made: Path | None = None


def _refuse_first_of(barred: Mapping[str, object]) -> None:
    """Raises UsageError for the first option that was given and has no meaning for a RUN."""
    if named := [name for name, given in barred.items() if given]:
        raise UsageError(f"{named[0]} goes with --task and --responses; a RUN is judged as it was made")


def _again(
    run: Path, semantics: SemanticsChoice | None, reasoning: Reasoning | None, data: Path | None, verdicts: Path | None
) -> _Found:
    from ifbench.rescore import score_run
    from ifbench.store import RunDirectory
    from ifbench.workers import interrupted_by_sigterm

    with interrupted_by_sigterm():
        done = score_run(run, semantics, reasoning, data, verdicts)
        return _Found(done.scores, done.rows, RunDirectory(run).read_run()["settings"].get("engine") in REPLAYED)


def _given(spec: Spec, responses: Path, infer_repeats: bool, jobs: int | None, verdicts: Path | None) -> _Found:
    from ifbench.cli._results import left_out
    from ifbench.given_answers import score_answers
    from ifbench.workers import interrupted_by_sigterm, processes

    with interrupted_by_sigterm():
        done, directory = score_answers(
            spec, responses, infer_repeats=infer_repeats, jobs=jobs or processes(), verdicts=verdicts
        )
    if done.unmatched:
        click.echo(f"ifbench: {left_out(done.unmatched, spec.tasks[0])}", err=True)
    return _Found(done.scores, done.rows, True, directory.path if directory else None)


def _report(found: _Found, fail_under: float | None, as_json: bool) -> Exit:
    """Print what was scored; the exit code that it calls for."""
    from ifbench.cli._results import gate, report

    report(found.scores, found.rows, as_json)
    if found.made:
        click.echo(f"Run directory: {found.made}", err=True)
    return _unfinished(found.scores, found.given) or gate(found.scores, fail_under)


def _unfinished(scores: Sequence["Scores"], given: bool) -> Exit:
    """INCOMPLETE, said on stderr, where answers are missing that a model could still give, or a checker failed."""
    missing = 0 if given else sum({one.task: one.counts.missing for one in scores}.values())
    failed = sum(one.counts.check_errors for one in scores)
    if missing:
        lacks = count_of(missing, "answer is missing", "answers are missing")
        click.echo(f"ifbench: {lacks}; the command that made the run asks for what is missing", err=True)
    if failed:
        click.echo(f"ifbench: {count_of(failed, 'check')} ended in an error, which counts as not followed", err=True)
    return Exit.INCOMPLETE if missing or failed else Exit.GOOD
