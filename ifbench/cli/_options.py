"""Options that commands share, and their types."""

import json
from collections.abc import Callable
from functools import wraps
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

from ifbench.errors import UsageError
from ifbench.reasoning import is_tag, rule_of

Command = TypeVar("Command", bound=Callable[..., Any])


class Limit(click.ParamType[slice]):
    """N, or A:B, of the items in their order."""

    name = "N|A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> slice:
        """A slice from the text."""
        from ifbench.spec import limit_of

        try:
            return limit_of(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)


class Repeats(click.ParamType[int]):
    """N, or auto, which is None."""

    name = "N|auto"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A number, None for auto."""
        return None if value == "auto" else click.IntRange(1).convert(value, param, ctx)


class Pairs(click.ParamType[dict[str, str]]):
    """NAME=VALUE,NAME=VALUE; a value may be JSON."""

    name = "NAME=VALUE,..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """A dict from the text."""
        if isinstance(value, dict):
            return value
        pairs = [part.partition("=") for part in _parts(value) if part.strip()]
        for name, equals, _ in pairs:
            if not equals:
                self.fail(f"{name!r} is not NAME=VALUE", param, ctx)
        return {name.strip(): text.strip() for name, _, text in pairs}


def _parts(value: str) -> list[str]:
    """A text cut at the commas outside brackets."""
    parts, depth = [""], 0
    for character in value:
        depth += (character in "{[") - (character in "}]")
        if character == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def complete_tasks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion for task names."""
    from ifbench.tasks import shipped

    return [name for name in shipped() if name.startswith(incomplete)]


def complete_checkers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion for constraint ids."""
    from checkers import registry

    return sorted({id for _, id in registry() if id.startswith(incomplete)})


def commas(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """A comma-separated value in parts; empty only where the option is not given."""
    parts = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if value is not None and not parts:
        raise click.BadParameter("it names nothing", ctx, param)
    return parts


class FiniteRange(click.FloatRange):
    """A number in a range; NaN, which no comparison sees, is in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails for NaN."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail("NaN is no number", param, ctx)
        return number


FILE = click.Path(path_type=Path)


def semantics_by(default: str) -> Callable[[Command], Command]:
    """The option --semantics, its help telling what it is by default."""
    says = f"The published verdicts, the right ones, or one pass of both. Default: {default}."
    return click.option("--semantics", type=click.Choice(["official", "corrected", "both"]), help=says)


def reasoning_by(default: str) -> Callable[[Command], Command]:
    """The options --reasoning and --reasoning-end, given to the command as one rule; the help tells the default."""
    says = f"Judge what follows the last </think>, or the whole text. Default: {default}."
    ends = "Judge what follows the last TAG, where it is not </think> that ends the reasoning, such as [/THINK]."

    def decorated(command: Command) -> Command:
        @wraps(command)
        def with_rule(*args: Any, reasoning: str | None, reasoning_end: str | None, **rest: Any) -> Any:
            if reasoning == "keep" and reasoning_end:
                raise UsageError("--reasoning keep judges the whole text: --reasoning-end goes with strip alone")
            return command(*args, reasoning=reasoning_end or reasoning, **rest)

        ending = click.option("--reasoning-end", metavar="TAG", callback=_tag, help=ends)
        return click.option("--reasoning", type=click.Choice(["strip", "keep"]), help=says)(ending(with_rule))  # type: ignore[return-value]

    return decorated


def _tag(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The rule by the tag that was given. Fails for a bare word."""
    if value is None or is_tag(value):
        return value and rule_of(value)
    raise click.BadParameter(f"{value!r} is no tag; give it whole, such as [/THINK]", ctx, param)


semantics = semantics_by("the task's own")
one_semantics = click.option(
    "--semantics",
    type=click.Choice(["official", "corrected"]),
    default="corrected",
    show_default=True,
    help="The published verdicts, or the right ones.",
)
reasoning = reasoning_by("the task's own")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
fail_under = click.option(
    "--fail-under",
    type=FiniteRange(0, 100),
    metavar="PERCENT",
    help="Exit 1 if the headline of any task is lower.",
)
limit = click.option("--limit", type=Limit(), help="The first N items of each task, or those from A up to B.")
ids = click.option(
    "--ids", callback=commas, metavar="ID,...", help="Only these items, by key, or by a constraint that they hold."
)
data = click.option("--data", type=FILE, metavar="FILE", help="A local file with the task's rows.")


def print_json(value: Any) -> None:
    """One object on stdout, in ASCII so that any text survives any terminal."""
    click.echo(json.dumps(value, indent=1))
