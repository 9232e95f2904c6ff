"""Lines, paragraphs and markdown blocks, each with its offsets."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from ._verdict import Pieces, Span

Kind = Literal["heading", "item", "code", "table", "rule", "prose"]


class Block(NamedTuple):
    """A stretch of whole lines.

    Attributes:
        start: where its first line starts. end: where its last line ends.
        body: where its words begin, after the marks; for code, the line after the fence.
        marker: "##" of a heading, "-" or "2." of a list item, the label of a code fence, "***" of a rule.
        level: how deep a list item is nested, from 0; how many marks a heading has.
        quoted: whether it stands in a block quote.
    """

    kind: Kind
    start: int
    end: int
    body: int
    marker: str = ""
    level: int = 0
    quoted: bool = False


BULLETS = "*+-•◦▪‣⁃●○∙"
FENCES = ("```", "~~~")
"""What begins a block of code."""
PROSE_LABELS = ("markdown", "md")
"""A fence with such a label is looked through: its content is the answer itself, in markdown."""
_TEXT_LABELS = ("", "text", "txt", "plaintext", "plain", "json", "xml", "html", "yaml", "csv")


def lines(text: str) -> Pieces:
    """The lines of a text without their ends; a last line that is empty is none."""
    return Pieces(text, (m.span() for m in _LINE_TEXT.finditer(text) if m.end() < len(text) or m[0]))


def paragraphs(text: str) -> Pieces:
    """What blank lines separate, without the white space around; a line of white space is blank."""
    return Pieces(text, (stripped(text, *m.span()) for m in _PARAGRAPH.finditer(text)))


def whole_fence(text: str) -> Span | None:
    """Where the content of a fence stands that is labelled markdown and holds the whole text.

    A fence around a single word stays: where no white space is wanted, its line ends are some.
    """
    opening = _WHOLE.match(text)
    if opening is None:
        return None
    in_code = False
    for fence in _ANY_FENCE.finditer(text, opening.end()):
        if in_code or fence["label"]:
            in_code = bool(fence["label"])
        else:
            content = text[opening.end() : fence.start()]
            whole = not text[fence.end() :].strip() and len(content.split()) > 1
            return (opening.end(), fence.start()) if whole else None
    return None


def holds_text(block: Block) -> bool:
    """Whether a block is for a reader: prose and data, no program."""
    return block.kind != "code" or block.marker in _TEXT_LABELS


def outside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans that start in none of the others; both ascend."""
    rest = iter(others)
    first = next(rest, None)
    if first is None:
        return list(spans)
    start, end = first
    found: list[Span] = []
    for span in spans:
        while end <= span[0] and (following := next(rest, None)):
            start, end = following
        if not start <= span[0] < end:
            found.append(span)
    return found


