"""Comma-separated values as Python's `csv.reader` reads them, whatever limit the process has set for its fields."""

import re
from collections.abc import Iterator
from functools import cache

LONGEST_FIELD = 131_072


class Unreadable(ValueError):
    """What `csv.reader` refuses: a carriage return inside a line, or too long a field."""


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """A field with what ends it. Quotes count at its start only; what follows the closing one belongs to the field."""
    apart = re.escape(delimiter)
    return re.compile(
        rf"""(?x) (?P<field> (?: "(?P<quoted>[^"]*+(?:""[^"]*+)*+)(?:"|\Z) )?+ (?P<rest>[^{apart}\r\n]*+) )
        (?: (?P<more>{apart}) | \r*+\n | \r*+\Z | (?P<stray>\r) )"""
    )


def rows(text: str, delimiter: str = ",") -> Iterator[list[str]]:
    """The rows, each a list of fields; an empty line is a row without any. Raises Unreadable at a row that is."""
    row: list[str] = []
    for found in _field(delimiter).finditer(text):
        if found.start() == len(text) and not row:
            return
        value = (found["quoted"] or "").replace('""', '"') + found["rest"]
        if found["stray"] or len(value) > LONGEST_FIELD:
            raise Unreadable("a carriage return in a line" if found["stray"] else f"a field of {len(value)} characters")
        if row or found["field"] or found["more"]:
            row.append(value)
        if not found["more"]:
            yield row
            row = []
