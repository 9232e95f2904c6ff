"""`ifbench check`."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from checkers import Checker, CheckerError, Semantics, Verdict, bind, find
from ifbench.cli import _options as options
from ifbench.errors import Exit, UsageError
from ifbench.text import shown


@click.command()
@click.argument("id", shell_complete=options.complete_checkers)
@click.option("--arg", "args", multiple=True, metavar="NAME=VALUE", help="An argument; lists and numbers as JSON.")
@options.one_semantics
@options.as_json
def check(id: str, args: tuple[str, ...], semantics: Semantics, as_json: bool) -> Exit:
    """Decide the constraint ID on the text from stdin: exit 0 if it is followed, 1 if not."""
    try:
        constraint = bind(id, semantics=semantics, **_arguments(find(id, semantics), args))
    except CheckerError as error:
        raise UsageError(str(error)) from None
    if sys.stdin is None:
        raise UsageError("check reads the text from stdin, which is closed")
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    verdict = constraint(text)
    if as_json:
        options.print_json({"schema": 1, "id": id, "semantics": semantics, **asdict(verdict)})
    else:
        click.echo(_line(verdict, text))
    return Exit.GOOD if verdict.ok else Exit.FAILED


def _arguments(checker: Checker, given: tuple[str, ...]) -> dict[str, Any]:
    """Arguments from NAME=VALUE; a value is JSON unless the checker takes a string there."""
    found: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--arg {pair!r} is not NAME=VALUE")
        if name not in checker.parameters:
            takes = ", ".join(checker.parameters) or "none"
            raise UsageError(f"{checker.id} has no argument {name!r} (it takes: {takes})")
        found[name] = value if checker.takes_text(name) else _json(value)
    return found


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _line(verdict: Verdict, text: str) -> str:
    places = ", ".join(f"{start}-{end} {text[start:end][:40]!r}" for start, end in verdict.spans[:5])
    return f"{'followed' if verdict.ok else 'not followed'}: {shown(verdict.why)}" + (
        f" at {shown(places)}" if places else ""
    )