def stripped(text: str, start: int, end: int) -> Span:
    """A stretch without the white space around it."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip())


def blocks(text: str) -> tuple[Block, ...]:
    """The markdown blocks of a text, in order; every line that is not blank is in one."""
    return tuple(_Reader(text).read())


_WHOLE = re.compile(rf"(?i)\s*+(?:`{{3,}}|~{{3,}})[ \t]*+(?:{'|'.join(PROSE_LABELS)})[ \t]*+\n")
_ANY_FENCE = re.compile(r"(?m)^[ \t>]*+(?:`{3,}|~{3,})[ \t]*+(?P<label>[^\s`]*+)[^\n`]*+$")
_LINE_TEXT = re.compile(r"(?m)^[^\n]*+")
_PARAGRAPH = re.compile(r"(?m)^[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_CHUNK = re.compile(
    r"""(?mx) ^(?P<indent>
        (?:\A["“„«](?=(?:[-*+•◦▪‣⁃●○∙]|\#{1,6}|\d{1,9}[.)])[ \t]))?[ \t]*+  # the whole text may be a quotation
    ) (?:
        (?P<plain>[^\s>\#`~|*+•◦▪‣⁃●○∙_\d-][^\n]*+(?:\n[ \t]*+[^\s>\#`~|*+•◦▪‣⁃●○∙_\d-][^\n]*+)*+)
        | (?P<quote>(?:>[ \t]?)*+)(?P<inner>[ \t]*+) (?:
            (?P<rule>(?P<mark>[-*_])[ \t]*+(?:(?P=mark)[ \t]*+){2,}+$)
            | (?P<heading>\#{1,6})(?=[ \t\xa0]+\S) [^\n]*+
            | (?P<fence>`{3,}|~{3,})[ \t]*+(?P<label>[^\s`]*+)[^\n`]*+$
            | (?P<table>\|[^\n]*+(?:\n[ \t]*+\|[^\n]*+)*+ | :?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$)
            | (?P<item> (?:\d{1,9}[.)] | [*+-])(?=[ \t\xa0]+\S) | [•◦▪‣⁃●○∙](?=[ \t]*\S)
                | \*(?=\*\*[^\s*][^*\n]*+\*\*[^*\n]*+$) ) [^\n]*+
            | (?P<other>[^\n]*\S[^\n]*+)
        )
    )"""
)
_FENCE = re.compile(r"(?m)^[ \t>]*+(`{3,}|~{3,})[ \t]*+$")


class _Reader:
    """Reads a text chunk by chunk: a line that may start a block, or a run of lines that cannot."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Block] = []
        self.end = -2
        self.grown = False
        self.indents: list[int] = []
        self.looked_through = ""

    def read(self) -> list[Block]:
        """All blocks."""
        search, text = _CHUNK.search, self.text
        while chunk := search(text, self.at):
            self.at = chunk.end()
            self._take(chunk)
        self._settle()
        return self.found

    def _take(self, chunk: re.Match[str]) -> None:
        match chunk.lastgroup:
            case "item":
                self._item(chunk)
            case "heading":
                self._add("heading", chunk, chunk.end("heading"), chunk["heading"], len(chunk["heading"]))
            case "rule":
                self._add("rule", chunk, self.at, chunk["rule"].rstrip())
            case "table":
                self._table(chunk)
            case "label":
                self._fenced(chunk)
            case _:
                self._prose(chunk)

    def _add(self, kind: Kind, chunk: re.Match[str], body: int, marker: str = "", level: int = 0) -> None:
        self._settle()
        quote = chunk["quote"]
        self.found.append(Block(kind, chunk.start(), self.at, body, marker, level, quote is not None and quote != ""))
        self.end = self.at
        if self.indents and kind != "item" and not _indent(chunk):
            self.indents.clear()

    def _settle(self) -> None:
        """Give the last block the end that it has grown to."""
        if self.grown:
            self.found[-1] = self.found[-1]._replace(end=self.end)
            self.grown = False

    def _grow(self) -> None:
        self.end = self.at
        self.grown = True

    def _follows(self, chunk: re.Match[str], kind: Kind) -> bool:
        """Whether the chunk comes right after a block of a kind, with no blank line between."""
        if self.end + 1 != chunk.start():
            return False
        last = self.found[-1]
        return last.kind == kind and last.quoted >= bool(chunk["quote"])

    def _prose(self, chunk: re.Match[str]) -> None:
        if self.end + 1 == chunk.start() and self._goes_on(chunk):
            self._grow()
        elif self.text[self.at - 1] == "=" and _UNDERLINED.fullmatch(chunk[0]):
            self._add("heading", chunk, chunk.start(), "=", 1)
        else:
            self._add("prose", chunk, chunk.end("inner") if chunk["quote"] else chunk.end("indent"))

    def _goes_on(self, chunk: re.Match[str]) -> bool:
        if self._follows(chunk, "prose") or self._follows(chunk, "item"):
            return True
        return self._follows(chunk, "table") and "|" in chunk[0]

    def _item(self, chunk: re.Match[str]) -> None:
        indent = _indent(chunk)
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()
        self._add("item", chunk, chunk.end("item"), chunk["item"], len(self.indents))
        self.indents.append(indent)

    def _table(self, chunk: re.Match[str]) -> None:
        if self._follows(chunk, "prose") and chunk["table"][0] != "|":
            self._take_header()
        if self._follows(chunk, "table"):
            self._grow()
        else:
            self._add("table", chunk, chunk.start())

    def _take_header(self) -> None:
        """Make the last line of the prose before the first of a table."""
        self._settle()
        prose = self.found.pop()
        header = self.text.rfind("\n", prose.start, self.end) + 1 or prose.start
        if header > prose.start:
            self.found.append(prose._replace(end=header - 1))
        self.found.append(Block("table", header, self.end, header, quoted=prose.quoted))

    def _fenced(self, chunk: re.Match[str]) -> None:
        fence, label = chunk["fence"], chunk["label"].lower()
        if self.looked_through and not label:
            self.looked_through = ""
        elif label in PROSE_LABELS and not self.looked_through:
            self.looked_through = fence
        else:
            body = min(self.at + 1, len(self.text))
            closing = (m.end() for m in _FENCE.finditer(self.text, self.at) if m[1].startswith(fence))
            self.at = next(closing, len(self.text))
            self._add("code", chunk, body, label)


def _indent(chunk: re.Match[str]) -> int:
    """How far a line is indented, beyond the marks of quoting if it has any."""
    return len((chunk["indent"] + (chunk["inner"] or "")).expandtabs(4))


_UNDERLINED = re.compile(r"[^\n]+\n[ \t]*=+")
