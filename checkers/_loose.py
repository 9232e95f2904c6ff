"""The eight relaxations of IFEval's loose accuracy, by name, mildest first.

Source: Zhou et al. 2023, arXiv 2311.07911, section 2.2: a model is forgiven a first line ("Sure, here it is:"), a last
line, and markdown emphasis.
"""

import re
from collections.abc import Iterator

from ._blocks import stripped
from ._text import Text
from ._verdict import Span

AS_IS = "as is"
RELAXATIONS = (
    AS_IS,
    "no asterisks",
    "no first line",
    "no last line",
    "no first and last line",
    "no first line, no asterisks",
    "no last line, no asterisks",
    "no first and last line, no asterisks",
)


def relaxations(text: Text, *, blank_ends: bool = True) -> Iterator[tuple[str, Text]]:
    """The relaxed texts with their names, without the text itself, blank ones and repeated ones.

    Args:
        text: what to relax.
        blank_ends: whether a blank line at the start or the end is the first or the last line, as it is published.
    """
    seen = {text}
    for name, relaxed in _relaxed(text, blank_ends):
        if relaxed and not relaxed.isspace() and relaxed not in seen:
            seen.add(relaxed)
            yield name, relaxed


def has_blank_end(text: str) -> bool:
    """Whether a blank line stands at the start or the end."""
    start, end = stripped(text, 0, len(text))
    return "\n" in text[:start] or "\n" in text[end:]


def _relaxed(text: Text, blank_ends: bool) -> Iterator[tuple[str, Text]]:
    yield RELAXATIONS[1], _without_asterisks(text)
    bounds = (0, len(text)) if blank_ends else stripped(text, 0, len(text))
    cut = [_only(text, span) for span in _line_cuts(text, *bounds)]
    yield from zip(RELAXATIONS[2:5], cut, strict=True)
    for name, relaxed in zip(RELAXATIONS[5:], cut, strict=True):
        yield name, _without_asterisks(relaxed)


def _line_cuts(text: str, start: int, end: int) -> tuple[Span, Span, Span]:
    """What stays of the lines from `start` to `end` without the first, without the last, and without both."""
    first_end, last_start = text.find("\n", start, end), text.rfind("\n", start, end)
    if first_end < 0:
        return (0, 0), (0, 0), (0, 0)
    return (first_end + 1, end), (start, last_start), (first_end + 1, max(last_start, first_end + 1))


def _only(text: Text, span: Span) -> Text:
    """The stretch alone, its outer white space removed."""
    start, end = span
    kept = text[start:end]
    start += len(kept) - len(kept.lstrip())
    end = start + len(kept.strip())
    return text.edited(text[start:end], lambda: [(0, start, ""), (end, len(text), "")])


def _without_asterisks(text: Text) -> Text:
    if "*" not in text:
        return text
    return text.edited(text.replace("*", ""), lambda: ((*found.span(), "") for found in re.finditer(r"\*+", text)))
