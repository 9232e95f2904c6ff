"""Arguments that the published code pastes into regular expressions as they are."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from .._errors import BadArgument
from .._folding import folds_simply, is_plain
from .._text import Text
from .._verdict import Span


@lru_cache(maxsize=1024)
def compiled(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(source, flags)


def places(text: Text, keyword: str, *, whole: bool = False) -> Iterator[Span]:
    """Where the pattern that a keyword is matches, in any case; `whole` puts it between word boundaries.

    A plain word is found without a pattern: to make one takes longer than to search a text.
    """
    if not (is_plain(keyword) and text.view(folds_simply)):
        yield from (found.span() for found in compiled(bounded(keyword) if whole else keyword).finditer(text))
        return
    lowered, word = text.view(str.lower), keyword.lower()
    start = lowered.find(word)
    while start >= 0:
        end = start + len(word)
        here = not (whole and (_goes_on(text[start - 1 : start]) or _goes_on(text[end : end + 1])))
        if here:
            yield start, end
        start = lowered.find(word, end if here else start + 1)


def bounded(word: str) -> str:
    """A pattern between word boundaries."""
    return rf"\b{word}\b"


def _goes_on(char: str) -> bool:
    return char.isalnum() or char == "_"


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
