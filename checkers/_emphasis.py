"""What markdown emphasis highlights."""

import re

from ._blocks import blocks, outside
from ._characters import UNSPACED
from ._text import Text
from ._verdict import Pieces, Span

_RUN = re.compile(r"\\.|`(?<!``)(`*+)[^`\n]*+`\1(?!`)|\*\**+|__*+")
"""What is no run of marks, and the runs. Each begins with a character that can be searched for."""
_OPENING = frozenset("([{<“‘«„「『（")
_SPACED_WORD = re.compile(rf"[^\W_{UNSPACED}]")
_WORD = re.compile(r"[^\W_]")


def highlights(text: Text) -> Pieces:
    """The stretches in emphasis of either kind and any strength, marks included; `***x***` and `**_x_**` are one.

    A mark that opens stands before a word and not right after one, so that arithmetic ("2*3*4"), bullets and
    identifiers (snake_case) highlight nothing. Code holds no emphasis, and emphasis holds a word.
    """
    reader = _Reader(text)
    for block in text.view(blocks) if "*" in text or "_" in text else ():
        if block.kind != "code":
            reader.read(block.body, block.end)
    return Pieces(text, reader.found)


def without_marks_in_words(text: Text) -> tuple[Text, ...]:
    """A view: the text without the asterisks that a reader does not see inside a word ("c**an**"); none if it has none.

    Where single ones stand between words ("cost*price*tax"), a second one keeps these, since they may multiply. Offsets
    map to those of the text that it is made from.
    """
    if "*" not in text or not _IN_WORD.search(text):
        return ()
    pairs = [m for m in _PAIR.finditer(text) if m[1]]
    sure = [m for m in pairs if not _may_multiply(text, m)]
    return tuple(_without(text, one) for one in ([pairs, sure] if len(sure) < len(pairs) else [pairs]))


def _without(text: Text, pairs: list[re.Match[str]]) -> Text:
    marks = [m.span(mark) for m in pairs for mark in (1, 2)]
    code = ((block.start, block.end) for block in text.view(blocks) if block.kind == "code")
    return Text(text).edit((start, end, "") for start, end in outside(marks, code))


def _may_multiply(text: str, pair: re.Match[str]) -> bool:
    outer = text[pair.start() - 1 : pair.start()], text[pair.end() : pair.end() + 1]
    return pair[1] == "*" and all(map(str.isalnum, outer))


_IN_WORD = re.compile(r"\*(?<=[^\W\d_]\*)\**+(?=[^\W\d_])")
_PAIR = re.compile(r"`[^`\n]*+`|(?<![\d*\\])(\*{1,3}+)(?=\S)[^*\n]++(?<![\s\\])(\1)(?!\*)")


class _Opened:
    """A run of marks that is open: where it stands, how many marks of it are left."""

    def __init__(self, run: re.Match[str]) -> None:
        self.start, self.inner = run.span()
        self.marks = self.inner - self.start


class _Reader:
    """Pairs the runs of marks in one block after the other; what it has found is in the order of the ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Span] = []
        self.start = self.end = 0
        self.opened: dict[str, list[_Opened]] = {"*": [], "_": []}

    def read(self, start: int, end: int) -> None:
        """Find the stretches in emphasis in a block."""
        self.start, self.end = start, end
        for opened in self.opened.values():
            opened.clear()
        seen, last_word = start, -1
        for run in _RUN.finditer(self.text, self.start, self.end):
            if _WORD.search(self.text, seen, run.start()):
                last_word = run.start()
            seen = run.end()
            if run[0][0] in self.opened:
                self._take(run, self.opened[run[0][0]], last_word)

    def _take(self, run: re.Match[str], opened: list[_Opened], last_word: int) -> None:
        if opened and self._may_close(run):
            start, inner = _use_up(opened, len(run[0]))
            if self.found and self.found[-1] == (inner, run.start()):
                self.found.pop()  # the same words, marked twice
            if last_word >= inner:
                self.found.append((start, run.end()))
        elif self._may_open(run):
            opened.append(_Opened(run))

    def _may_close(self, run: re.Match[str]) -> bool:
        before = self.text[run.start() - 1]
        if run.start() == self.start or before.isspace() or before in _OPENING:
            return False
        return run[0][0] == "*" or run.end() == self.end or not self.text[run.end()].isalnum()

    def _may_open(self, run: re.Match[str]) -> bool:
        if run.end() == self.end or self.text[run.end()].isspace():
            return False
        return run.start() == self.start or not _SPACED_WORD.match(self.text, run.start() - 1)


def _use_up(opened: list[_Opened], marks: int) -> Span:
    """Use up the marks of a closing run on the open ones before it; the farthest of these."""
    last = opened[-1]
    while opened and marks:
        last = opened[-1]
        used = min(last.marks, marks)
        last.marks -= used
        marks -= used
        if not last.marks:
            opened.pop()
    return last.start, last.inner
