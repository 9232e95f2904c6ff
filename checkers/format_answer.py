"""IFBench's `format`, the ids that look at the answer as a whole: options, a template, sections with a thesis."""

import re
from itertools import pairwise

from ._args import Keyword
from ._blocks import blocks
from ._characters import APOSTROPHES
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Span, Verdict, no_piece
from ._words import has_word


@checker(
    "format:options",
    says="Answer with one of these options only: {options}",
    follows=(
        ex("**Maybe.**\n", options="yes/no/maybe"),
        ex("I\ndon’t\nknow…", options="I know or I don't know"),
        ex(" A)\n", options="a), b), c), d)"),
        ex("color", options="red, color"),
        ex("“blue”", options="red, green or blue"),
    ),
    breaks=(
        ex("yes/no/maybe", options="yes/no/maybe"),
        ex("The answer is yes", options="yes/no/maybe"),
        ex("col", options="red, color"),
        ex("d) because", options="a), b), c), d)"),
        ex("...", options="a), b), c), d)"),
    ),
)
def options(text: Text, *, options: Keyword) -> Verdict:
    """The text is one option and nothing else, in any case; marks around it and white space are no matter."""
    choices = [choice for choice in _divided(options) if has_word(choice)]
    ok = _bare(text) in map(_bare, choices)
    return Verdict(ok, f"the answer is {text.strip()[:40]!r}, wanted one of: {' | '.join(choices)}")


def _divided(options: str) -> list[str]:
    """The options of a list with commas, slashes or "or"; the first of these that occurs divides them."""
    if re.search(r"[,;|\n]", options):
        *first, last = re.split(r"\s*[,;|\n]\s*", options)
        return [*first, *re.split(r"^or\s+|\s+or\s+", last)]
    return re.split(r"/", options) if "/" in options else re.split(r"\s+or\s+", options)


def _bare(answer: str) -> str:
    start, end = _OUTER.match(answer), _OUTER.match(answer[::-1])
    core = answer[start.end() if start else 0 : len(answer) - (end.end() if end else 0)]
    return " ".join(core.casefold().translate(_PLAIN).split())


_OUTER = re.compile(r"[\W_]*")
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

LABELS = {"My Answer": "answer", "My Conclusion": "conclusion", "Future Outlook": "outlook"}


@checker(
    "format:output_template",
    says="Use this template: My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]",
    follows=(
        ex("My Answer: a My Conclusion: b Future Outlook: c"),
        ex("**My Answer:** Yes.\n\nIt is.\n\n## My Conclusion:\n- b\n\n**Future Outlook**: c\n"),
    ),
    breaks=(
        ex("My Answer: My Conclusion: Future Outlook:"),
        ex("Future Outlook: c My Conclusion: b My Answer: a"),
        ex("Sure! My Answer: a My Conclusion: b Future Outlook: c"),
        ex("My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]"),
        ex("My Answer: a\nMy Conclusion: b\nFuture Outlook: c\n\nI hope this helps!"),
        ex("My Answer: a My Conclusion: b"),
        ex("my answer: a my conclusion: b future outlook: c"),
    ),
)
def output_template(text: Text) -> Verdict:
    """The three labels stand once each and in order, the first at the start, and words of one's own follow each.

    Where no blank line stands between the three, what follows after one is no part of the template.
    """
    found = list(_LABEL.finditer(text))
    names = [label[1] for label in found]
    spans = tuple(label.span() for label in found)
    if names != list(LABELS):
        why = f"labels: {', '.join(names[:5]) or 'none'}, wanted {', '.join(LABELS)}"
        return Verdict(False, why, spans[:5], len(set(names)) / len(LABELS) / 2)
    if has_word(text[: found[0].start()]):
        return Verdict(False, "words before the first label", ((0, found[0].start()),), 0.5)
    for label, end in zip(found, [label.start() for label in found[1:]] + [len(text)], strict=True):
        slot = text[label.end() : end].strip(" \t\n*_")
        if not has_word(slot) or slot.lower() == f"[{LABELS[label[1]]}]":
            return Verdict(False, f"nothing after {label[1]!r}", (label.span(),), 0.5)
    blank = _BLANK.search(slot)
    if blank and has_word(slot[blank.end() :]) and not _BLANK.search(text, found[0].start(), found[-1].start()):
        return Verdict(False, "words after the template", (found[-1].span(),), 0.5)
    return Verdict(True, "the three labels with words after each", spans)


_LABEL = re.compile(rf"\b({'|'.join(LABELS)})[*_]{{0,3}}[ \t]?[:：]")
_BLANK = re.compile(r"\n[ \t]*\n")


