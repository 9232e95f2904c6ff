"""Where code stands: in blocks of its own and in a line."""

import re

from ._blocks import FENCES, blocks, holds_text
from ._text import Text
from ._verdict import Span

IN_LINE = r"`[^`\n]++`"
"""The pattern of code in a line."""


def programs(text: Text) -> list[Span]:
    """A view: the blocks of code, but for those that hold prose or data."""
    if not any(fence in text for fence in FENCES):
        return []
    return [(block.start, block.end) for block in text.view(blocks) if not holds_text(block)]


def code_in_lines(text: str) -> list[Span]:
    """The stretches between two backticks."""
    return [found.span() for found in _IN_LINE.finditer(text)]


def code_and_formulas(text: Text) -> list[Span]:
    """Programs, and what stands in a line as code or between the marks of a formula."""
    found = text.view(programs)
    if "`" in text or "$" in text or "\\(" in text:
        found = sorted(found + [m.span() for m in _IN_LINE_OR_FORMULA.finditer(text)])
    return found


_IN_LINE = re.compile(IN_LINE)
_IN_LINE_OR_FORMULA = re.compile(rf"{IN_LINE}|\$(?=\S)[^$\n]++(?<!\s)\$(?!\d)|\\\([^\n]{{1,60}}?\\\)")
