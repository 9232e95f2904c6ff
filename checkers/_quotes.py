"""Quotations in quotation marks of every shape, nested ones included."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ._characters import UNSPACED

CLOSED_BY = {
    '"': '"', "＂": "＂", "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "「": "」", "『": "』", "〝": "〞〟",
    "'": "'’", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹",
}  # fmt: skip
"""Each opening mark with the marks that may close it."""

DOUBLE = frozenset('"＂“„”«»「『〝')
"""The opening marks of double quotation; corner brackets are what Chinese and Japanese have instead."""

_AMBIGUOUS = frozenset("\"'＂")
_OPENING = "".join(CLOSED_BY)
_MARK = re.compile(
    rf"""(?xs) (?<=[^\W_])['’‘](?=[^\W_])                                        # an apostrophe
        | \\.                                                                  # an escaped mark
        | (?: (?<![^\s(（\[{{—–:：*_>/]) | (?<=[a-z]=) ) (?P<gap>[{_OPENING}]) (?=\S)  # what can only open
        | (?P<opening>[“‘„«「『〝‚‹])
        | (?: (?<![^\W_]) | (?<=[{UNSPACED}]) ) (?P<free>[{_OPENING}]) (?=\S)      # what may open
        | (?P<closing>[{_OPENING}{"".join(CLOSED_BY.values())}])"""
)


_MAY_BE_MARK = re.compile(rf"[\\{_OPENING}{''.join(CLOSED_BY.values())}]")


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_MARK`, looked for only where one can begin."""
    end = 0
    for place in _MAY_BE_MARK.finditer(text):
        if place.start() >= end and (mark := _MARK.match(text, place.start())):
            end = mark.end()
            yield mark


class Quotation(NamedTuple):
    """A quotation: where its opening mark stands, and where it ends."""

    start: int
    end: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation that is opened and closed, in the order of the closing marks.

    A straight mark opens a quotation inside another one only after a gap, as in `"He said "hi" to me."`. A quotation
    over several paragraphs may repeat its opening mark at the start of each.
    """
    found: list[Quotation] = []
    opened: list[tuple[str, int]] = []
    awaited = dict.fromkeys("".join(CLOSED_BY.values()), 0)
    outset = len(text) - len(text.lstrip())
    for match in _marks(text):
        place = match.lastgroup
        if place is None:
            continue
        mark, at = match[0], match.start()
        nested = place == "gap" or (place == "free" and opened and opened[-1][1] == at - 1)
        if awaited.get(mark) and not (nested and mark in _AMBIGUOUS):
            found.append(Quotation(_close(mark, opened, awaited), at + 1))
        elif place != "closing" or (at == outset and mark in CLOSED_BY):
            opened.append((mark, at))
            for closing in CLOSED_BY[mark]:
                awaited[closing] += 1
    first = opened[0][1] if opened else len(text)
    if found and first < found[-1].start and _repeats(text, [at for _, at in opened[1:]] + [found[-1].start]):
        found[-1] = Quotation(first, found[-1].end)
    return tuple(found)


def _repeats(text: str, places: list[int]) -> bool:
    """Whether at each place the opening mark of a quotation that goes on is repeated: at the start of a line."""
    return all(_LINE_START.search(text, max(at - 9, 0), at) and text[at] == text[places[0]] for at in places)


_LINE_START = re.compile(r"\n[ \t>*_#]{0,8}\Z")


def _close(mark: str, opened: list[tuple[str, int]], awaited: dict[str, int]) -> int:
    """Where the innermost quotation starts that the mark closes; those within it were never closed."""
    while True:
        opening, start = opened.pop()
        for closing in CLOSED_BY[opening]:
            awaited[closing] -= 1
        if mark in CLOSED_BY[opening]:
            return start