@checker(
    "format:thesis",
    says="Start each section with a thesis statement in italics, in HTML.",
    follows=(
        ex("<i>All is well.</i> It is."),
        ex("# On it\n\n## One\n<em>So it is.</em>\nText.\n\n## Two\n**<I class='x'>It is so.</I>** Text."),
        ex("## <i>So it is.</i>\nText."),
        ex("<i>One.</i>\n\nText.\n\nText.\n\n<i>Two.</i>\n\nText."),
        ex("<b>A</b>\n<i>So it is.</i> Text.\n\n<p><strong>B</strong>:</p>\n<i>So.</i> Text."),
        ex("# On it\n\n**One**\n\n<i>So it is.</i> Text.\n\n**Two**\n\n<i>So.</i> Text."),
    ),
    breaks=(
        ex("<em></em> body text"),
        ex("*All is well.* It is."),
        ex("<i>All is well.</i>"),
        ex("## One\n<i>So it is.</i> Text.\n\n## Two\nText."),
        ex("Section 1\n<i>So it is.</i> Text.\nSection 2\nText."),
        ex("<i>One.</i> Text.\n\nText."),
        ex("<b>A</b>\n<i>So it is.</i> Text.\n\n<b>B</b>\nText."),
        ex("# On it\n<i>So it is.</i> Text.\n\n**Two**\nText."),
        ex("It is <i>so.</i> Text."),
    ),
)
def thesis(text: Text) -> Verdict:
    """Each section starts with `<i>` or `<em>` around words, and words follow.

    Headings start sections; a main title and what stands before the first section are none. Without headings each
    paragraph is a section, or, where the first thesis is a paragraph of its own, each thesis starts one.
    """
    found = [span for span in _sections(text) if has_word(_TAG.sub("", text[slice(*span)]))]
    if not found:
        return Verdict(False, "no section")
    wrong = (span for span in found if not _body_start(text, *span))
    return no_piece(Pieces(text, wrong), "sections that do not start with a thesis in HTML italics")


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_OPENING = re.compile(
    r"""(?xi) (?: \*\*[^*\n<.!?]{1,60}(?: :\*\* | \*\*: ) | ```(?:html)?\n                # a label in bold, a fence
        | [\s>*_\#"'“•+-] | \d+[.)]\s | <(?!(?:i|em)\b)/?[a-z][^<>]*> | thesis[^:\n<]{0,20}: )*+
        <(?P<tag>i|em)(?:\s[^<>]*)?>"""
)
_LONGEST_OPENING = 300


def _body_start(text: str, start: int, end: int) -> int:
    """Where the thesis that starts a stretch ends, if it does start with one and words follow; 0 otherwise."""
    opening = _OPENING.match(text, start, end)
    closing = opening and re.compile(rf"(?i)</{opening['tag']}\s*>").search(text, opening.end(), end)
    if not opening or not closing:
        return 0
    parts = text[opening.end() : closing.start()], text[closing.end() : end]
    return closing.end() if all(has_word(_TAG.sub("", part)) for part in parts) else 0


def _sections(text: Text) -> list[Span]:
    """Where the sections start and end, without their headings."""
    headings = _headings(text)
    if headings:
        return [(a[1], b[0]) for a, b in pairwise([*headings, (len(text), len(text))])]
    if not _ITALICS.search(text):  # so no thesis either, and no need of the blocks
        return [(0, len(text))]
    prose = [block for block in text.view(blocks) if block.kind == "prose"]
    starts = [block.body for block in prose if has_word(_TAG.sub("", text[block.body : block.end]))]
    theses = [start for start in starts if _OPENING.match(text, start, start + _LONGEST_OPENING)]
    if not theses or theses[0] != starts[0]:
        return [(0, len(text))]
    second = starts[1] if len(starts) > 1 else len(text)
    divided = starts if _body_start(text, starts[0], second) else theses
    return list(pairwise([*divided, len(text)]))


def _headings(text: Text) -> list[Span]:
    """The headings that start sections: those of the highest level below a main title, or else lines that look so."""
    may_be_marked = "#" in text or "=" in text
    marked = [block for block in text.view(blocks) if block.kind == "heading"] if may_be_marked else []
    if not marked:
        return [line.span() for line in _title_lines(text, 0)]
    if len(marked) < 2 and (titles := [m for m in _title_lines(text, marked[0].end) if not _ENDS.search(m[0])]):
        return [line.span() for line in titles]
    if len(marked) > 1 and marked[0].level < min(block.level for block in marked[1:]):
        del marked[0]
    top = min((block.level for block in marked), default=0)
    own = [block for block in marked if block.level == top]
    said = (_OPENING.match(text, block.body, block.end) for block in own)
    return [(block.start, block.body if one else block.end) for block, one in zip(own, said, strict=True)]


def _title_lines(text: str, start: int) -> list[re.Match[str]]:
    """The lines from an offset on that look like headings: in bold, in HTML, or numbered sections."""
    return [found for found in _TITLE_LINE.finditer(text, start) if not _ITALICS.search(found[0])]


_ENDS = re.compile(r"[.!?…][*_]*+\s*\Z")
"""As a sentence does, and no heading below another."""


_TITLE_LINE = re.compile(
    r"""(?xim) <h[1-6]\b[^<\n]{0,120}+ (?:<(?!/?h[1-6])[^<\n]{0,120}+){0,4}+ </h[1-6]>
        | ^[ \t>]*(?: (\*\*|__)[^\n]*\1:?
        | (?:<p>)?<(b|strong|u)>[^<\n]{1,120}</\2>:?(?:</p>|<br[ ]?/?>)?
        | (?:section|part|chapter)[ \t]+(?:\d+|[ivxlc]+|[a-z]|one|two|three|four|five)\b[^\n.!?]* )[ \t]*$"""
)
_ITALICS = re.compile(r"(?i)<(?:i|em)\b")
