"""What the answer contains: placeholders, a postscript."""

import re

from ._args import Count, Keyword
from ._blocks import paragraphs
from ._keywords import phrase
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Verdict, counted
from ._words import has_word


@checker(
    "detectable_content:number_placeholders",
    says="Use at least {num_placeholders} placeholders in square brackets, such as [address].",
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
    bracketed = _BRACKETED.finditer(text) if "[" in text else ()
    found = (m.span() for m in bracketed if _NAMES_SOMETHING.match(m[1]))
    return counted(Pieces(text, found), "at least", num_placeholders, unit="placeholders")


_BRACKETED = re.compile(
    r"""(?x) \[ (?<![)\\!]\[) (?: (?<![A-Za-z0-9_]\[) | (?=[^\[\]]*[^\W\d_]{3}) )   # no image and no code
        (?! (?:(?<=[-*+•.)]\s\[) | (?<=[-*+•.)]\s\s\[)) \s*+(?:[xX]\s*+)?\] )       # no check box
        ([^\[\]]++) \]
        (?! \( | :[ \t]*(?:\w+://|www\.|[/\#]) )            # no link and no definition of one"""
)
_NAMES_SOMETHING = re.compile(r"""(?s)(?![\s]*["'^])(?!.*\n[ \t]*\n).*(?:[^\W\d_]|__)""")


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

    Further postscripts may follow, a name, and what is at most a tenth of what stands before, such as a closing phrase.
    """
    found = text.view(paragraphs)
    marker = _marker(postscript_marker)
    inline = rf"(?<=[.!?…,;—–\"”’)*])[^\S\n]+(?P<inline>{marker})"
    begun = re.compile(rf"(?mi)^{_MARKS}(?P<marker>{marker})|{inline}")
    last = found.spans[-1][0]
    places = [m for m in begun.finditer(text) if m["marker"] or m.start() >= last]
    if not places:
        return Verdict(False, f"no line starts with {postscript_marker}")
    start, end = places[-1].span()
    later = [one for one in found if one.start > start and not _POSTSCRIPT.match(text, one.start)]
    closed = all(_NAME.fullmatch(one.text) for one in later) or sum(len(one.text) for one in later) * 10 <= start
    ok = closed and has_word(text[:start]) and has_word(text[end:])
    why = (
        "a postscript" if ok else f"{postscript_marker} begins no postscript at the end: {len(later)} paragraphs follow"
    )
    return Verdict(ok, why, ((start, end),), closeness=1.0 if ok else 0.5)


def _marker(wanted: str) -> str:
    letters = re.sub(r"[\s.:]", "", wanted).lower()
    typed = r"\.?[ \t]?".join(letters) if re.fullmatch("p+s", letters) else phrase(wanted.strip().rstrip(".:"))
    return rf"(?<![^\W_])(?<!p\.)(?<!p\.\s){typed}[.:]*(?![^\W_])"


_NAME = re.compile(r"[^\s.!?。]+(?:\s[^\s.!?。]+){0,3}")
_MARKS = r"""[ \t>*_~#"'“(-]*"""
_POSTSCRIPT = re.compile(rf"(?i){_MARKS}(?:p\.?[ \t]?)+s\b")
