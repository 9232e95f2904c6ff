"""Stretches of a text, found in one pass where the published pattern starts again from every opening mark."""

import re

from .._text import Text
from .._verdict import Piece


def bracketed(text: Text) -> list[Piece]:
    r"""The matches of `\[.*?\]`: from an opening bracket to the next closing one, on one line."""
    pieces: list[Piece] = []
    for start, line in lines(text):
        closed = 0
        while (opened := line.find("[", closed)) >= 0 and (end := line.find("]", opened)) >= 0:
            closed = end + 1
            pieces.append(Piece(line[opened:closed], start + opened, start + closed))
    return pieces


def titles(text: Text) -> list[Piece]:
    r"""The matches of `<<[^\n]+>>`: on each line from the first opening mark to the last closing one."""
    pieces: list[Piece] = []
    for start, line in lines(text):
        opened, closed = line.find("<<"), line.rfind(">>")
        if 0 <= opened < closed - 2:
            pieces.append(Piece(line[opened : closed + 2], start + opened, start + closed + 2))
    return pieces


def lines(text: Text) -> list[tuple[int, str]]:
    """The lines between line feeds, each with where it starts."""
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return found


def between(text: Text, divider: re.Pattern[str]) -> list[Piece]:
    """The pieces between the matches of a divider, empty ones too."""
    edges = [0, *(edge for match in divider.finditer(text) for edge in match.span()), len(text)]
    return [Piece(text[start:end], start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
