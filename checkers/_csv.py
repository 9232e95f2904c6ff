"""Comma-separated values as RFC 4180 has them, and where in an answer they stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ._blocks import blocks
from ._text import Text
from ._verdict import Span


class Field(NamedTuple):
    """A field: its value without the quotes and the blanks around it, and whether it stood in quotes."""

    value: str
    quoted: bool


Row = list[Field]


class MalformedError(ValueError):
    """A quotation mark where none may be. `at` is where the field starts."""

    def __init__(self, at: int) -> None:
        super().__init__("a quotation mark that opens or closes no field")
        self.at = at


def data(text: Text) -> Span:
    """Where the data of an answer stands: in its one code block, else in all of it; blank lines around are no part."""
    programs = [block for block in text.view(blocks) if block.kind == "code"]
    start, end = 0, len(text)
    if len(programs) == 1:
        start, end = programs[0].body, programs[0].end
        last_line = text.rfind("\n", start, end) + 1 or start
        if not text[last_line:end].strip("`~ \t>"):
            end = last_line
    stretch = text[start:end]
    end = start + len(stretch.rstrip("\n "))
    return min(end, start + len(stretch) - len(stretch.lstrip("\n "))), end


def rows(text: str, start: int, end: int, delimiter: str = ",") -> Iterator[Row]:
    """The rows in a stretch. Blanks beside a delimiter are no part of a field. Raises MalformedError where it is."""
    row: Row = []
    for found in _field(delimiter).finditer(text, start, end):
        if found["bad"] is not None:
            raise MalformedError(found.start())
        quoted = found["quoted"]
        row.append(Field(found["bare"].strip() if quoted is None else quoted.replace('""', '"'), quoted is not None))
        if not found["more"]:
            yield row
            row = []
            if found.end() == end:
                return


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """A field with the delimiter or the line end that follows."""
    apart = re.escape(delimiter)
    blank = "[ ]" if delimiter == "\t" else r"[ \t]"
    return re.compile(
        rf"""(?x) (?: {blank}*+ " (?P<quoted>[^"]*+(?:""[^"]*+)*+) " {blank}*+ | (?P<bare>[^"{apart}\n]*+) )
        (?: (?P<more>{apart}) | \n | \Z | (?P<bad>) )"""
    )
