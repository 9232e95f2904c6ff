"""IFEval's `detectable_format` as published."""

import re

from .._args import Count, Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Span, Verdict, counted
from ._json import fault
from ._patterns import compiled, compiles
from ._scan import titles

BULLETS = re.compile(r"\n[^\S\n]*\*[^*].*"), re.compile(r"\n[^\S\n]*-.*")
"""Published with `^\\s*`, which may begin on a blank line before and takes long on many; the bullets are the same.

A pattern that begins with a line feed is found in a fifth of the time of one that begins with `^`.
"""


@official(
    "detectable_format:number_bullet_lists",
    says="Write exactly {num_bullets} bullet point(s) in markdown, such as: * This is a point.",
    differs="every line that starts with a hyphen counts, rules and negative numbers too; + is no bullet",
    follows=ex("* one\n---\n-5 degrees", num_bullets=3),
    breaks=(ex("+ one\n+ two", num_bullets=2), ex("*\n* one", num_bullets=2)),
)
def number_bullet_lists(text: Text, *, num_bullets: Count) -> Verdict:
    """Lines that start with one star or with a hyphen; a star alone in its line takes the next line with it."""
    return counted(Pieces(text, sorted(bullets(text))), "exactly", num_bullets, unit="bullet points")


def bullets(text: str) -> list[Span]:
    """Where bullets stand: first those with a star, then those with a hyphen."""
    lined = f"\n{text}"
    return [(found.start(), found.end() - 1) for bullet in BULLETS for found in bullet.finditer(lined)]


ANSWERS = ("My answer is yes.", "My answer is no.", "My answer is maybe.")


@official(
    "detectable_format:constrained_response",
    says="Answer with one of: My answer is yes. My answer is no. My answer is maybe.",
    differs="the answer may stand anywhere, and beside another",
    follows=ex("I won't say: My answer is yes. Or: My answer is no."),
    breaks=ex("my answer is yes."),
)
def constrained_response(text: Text) -> Verdict:
    """One of the three answers stands somewhere in the text."""
    spans = tuple((at, at + len(answer)) for answer in ANSWERS if (at := text.find(answer)) >= 0)
    return Verdict(bool(spans), f"{len(spans)} of the 3 answers, wanted at least 1", spans)


EMPHASIS, STRONG = re.compile(r"\*[^\n*]*\*"), re.compile(r"\*\*[^\n*]*\*\*")


@official(
    "detectable_format:number_highlighted_sections",
    says="Highlight at least {num_highlights} section(s) with markdown, such as *this one*.",
    differs="anything between two asterisks of a line counts, and ***this*** counts twice; underscores don't",
    follows=(ex("2 * 3 * 4", num_highlights=1), ex("***this***", num_highlights=2)),
    breaks=ex("_this_ and __that__", num_highlights=1),
)
def number_highlighted_sections(text: Text, *, num_highlights: Count) -> Verdict:
    """Stretches between asterisks, and between double ones, on one line and not blank."""
    single = [match.span() for match in EMPHASIS.finditer(text) if match[0].strip("*").strip()]
    double = [match.span() for match in STRONG.finditer(text) if match[0][2:-2].strip()]
    return counted(Pieces(text, sorted(single + double)), "at least", num_highlights, unit="highlighted sections")


def _header(splitter: str) -> str:
    return rf"\s?{splitter.strip()}\s?\d+\s?"


@official(
    "detectable_format:multiple_sections",
    says="Write {num_sections} section(s); start each with {section_spliter} and its number.",
    differs="the mark may stand anywhere, is a pattern, and more sections than wanted pass",
    follows=ex("As Section 1 and Section 2 of the law say.", section_spliter="Section", num_sections=1),
    breaks=ex("Section A\nOne.\nSECTION 2\nTwo.", section_spliter="Section", num_sections=1),
    validate=compiles("section_spliter", _header, 0),
)
def multiple_sections(text: Text, *, section_spliter: Keyword, num_sections: Count) -> Verdict:
    """At least as many marks with a number after them; a group in the mark adds to them, as it does in `re.split`."""
    header = compiled(_header(section_spliter), 0)
    found = [Piece(match[0], *match.span()) for match in header.finditer(text) for _ in range(header.groups + 1)]
    return counted(found, "at least", num_sections, unit="sections")


@official(
    "detectable_format:json_format",
    says="Answer with JSON only; it may be in a code block.",
    differs="what Python reads passes: a number alone, NaN, a key twice; of code blocks it knows the label json",
    follows=(ex('{"a": NaN, "a": 42}'), ex("```json\n42\n```")),
    breaks=(ex("```JSONC\n{}\n```"), ex('Here: {"a": 1}')),
)
def json_format(text: Text) -> Verdict:
    """Without a fence, what Python's `json.loads` accepts."""
    value = text.strip()
    for fence in ("```json", "```Json", "```JSON", "```"):
        value = value.removeprefix(fence)
    value = value.removesuffix("```").strip()
    place = fault(value)
    if place is None:
        return Verdict(True, "JSON")
    start = text.find(value) + place
    return Verdict(False, f"no JSON from character {start} on: {text[start : start + 20]!r}", ((start, len(text)),))


@official(
    "detectable_format:title",
    says="Give a title in double angle brackets, such as <<this>>.",
    differs="it may stand anywhere; shifts in code pass",
    follows=ex("int x = a << b >> c;"),
    breaks=ex("<< >>\nText."),
)
def title(text: Text) -> Verdict:
    """From the first << to the last >> of some line, there is more than white space and angle brackets."""
    found = [piece.span for piece in titles(text) if piece.text.lstrip("<").rstrip(">").strip()]
    return Verdict(bool(found), f"{len(found)} titles, wanted at least 1", tuple(found))
