"""IFBench's `format`, the ids that look at lines and lists."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ._args import Keyword
from ._blocks import Block, blocks, lines, outside
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Pieces, Span, Verdict, counted, no_piece, staged
from ._words import has_word, words


@checker(
    "format:newline",
    says="Write each word on a line of its own.",
    follows=(ex("Don't\n\n- stop,\n—\n2. well-known\r\n你好\n*man*! 🙂"), ex("Yes")),
    breaks=(ex("one two\n \nthree"), ex("one\ntwo—three"), ex("One\ntwo\nthe end"), ex("... \n!")),
)
def newline(text: Text) -> Verdict:
    """No two words stand on a line; characters that touch, as in Chinese, may be one word."""
    found = text.view(words)
    if not found:
        return Verdict(False, "no words")
    pairs = (((a, b), (c, d)) for (a, b), (c, d) in pairwise(found.spans) if b < c)
    wrong = ((a, d) for (a, b), (c, d) in pairs if "\n" not in text[b:c])
    return no_piece(Pieces(text, wrong), "pairs of neighbours on one line")


@checker(
    "format:line_indent",
    says="Indent each line more than the one before, like stairs.",
    follows=(
        ex("a\n\n\n b\n\n\n  c"),
        ex("one\n\ttwo\n\t\tthree\n"),
        ex("```\n  one\n    two\n```"),
        ex("- one\n  - two"),
    ),
    breaks=(ex("One line."), ex("one\n two\n two"), ex("  one\n two"), ex("one\n.two\n..three")),
)
def line_indent(text: Text) -> Verdict:
    """At least two lines, each with more white space before it than the one before; blank ones and fences aside."""
    found = [line for line in text.view(lines) if line.text.strip() and not _FENCE.match(line.text)]
    if len(found) < 2:
        return Verdict(False, "one line makes no stairs")
    steps = zip(found[1:], pairwise(map(_indent, (line.text for line in found))), strict=True)
    wrong = (line.span for line, (before, own) in steps if own <= before)
    return no_piece(Pieces(text, wrong), "lines not indented more than the one before")


_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_TAB = 4


def _indent(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip())].expandtabs(_TAB))


@checker(
    "format:list",
    says="Answer with a list, each item marked with {sep}.",
    follows=(
        ex("Two of them:\n- one\n\n  - two", sep="-"),
        ex("!?!? one\n**!?!?** two", sep="!?!?"),
        ex("SEPARATOR\nOne.\n\nSEPARATOR\nTwo.", sep="SEPARATOR"),
        ex("...one\n...two", sep="..."),
    ),
    breaks=(
        ex("A well-known, tried-and-true way.", sep="-"),
        ex("- one", sep="-"),
        ex("one - two - three", sep="-"),
        ex("---\none\n---\ntwo", sep="-"),
        ex("- one\n- \n-", sep="-"),
        ex("-5 degrees\n-3 degrees", sep="-"),
        ex("!?! one\n!?! two", sep="!?!?"),
    ),
)
def marked_list(text: Text, *, sep: Keyword) -> Verdict:
    """At least two items, each the mark with words after it, which starts a line.

    On a line that starts with it, a mark that prose has no use for may start more items: "!?!? one !?!? two".
    """
    mark = sep.strip()
    places = [*_marks(text, mark), (len(text), len(text))]
    found = ((start, end) for (start, after), (end, _) in pairwise(places) if has_word(text[after:end]))
    return counted(Pieces(text, found), "at least", 2, unit=f"items marked with {mark!r}")


def _marks(text: str, mark: str) -> Iterator[Span]:
    literal = re.escape(mark)
    first = re.compile(rf"(?m)^[ \t>*_`\"'“]*(?<!{re.escape(mark[0])}){literal}(?!{re.escape(mark[-1])}|{_SIGN})")
    again = re.compile(rf"(?<=[ \t]){literal}(?=[ \t])")
    for found in first.finditer(text):
        yield found.span()
        if len(set(mark)) > 1:
            end = text.find("\n", found.end())
            yield from (more.span() for more in again.finditer(text, found.end(), end if end >= 0 else len(text)))


_SIGN = r"(?<=-)\d"  # a hyphen before a digit makes it negative


@checker(
    "format:sub-bullets",
    says="Write bullet points with * and under each at least one sub-bullet with -.",
    follows=(
        ex("**Bold**\n* one\n  - two\n\n* three\n- four\n  - five\n***"),
        ex("* one\n  * two\n    - three"),
    ),
    breaks=(
        ex("No bullets here at all."),
        ex("* one\n  - two\n* well-known"),
        ex("* one\n  + two"),
        ex("- one\n- two"),
        ex("* a *b* - c"),
    ),
)
def sub_bullets(text: Text) -> Verdict:
    """At least one item is marked with *, and each of those is followed by one with - before the next on its level."""
    items = [block for block in _items(text) if block.marker in "*-"]
    wrong: list[Block] = []
    bare: list[Block] = []
    for item in items:
        if item.marker == "-":
            bare.clear()
            continue
        while bare and bare[-1].level >= item.level:
            wrong.append(bare.pop())
        bare.append(item)
    if not any(item.marker == "*" for item in items):
        return Verdict(False, "no bullet points with *")
    spans = sorted((item.start, item.end) for item in wrong + bare)
    return no_piece(Pieces(text, spans), "bullet points without a sub-bullet")


def _items(text: Text) -> list[Block]:
    """The list items that have a word."""
    return [one for one in text.view(blocks) if one.kind == "item" and has_word(text[one.body : one.end])]


@checker(
    "format:no_bullets_bullets",
    says="Write at least two sentences that end with a period, then at least two bullet points with *.",
    follows=(
        ex("One is here.\n\nTwo is (here.)\n\n* three\n\n* four\n"),
        ex("# Title\nIt is e.g. small. It is **big.** Really!\n* three\n  - more\n* four\n\nBye!"),
    ),
    breaks=(
        ex("One! Two!\n* three\n* four"),
        ex("One is here.\n* Two.\n* Three."),
        ex("One. Two.\n- three\n- four"),
        ex("* three\n* four\nOne. Two."),
        ex("One. Two.\n* three"),
    ),
)
def no_bullets_bullets(text: Text) -> Verdict:
    """Two sentences outside lists end with a period, and two items marked with * come after them."""
    lists = [(item.start, item.end) for item in text.view(blocks) if item.kind == "item"]
    told = outside([s.span for s in text.view(sentences) if _PERIOD.search(s.text[-_LONGEST_END:])], lists)
    bullets = ((one.start, one.end) for one in _items(text) if one.marker == "*" and one.start >= told[1][1])
    return staged(
        counted(Pieces(text, told), "at least", 2, unit="sentences before the bullets that end with a period"),
        lambda: counted(Pieces(text, bullets), "at least", 2, unit="bullet points with * after two sentences"),
    )


_PERIOD = re.compile(r"[.。][\"'”’»)\]*_~`\s]*\Z")
_LONGEST_END = 12
