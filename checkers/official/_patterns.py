"""Arguments that the published code pastes into regular expressions as they are."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from .._errors import BadArgument
from .._folding import folds_simply, is_plain, places
from .._text import Text
from .._verdict import Span


@lru_cache(maxsize=1024)
def compiled(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(source, flags)


def matches_of(text: Text, keyword: str, *, whole: bool = False) -> Iterator[Span]:
    """Where the pattern that a keyword is matches, in any case; `whole` puts it between word boundaries.

    A plain word is found without a pattern: to make one takes longer than to search a text.
    """
    if is_plain(keyword) and text.view(folds_simply):
        return places(text, keyword, lambda start, end: not whole or _stands_alone(text, start, end))
    return (found.span() for found in compiled(bounded(keyword) if whole else keyword).finditer(text))


def bounded(word: str) -> str:
    """A pattern between word boundaries."""
    return rf"\b{word}\b"


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not any(char.isalnum() or char == "_" for char in text[max(start - 1, 0) : start] + text[end : end + 1])


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
