"""What divides a text into parts, and the parts."""

import re
from collections.abc import Iterable, Iterator

from ._blocks import blocks, stripped
from ._text import Text
from ._verdict import Pieces, Span

_THREE = re.compile(
    r"""(?xm) (?<!\S)\*{3}(?!\S) | (?<=[.!?…])\*{3}(?=[^\W_])
        | ^\*{3}(?=[^\W_])(?![^*]*[^\s*]\*)                # begins a line and nothing that later marks would end"""
)
_SIX = re.compile(r"(?<!\*)\*{6}(?!\*)")


def parts(text: Text, dividers: Iterable[Span]) -> Pieces:
    """What the dividers leave, trimmed; where nothing stands before the first or after the last, there is no part."""
    spans: list[Span] = []
    at = 0
    for start, end in dividers:
        spans.append(stripped(text, at, start))
        at = end
    spans.append(stripped(text, at, len(text)))
    first = int(spans[0][0] == spans[0][1])
    last = len(spans) - int(spans[-1][0] == spans[-1][1])
    return Pieces(text, spans[first:last])


def paragraph_dividers(text: Text) -> Iterator[Span]:
    """The markdown rules (`***`, `* * *`, `---`, `___`) and every `***` that divides and opens no emphasis."""
    for block in text.view(blocks):
        if block.kind == "rule":
            yield block.start, block.end
        elif block.kind != "code":
            yield from (m.span() for m in _THREE.finditer(text, block.start, block.end))


def answer_dividers(text: Text) -> Iterator[Span]:
    """Every run of exactly six asterisks."""
    return (m.span() for m in _SIX.finditer(text))
