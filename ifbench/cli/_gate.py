"""The options of a gate, and sending its report where CI looks."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, Literal

import click

from ifbench.cli import _options as options
from ifbench.errors import Exit, IfbenchError
from ifbench.files import write_atomically, writing
from ifbench.gate import Policy, load_against
from ifbench.gate.baseline import read_baseline
from ifbench.gate.comparable import FIELDS
from ifbench.gate.decision import Outcome, decide
from ifbench.gate.explain import explain, find_run
from ifbench.gate.outputs import github, json, junit, markdown, terminal
from ifbench.spec import Spec
from ifbench.text import shown

OPTIONS = (
    click.option("--alpha", type=float, default=Policy.alpha, show_default=True,
                 help="How often a run that is no worse may fail."),
    click.option("--min-drop", type=float, default=Policy.min_drop, show_default=True, metavar="POINTS",
                 help="A smaller drop never fails."),
    click.option("--checks", type=int, default=Policy.checks, show_default=True, metavar="N",
                 help="How many checkpoints are held against this baseline; alpha is divided by it. "
                 "`eval` counts those that it is given."),
    click.option("--max-drop", type=float, metavar="POINTS",
                 help="Pass only if the drop is shown to be smaller; otherwise exit 5."),
    click.option("--gate-families", is_flag=True, help="Families decide too, by Holm, with half of alpha."),
    click.option("--allow-mismatch", multiple=True, type=click.Choice(FIELDS), metavar="FIELD",
                 help=f"Compare although this differs; may be repeated. One of: {', '.join(FIELDS)}."),
    click.option("--baseline-run", type=options.FILE, metavar="RUN",
                 help="The run that was blessed: it tells why answers passed before. Default: looked for beside RUN."),
    click.option("--junit", type=options.FILE, metavar="FILE", help="Write JUnit XML."),
    click.option("--junit-cases", type=click.Choice(["family", "item"]), default="family", show_default=True),
    click.option("--markdown", type=options.FILE, metavar="FILE", help="Write the report in Markdown."),
)  # fmt: skip

SERIES_OPTIONS = (
    click.option("--task", help="Only this task. Default: those that all hold.", shell_complete=options.complete_tasks),
    click.option("--semantics", type=click.Choice(["official", "corrected"]), help="Where they were judged in both."),
    click.option("--allow-mismatch", multiple=True, type=click.Choice(FIELDS), metavar="FIELD",
                 help="Compare although this differs; may be repeated."),
)  # fmt: skip


def series_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options by which several runs are chosen."""
    for option in reversed(SERIES_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Choices:
    """What the options of a gate say. `as_json` is the command's own --json, which a refusal is printed by too."""

    alpha: float = Policy.alpha
    min_drop: float = Policy.min_drop
    checks: int = Policy.checks
    max_drop: float | None = None
    gate_families: bool = False
    allow_mismatch: tuple[str, ...] = ()
    baseline_run: Path | None = None
    junit: Path | None = None
    junit_cases: Literal["family", "item"] = "family"
    markdown: Path | None = None
    as_json: bool = field(default=False, compare=False)

    def policy(self) -> Policy:
        """The rule. Raises UsageError for a value out of its range."""
        return Policy(self.alpha, self.min_drop, self.checks, self.max_drop, self.gate_families)


def gate_options(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Gives a command the options of a gate, as one argument `choices`."""

    @wraps(command)
    def wrapped(**given: Any) -> Exit:
        as_json = given["as_json"]
        chosen = Choices(**{name: given.pop(name) for name in Choices.__dataclass_fields__})
        return command(choices=chosen, as_json=as_json, **given)

    for option in reversed(OPTIONS):
        wrapped = option(wrapped)
    return wrapped


@dataclass(frozen=True)
class Gated:
    """What came of a gate: a decision, or the error for which there is none.

    Attributes:
        object: what `--json` prints.
        text: the report for people; "" with an error, which is told on stderr.
        code: the exit code; where all is good but a report that cannot be written, the one of that.
    """

    object: dict[str, Any]
    text: str
    code: Exit
    error: IfbenchError | None = None

    def exit(self) -> Exit:
        """The exit code. Raises the error that there was."""
        if self.error is not None:
            raise self.error
        return self.code


def run_gate(baseline: Path, run: Path, choices: Choices, confirm: Path | None = None, too_low: str = "") -> Gated:
    """Decide, and tell CI; where there is no decision CI is told so.

    Args:
        baseline: its file.
        run: its directory.
        confirm: that of a second run, declared in advance.
        choices: what the options say.
        too_low: what else fails the run, in words.
    """
    task = None
    try:
        policy, before = choices.policy(), read_baseline(baseline)
        task = before.task
        second = load_against(before, confirm) if confirm else None
        decision = decide(before, load_against(before, run), policy, choices.allow_mismatch, second)
        if too_low:
            decision = replace(decision, outcome=Outcome.FAILED, reason=f"{too_low}; {decision.reason}")
        explanation = explain(decision.look, find_run(before, choices.baseline_run, run))
    except IfbenchError as error:
        tell_refusal(task, error, choices)
        return Gated(json.refusal(int(error.exit), str(error)), "", error.exit, error)
    unsent = _tell(
        markdown.render(decision, explanation),
        junit.render(decision, explanation, choices.junit_cases),
        github.annotations(decision, explanation),
        choices,
    )
    code = decision.outcome.exit or unsent
    report = terminal.render(decision, explanation)
    return Gated(json.as_object(decision, explanation) | {"exit": int(code)}, report, code)


def preflight(spec: Spec, baseline: Path, choices: Choices) -> None:
    """Raises the error that the gate would end with, before the run is made; CI is told it."""
    from ifbench.gate import preflight as early

    with refusals_told(baseline, choices):
        choices.policy()
        early.preflight(spec, read_baseline(baseline), choices.allow_mismatch)


@contextmanager
def refusals_told(baseline: Path | None, choices: Choices) -> Iterator[None]:
    """Tells CI, and `--json`, of an error in the block, which leaves a baseline's gate without a decision."""
    try:
        yield
    except IfbenchError as error:
        if baseline:
            tell_refusal(_task_of(baseline), error, choices)
            if choices.as_json:
                _print_refusal(error)
        raise


def _print_refusal(error: IfbenchError) -> None:
    """The refusal on stdout, where the object of a run that was made has what its gate says."""
    from ifbench.cli._results import SCHEMA

    options.print_json({"schema": SCHEMA, "gate": json.refusal(int(error.exit), str(error))})


def _task_of(baseline: Path) -> str | None:
    try:
        return read_baseline(baseline).task
    except IfbenchError:
        return None


def tell_refusal(task: str | None, error: IfbenchError, choices: Choices) -> None:
    """Tell CI that there is no decision, and why."""
    reason = str(error)
    annotation = github.error("ifbench gate refused", reason)
    _tell(markdown.refusal(task, reason), junit.refusal(task, reason), [annotation], choices)


def _tell(summary: str, xml: str, annotations: list[str], choices: Choices) -> Exit:
    """Send a report to every place where CI looks; the exit code of the first that it cannot be sent to, else GOOD."""
    sending = [
        partial(_write, path, text) for path, text in ((choices.markdown, summary), (choices.junit, xml)) if path
    ]
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        sending.append(partial(github.append_summary, place, summary))
    codes = [_sent(send) for send in sending]
    if os.environ.get("GITHUB_ACTIONS"):
        for line in annotations:
            click.echo(line, err=True)
    return next(filter(None, codes), Exit.GOOD)


def _write(path: Path, text: str) -> None:
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)


def _sent(send: Callable[[], None]) -> Exit:
    """GOOD, or the exit code that it failed with: said on stderr, for it must not hide what there is to report."""
    try:
        send()
    except IfbenchError as error:
        click.echo(f"ifbench: {shown(str(error))}", err=True)
        return error.exit
    return Exit.GOOD
