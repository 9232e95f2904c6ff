"""Arguments that the published code pastes into regular expressions as they are."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .._errors import BadArgument


@lru_cache(maxsize=1024)
def compiled(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(source, flags)


def compiles(argument: str, around: Callable[[str], str] = str, flags: int = re.IGNORECASE) -> Callable[..., None]:
    """A `validate` for an argument that is a pattern, or a list of them, of which `around` makes the whole pattern."""

    def validate(**args: Any) -> None:
        given = args[argument]
        for part in [given] if isinstance(given, str) else given:
            try:
                compiled(around(part), flags)
            except (re.error, OverflowError, RecursionError) as error:
                wrong = f"argument {argument!r} is pasted into a regular expression, and {part!r} spoils it: {error}"
                raise BadArgument(wrong, argument) from None

    return validate
