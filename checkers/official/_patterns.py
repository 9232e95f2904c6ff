"""Arguments that the published code pastes into regular expressions as they are."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .._errors import BadArgument
from .._folding import is_plain, lacks
from .._text import Text


@lru_cache(maxsize=1024)
def compiled(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(source, flags)


def first_match(text: Text, keyword: str, source: str) -> re.Match[str] | None:
    """The first match of the pattern made of a keyword, in any case; none is searched for where the word is absent."""
    return None if lacks(text, keyword) else compiled(source).search(text)


def compiles(argument: str, around: Callable[[str], str] = str, flags: int = re.IGNORECASE) -> Callable[..., None]:
    """A `validate` for an argument that is a pattern, or a list of them, of which `around` makes the whole pattern."""

    def validate(**args: Any) -> None:
        given = args[argument]
        for part in [given] if isinstance(given, str) else given:
            if is_plain(part):
                continue
            try:
                compiled(around(part), flags)
            except (re.error, OverflowError, RecursionError) as error:
                wrong = f"argument {argument!r} is pasted into a regular expression, and {part!r} spoils it: {error}"
                raise BadArgument(wrong, argument) from None

    return validate
