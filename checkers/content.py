"""What the answer contains: placeholders, a postscript."""

import re
from itertools import takewhile

from ._args import Count, Keyword
from ._blocks import outside, paragraphs
from ._code import code_in_lines, programs
from ._keywords import phrase
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Span, Verdict, counted
from ._words import has_word


@checker(
    "detectable_content:number_placeholders",
    says="Use at least {num_placeholders} placeholder(s) in square brackets, such as [address].",
    follows=(
        ex("Dear [name], I live in [your\ncity].", num_placeholders=2),
        ex("- [ ] call [[Bob]]", num_placeholders=1),
    ),
    breaks=(
        ex("See [here](http://a.b), [1], [2, 3] and [].", num_placeholders=1),
        ex("- [x] done\n- [ ] open\na[i] = b[0]", num_placeholders=1),
    ),
)
def number_placeholders(text: Text, *, num_placeholders: Count) -> Verdict:
    """At least so many `[...]` that hold a word to be filled in.

    Links, images, citations and footnotes, check boxes, quoted items of a list and code such as `a[i]` are none.
    """
    places = _placeholders(text) if "[" in text else ()
    return counted(Pieces(text, places), "at least", num_placeholders, unit="placeholders")


def _placeholders(text: Text) -> list[Span]:
    found = (m for m in _BRACKETED.finditer(text) if _NAMES_SOMETHING.match(m[1]) and not _CITATION.search(m[1]))
    if "]:" in text:
        links = {m[1].lower() for m in _DEFINITION.finditer(text)}
        found = (m for m in found if links.isdisjoint(label.lower() for label in m.groups() if label))
    return _outside_code(text, [m.span() for m in found])


def _outside_code(text: Text, spans: list[Span]) -> list[Span]:
    """Without the brackets that touch a word in code, as an index does; in prose they may."""
    if not any(_touches_word(text, span) for span in spans):
        return spans
    prose = set(outside(outside(spans, text.view(programs)), code_in_lines(text)))
    return [span for span in spans if span in prose or not _touches_word(text, span)]


def _touches_word(text: str, span: Span) -> bool:
    return _WORD_CHARACTER.match(text[span[0] - 1 : span[0]]) is not None


_BRACKETED = re.compile(
    r"""(?x) \[ (?<![)\\!]\[) (?: (?<![A-Za-z0-9_]\[) | (?=[^\[\]]*[^\W\d_]{3}) )   # no image and no code
        (?! (?:(?<=[-*+•.)]\s\[) | (?<=[-*+•.)]\s\s\[)) \s*+(?:[xX]\s*+)?\] )       # no check box
        ([^\[\]]++) \]
        (?! \( | :[ \t]*(?:\w+://|www\.|[/\#]) )            # no link and no definition of one
        (?: (?= \[ ([^\[\]]++) \] ) )?                      # what may be the label of a link"""
)
_NAMES_SOMETHING = re.compile(r"""(?s)(?!\s*["'“”‘’^])(?!.*\n[ \t]*\n).*(?:[^\W\d_]|__)""")
_CITATION = re.compile(
    r"\bet al\b"
    r"|^(?!City|Date|Day|Event|Month|Name|Place|Time|Title|Year)[^\W\d_a-zß-ÿ][\w'’-]++"
    r"(?:(?:,|,? and| &) [^\W\d_][\w'’-]++)*+, \d{4}[a-z]?$"
)
_DEFINITION = re.compile(r"(?m)^[ \t]*+\[([^\[\]\n]++)\]:[ \t]*+(?:\w+://|www\.|[/#])")
_WORD_CHARACTER = re.compile(r"[A-Za-z0-9_]")


