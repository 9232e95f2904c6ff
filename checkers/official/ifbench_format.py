"""IFBench's `format` as published, as to marks and letters: brackets, quotes, italics, case."""

import re
from string import digits

from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict
from ._nltk import punkt
from ._tokens import MARKS
from ._vocabulary import no_token

BRACKET = re.compile(r"[()\[\]{}]")
OPENING = {")": "(", "]": "[", "}": "{"}


@official(
    "format:parentheses",
    says="Nest parentheses, brackets and braces at least five levels deep.",
    differs="of five open ones only one need be closed, and a wrong closing mark closes all",
    follows=ex("(((((x)"),
    breaks=(ex("(((((x"), ex("(a [b {c (d [e) ]})])")),
)
def parentheses(text: Text) -> Verdict:
    """A bracket is closed rightly after five were open at a time, with no wrong closing mark in between."""
    opened: list[int] = []
    deepest = 0
    for found in BRACKET.finditer(text):
        mark, place = found[0], found.start()
        if mark not in OPENING:
            opened.append(place)
            deepest = max(deepest, len(opened))
        elif opened and text[opened[-1]] == OPENING[mark]:
            start = opened.pop()
            if deepest >= 5:
                return Verdict(True, f"{deepest} levels", ((start, place + 1),))
        else:
            opened, deepest = [], 0
    return Verdict(False, "no 5 levels with one of them closed")


QUOTE = re.compile("[\"']")


@official(
    "format:quotes",
    says="Nest quotations at least three levels deep, with double and single marks in turn.",
    differs="an apostrophe is a mark, and curly marks are none",
    follows=ex('"a \'b "c" d\' e"'),
    breaks=(ex("“a ‘b “c” d’ e”"), ex("\"a 'b \"c don't")),
)
def quotes(text: Text) -> Verdict:
    """As many marks are closed as make three levels less than were open at the most before."""
    opened: list[int] = []
    deepest = 0
    for found in QUOTE.finditer(text):
        if opened and text[opened[-1]] == found[0]:
            start = opened.pop()
            if deepest - len(opened) >= 3:
                return Verdict(True, "3 levels", ((start, found.end()),))
        else:
            opened.append(found.start())
            deepest = max(deepest, len(opened))
    return Verdict(False, f"{deepest} levels, {len(opened)} of them open, wanted 3 closed")


NO_WORDS = digits + MARKS.replace('"', "")


@official(
    "format:quote_unquote",
    says="Put an explanation after every phrase in quotation marks.",
    differs="only two straight marks side by side, or one at the very end, fail",
    follows=(ex("No quotation at all."), ex("She said “yes”")),
    breaks=(ex('She said "yes". 1)'), ex('"Yes" "no" she said.')),
)
def quote_unquote(text: Text) -> Verdict:
    """Without white space, no two double quotes meet, and more than digits and marks follows the last one."""
    joined = "".join(text.replace("'\"'", "").split())
    if '""' in joined:
        return Verdict(False, "nothing between two double quotes")
    ends = joined.strip(NO_WORDS).endswith('"')
    return Verdict(not ends, "ends with a quotation" if ends else "no quotation without words after it")


@official(
    "format:thesis",
    says="Start each section with a thesis statement in italics, in HTML.",
    differs="one pair of tags anywhere with anything after it is enough, and <em> may be empty",
    follows=(ex("Intro. <i>Thesis</i>."), ex("<em></em>")),
    breaks=(ex("<i> </i> Text."), ex("<i>Thesis</i>"), ex("*Thesis* Text.")),
)
def thesis(text: Text) -> Verdict:
    """After the first opening tag there is something, then a closing one, then something again."""
    start = _first(text, "<i>", "<em>", 0)
    end = _first(text, "</i>", "</em>", max(start, 0))
    if start < 0 or end < 0:
        return Verdict(False, "no text between <i> and </i>")
    ok = bool(text[start + 3 : end].strip() and text[end + 4 :].strip())
    return Verdict(ok, "italics and text after them" if ok else "nothing in the italics or after them", ((start, end),))


def _first(text: str, mark: str, other: str, start: int) -> int:
    """Where the first of a mark is, or else of another."""
    place = text.find(mark, start)
    return place if place >= 0 else text.find(other, start)


@official(
    "format:title_case",
    says="Write all in title case.",
    differs="a word in capitals or in mixed case passes, and small words must be capitalised",
    follows=ex("THE iPhone Of McDonald 2nd"),
    breaks=(ex("The Lord of the Rings"), ex("The mOUSE"), ex("I Don't")),
    needs=(punkt,),
)
def title_case(text: Text) -> Verdict:
    """No word token starts with a small letter and goes on in one case."""
    return no_token(text, _is_small, "words that start small")


def _is_small(token: str, count: int) -> bool:
    first, rest = token[0], token[1:]
    return first.isalpha() and first.islower() and (not rest or rest.islower() or rest.isupper())


LABELS = ("My Answer:", "My Conclusion:", "Future Outlook:")


@official(
    "format:output_template",
    says="Use this template: My Answer: [answer] My Conclusion: [conclusion] Future Outlook: [outlook]",
    differs="the labels may stand anywhere, in any order, with nothing after them",
    follows=ex("Future Outlook:My Conclusion:My Answer:"),
    breaks=ex("My answer: a\nMy conclusion: b\nFuture outlook: c"),
)
def output_template(text: Text) -> Verdict:
    """The three labels stand somewhere."""
    missing = [label for label in LABELS if label not in text]
    why = f"missing: {', '.join(missing)}" if missing else "the three labels are there"
    return Verdict(not missing, why, closeness=1 - len(missing) / 3)
