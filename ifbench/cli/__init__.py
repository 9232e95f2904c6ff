"""The command line: it parses, calls the API, and prints. Commands are imported when they are used."""

import sys
from importlib import import_module

import click

from ifbench.errors import Exit, IfbenchError
from ifbench.text import shown

COMMANDS = {
    "eval": "ifbench.cli.evaluating:eval_",
    "score": "ifbench.cli.score:score",
    "check": "ifbench.cli.check:check",
    "list": "ifbench.cli.listing:list_",
    "validate": "ifbench.cli.validate:validate",
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
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except IfbenchError as error:
        print(f"ifbench: {shown(str(error))}", file=sys.stderr)
        code = error.exit
    except (KeyboardInterrupt, click.Abort):
        print("ifbench: interrupted", file=sys.stderr)
        code = Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click exits with 1, which is the gate's, where nobody reads on
        sys.stderr.close()
        code = Exit.INCOMPLETE
    except OSError as error:
        print(f"ifbench: cannot write the output: {error.strerror}", file=sys.stderr)
        code = Exit.USAGE
    sys.exit(code or 0)
