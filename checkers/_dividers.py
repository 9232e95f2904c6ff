"""What divides a text into parts, and the parts."""

import re
from collections.abc import Iterable, Iterator

from ._blocks import blocks, stripped
from ._text import Text
from ._verdict import Pieces, Span

_THREE = re.compile(
    r"""(?x) \*\*\* (?: (?<!\S\*\*\*)(?!\S) | (?<=[.!?…]\*\*\*)(?=[^\W_])
        | (?<![^\n]\*\*\*)(?=[^\W_])(?![^*]*[^\s*]\*) )    # begins a line and nothing that later marks would end"""
)
_MAY_DIVIDE = re.compile(r"([-*_])[ \t]*+\1[ \t]*+\1")
_NO_PART = re.compile(r"[\s>*_~-]*")
_SIX = re.compile(r"\*\*{5}(?<!\*{7})(?!\*)")


def parts(text: Text, dividers: Iterable[Span]) -> Pieces:
    """What the dividers leave, trimmed; marks alone before the first or after the last are no part."""
    spans: list[Span] = []
    at = 0
    for start, end in dividers:
        spans.append(stripped(text, at, start))
        at = end
    spans.append(stripped(text, at, len(text)))
    first = int(_NO_PART.fullmatch(text, *spans[0]) is not None)
    last = len(spans) - int(_NO_PART.fullmatch(text, *spans[-1]) is not None)
    return Pieces(text, spans[first:last])


def paragraph_dividers(text: Text) -> Iterator[Span]:
    """The markdown rules (`***`, `* * *`, `---`, `___`) and every `***` that divides and opens no emphasis."""
    if not _MAY_DIVIDE.search(text):
        return
    three = "***" in text
    for block in text.view(blocks):
        if block.kind == "rule":
            yield block.start, block.end
        elif three and block.kind != "code":
            yield from (m.span() for m in _THREE.finditer(text, block.start, block.end))


def answer_dividers(text: Text) -> Iterator[Span]:
    """Every run of exactly six asterisks."""
    return (m.span() for m in _SIX.finditer(text))
