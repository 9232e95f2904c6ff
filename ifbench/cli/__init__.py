"""The command line: it parses, calls the API, and prints. Commands are imported when they are used."""

import os
import sys
from importlib import import_module
from pathlib import Path
from traceback import print_exception

import click

from ifbench.errors import Exit, IfbenchError
from ifbench.text import shown

COMMANDS = {
    "eval": "ifbench.cli.evaluating:eval_",
    "score": "ifbench.cli.score:score",
    "check": "ifbench.cli.check:check",
    "list": "ifbench.cli.listing:list_",
    "validate": "ifbench.cli.validate:validate",
    "contamination": "ifbench.cli.contamination:contamination_",
    "show": "ifbench.cli.show:show",
    "bless": "ifbench.cli.bless:bless",
    "regress": "ifbench.cli.regress:regress",
    "compare": "ifbench.cli.compare:compare",
    "trend": "ifbench.cli.trend:trend",
    "filter": "ifbench.cli.filter:filter_",
    "serve": "ifbench.cli.serve:serve",
    "export": "ifbench.cli.exporting:export",
    "import": "ifbench.cli.importing:import_",
    "report": "ifbench.cli.report:report",
    "leaderboard": "ifbench.cli.leaderboard:leaderboard",
    "data": "ifbench.cli.data:data",
}
EPILOG = """Exit codes: 0 done and good; 1 the gate failed (a regression, --fail-under, a check not followed); 2 usage,
configuration or bad input; 3 the run is incomplete or the backend failed; 4 refused: the runs are not comparable;
5 inconclusive; 130 interrupted, with what is finished kept."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for, so that `--help` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with a line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT_HELP.items()))


SHORT_HELP = {
    "eval": "Run a model on tasks, judge its answers, write a run directory.",
    "score": "Judge a run again, or answers that others gave; no model is loaded.",
    "check": "Decide one constraint on a text from stdin.",
    "list": "List tasks, checkers, backends or models.",
    "validate": "Check a task: rows, arguments, witnesses.",
    "contamination": "Look for a task's prompts in a training corpus.",
    "show": "Show a run: its scores, its failed answers, one item.",
    "bless": "Make a run the baseline that later runs are held against.",
    "regress": "Hold a run against a baseline: exit 1 if it is worse.",
    "compare": "Compare runs; gates nothing.",
    "trend": "Draw a series of checkpoints over its steps.",
    "filter": "Keep the rows whose text follows the constraints.",
    "serve": "Give rewards over HTTP.",
    "export": "Write a task for lm-eval's own command.",
    "import": "Turn lm-eval's sample logs into a run directory.",
    "report": "Report on runs in one file: HTML, Markdown, CSV, JSON or JUnit.",
    "leaderboard": "Rank all runs and baselines under a folder in one file.",
    "data": "Get the language data that official checkers need.",
}


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ifbench")
def cli() -> None:
    """How well does a language model follow instructions that code can verify?"""


def main() -> None:
    """The console script: every failure of the user's is one sentence on stderr and a documented exit code."""
    if sys.stderr is None:  # closed by the caller: what is said there must not go to stdout
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    try:
        code = cli.main(standalone_mode=False)
    except BaseException as error:
        code = _exit_of(error)
        try:
            _tell(error)
        except (OSError, ValueError):  # nobody can be told, but by the exit code, which a flush at the end would change
            sys.stderr = None
    sys.exit(code or 0)


def _exit_of(error: BaseException) -> int:
    """The exit code. An error that nobody has foreseen must not pass for a gate that failed, which is 1."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, IfbenchError):
        return error.exit
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Exit.INTERRUPTED
    gone = isinstance(error, BrokenPipeError | SystemExit)  # click exits with 1 where nobody reads on
    return Exit.USAGE if isinstance(error, click.ClickException | OSError) and not gone else Exit.INCOMPLETE


def _tell(error: BaseException) -> None:
    """Say on stderr what happened."""
    match error:
        case click.exceptions.Exit():
            pass
        case click.ClickException():
            error.show()
        case IfbenchError():
            print(f"ifbench: {shown(str(error))}", file=sys.stderr)
        case KeyboardInterrupt() | click.Abort():
            print("ifbench: interrupted", file=sys.stderr)
        case BrokenPipeError() | SystemExit():
            sys.stderr.close()
        case OSError():
            where = shown(str(error.filename)) if error.filename else "cannot write the output"
            print(f"ifbench: {where}: {error.strerror or error}", file=sys.stderr)
        case _:
            print_exception(error)
            print("ifbench: this is a fault of ifbench itself; please report it with the lines above", file=sys.stderr)