@checker(
    "detectable_content:postscript",
    says="Add a postscript at the end of the answer, starting with {postscript_marker}",
    follows=(
        ex("Dear Ann,\nI am well.\n\nP.S. Write soon.", postscript_marker="P.S."),
        ex("I am well.\n**PS:** Write soon.\n\nBob", postscript_marker="P.S."),
        ex("I am well.\n\np.p.s. write soon.", postscript_marker="P.P.S"),
        ex("I am well.  P.S. Write soon.", postscript_marker="P.S."),
    ),
    breaks=(
        ex("These are apps. They work.", postscript_marker="P.S."),
        ex("Dear Ann,\n\nP.S. First.\n\nI am well.", postscript_marker="P.S."),
        ex("I am well.\n\nP.P.S. Write soon.", postscript_marker="P.S."),
        ex("I am well.\n\nP.S. Write soon.", postscript_marker="P.P.S"),
        ex("I am well.\n\nP.S.", postscript_marker="P.S."),
    ),
)
def postscript(text: Text, *, postscript_marker: Keyword) -> Verdict:
    """The marker, dots and case aside, begins a line or a last sentence at the end, with words before and after it.

    Further postscripts may follow, a name, and what is at most a tenth of what stands before, such as a closing phrase;
    under a marker that is a line of its own as much as stands before. A paragraph that is but the marker, or ends with
    a colon or comma, goes on in the next.
    """
    inline = r"(?<=[.!?…,;—–\"”’)*])[^\S\n]+"
    begun = re.compile(rf"(?mi)(?:(?P<line>^{_MARKS})|{inline}){_marker(postscript_marker)}")
    place = _last_place(begun, text)
    if place is None:
        return Verdict(False, f"no line starts with {postscript_marker}")
    wrong = _wrong(text, *place)
    why = f"{postscript_marker} begins no postscript at the end: {wrong}" if wrong else "a postscript"
    return Verdict(not wrong, why, (place,), closeness=0.5 if wrong else 1.0)


def _last_place(begun: re.Pattern[str], text: Text) -> Span | None:
    """The last place of a marker: at the start of a line or, in the last paragraph, of a sentence."""
    found = text.view(paragraphs).spans
    for start, end in reversed(found):
        places = list(begun.finditer(text, text.rfind("\n", 0, start) + 1, end))
        at_lines = [m for m in places if m["line"] is not None]
        if wanted := places if (start, end) == found[-1] else at_lines:
            return wanted[-1].span()
    return None


def _wrong(text: Text, start: int, end: int) -> str:
    """What keeps a marker from beginning a postscript at the end; nothing if it does."""
    if not has_word(text[:start]) or not has_word(text[end:]):
        return f"no words {'after' if has_word(text[:start]) else 'before'} it"
    later = _later(text, start, end)
    most = start if _HEADING.match(text, end) else start / 10
    if all(_NAME.fullmatch(one.text) for one in later) or sum(len(one.text) for one in later) <= most:
        return ""
    return f"{len(later)} paragraphs follow" if len(later) > 1 else "another paragraph follows"


def _later(text: Text, start: int, end: int) -> Pieces:
    """The paragraphs after a postscript with a marker at such a place; what it leads on to belongs to it."""
    found = [one for one in text.view(paragraphs) if one.end > start]
    led = takewhile(_leads_on, (text[end : found[0].end], *(one.text for one in found[1:])))
    others = found[1 + len(list(led)) :]
    return Pieces(text, (one.span for one in others if has_word(one.text) and not _POSTSCRIPT.match(text, one.start)))


def _leads_on(paragraph: str) -> bool:
    return not has_word(paragraph) or paragraph.rstrip('*_"”').endswith((":", ","))


def _marker(wanted: str) -> str:
    letters = re.sub(r"[\s.:]", "", wanted).lower()
    typed = r"\.?[ \t]?".join(letters) if re.fullmatch("p+s", letters) else phrase(wanted.strip().rstrip(".:"))
    return rf"(?<![^\W_])(?<!p\.)(?<!p\.\s){typed}[.:]*(?![^\W_])"


_HEADING = re.compile(r"[ \t*_~:\"”)]*+(?:\n|\Z)")
_NAME = re.compile(r"[^\s.!?。]+(?:\s[^\s.!?。]+){0,3}")
_MARKS = r"""[ \t>*_~#"'“(-]*"""
_POSTSCRIPT = re.compile(rf"(?i){_MARKS}(?:p\.?[ \t]?)+s\b")
