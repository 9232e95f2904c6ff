"""Markdown and other formats: bullets, highlights, sections, titles, JSON, given options."""

import re

from ._args import Count, Keyword, Ordinal
from ._blocks import BULLETS, blocks, stripped
from ._dividers import answer_dividers, parts
from ._emphasis import highlights
from ._json import flaw
from ._keywords import phrase
from ._numbering import LABEL, numbers
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Verdict, counted
from ._words import has_word


@checker(
    "detectable_format:number_bullet_lists",
    says="Answer with exactly {num_bullets} bullet points.",
    follows=(
        ex("* one\n* two\n\n---\n", num_bullets=2),
        ex("Temperatures:\n+ Monday\n  - morning\n-5 degrees\n• Tuesday", num_bullets=3),
        ex("* Monday\n  * morning\n* Tuesday", num_bullets=2),
        ex("***Bold** item\n* **Bold** item", num_bullets=2),
    ),
    breaks=(
        ex("- one\n- two", num_bullets=3),
        ex("*one\n*two", num_bullets=2),
        ex("* * *\n*\n1. one", num_bullets=1),
    ),
)
def number_bullet_lists(text: Text, *, num_bullets: Count) -> Verdict:
    """Exactly so many list items with `*`, `-`, `+` or `•`, each with a word; no rules, no numbers.

    Bullets below another bullet may be meant as further ones or as its details: the bullets of all levels are counted,
    or those of the first level alone, whichever is right.
    """
    items = [block for block in text.view(blocks) if block.kind == "item" and block.marker in BULLETS]
    items = [item for item in items if has_word(text[item.body : item.end])]
    top = min((item.level for item in items), default=0)
    first = [item for item in items if item.level == top]
    found = Pieces(text, ((item.start, item.end) for item in (first if len(first) == num_bullets else items)))
    return counted(found, "exactly", num_bullets, unit="bullet points")


@checker(
    "detectable_format:number_highlighted_sections",
    says="Highlight at least {num_highlights} sections with markdown, such as *highlighted section*.",
    follows=(
        ex("*one*, **two**, _three_, __four__, ***five***", num_highlights=5),
        ex("* a *bullet* point\n* 这是**重点**内容", num_highlights=2),
    ),
    breaks=(
        ex("2 * 3 * 4 = 24 and **one** only", num_highlights=2),
        ex("***one***", num_highlights=2),
        ex("* one *\n* two *", num_highlights=1),
        ex("snake_case_name, 2*3*4 and `*code*`", num_highlights=1),
    ),
)
def number_highlighted_sections(text: Text, *, num_highlights: Count) -> Verdict:
    """At least so many stretches in markdown emphasis of either kind."""
    return counted(text.view(highlights), "at least", num_highlights, unit="highlighted sections")


@checker(
    "detectable_format:multiple_sections",
    says="Answer in {num_sections} sections; mark the beginning of each with {section_spliter} X, such as "
    "{section_spliter} 1.",
    follows=(
        ex("Section 1\nOne.\n\n**SECTION 2:** Two.", section_spliter="Section", num_sections=2),
        ex("## Day I\nSun.\n## Day II\nRain.", section_spliter="Day", num_sections=2),
        ex("Section A\nSection 1 of the law is long.\nSection B\nTwo.", section_spliter="SECTION", num_sections=2),
        ex("Section 1: One. Section 2: Two.", section_spliter="Section", num_sections=2),
    ),
    breaks=(
        ex("It says Section 1 and Section 2.", section_spliter="Section", num_sections=2),
        ex("Section 1\nOne.\nSection 2\nTwo.\nSection 3\nThree.", section_spliter="Section", num_sections=2),
        ex("Section 1\nSection 2\nTwo.", section_spliter="Section", num_sections=2),
        ex("Section X\nOne.\nSection X\nTwo.", section_spliter="Section", num_sections=2),
    ),
)
def multiple_sections(text: Text, *, section_spliter: Keyword, num_sections: Ordinal) -> Verdict:
    """Exactly so many sections, none of them empty.

    A header begins a line, markdown marks aside, and a number follows: 1, or I, A, "one" in their order, so that X does
    not stand for itself. A sentence that goes on after the number is no header; one that a colon or a dash follows may
    stand after another sentence. Where six asterisks divide several answers, each may have all the sections.
    """
    headers = _headers(text, section_spliter)
    found = Pieces(text, (header.span() for header in headers))
    rounds = max(min(len(found) // num_sections, len(parts(text, answer_dividers(text)))), 1)
    verdict = counted(found, "exactly", num_sections * rounds, unit=f"sections {section_spliter!r}")
    if not verdict:
        return verdict
    for index, (header, filled) in enumerate(zip(headers, _filled(text, headers), strict=True)):
        place = index % num_sections + 1
        if not header["label"].isdecimal() and place not in numbers(header["label"]):
            return Verdict(False, f"section {header['label']} stands in place {place}", (header.span(),), 0.5)
        if not filled:
            return Verdict(False, f"section {header['label']} is empty", (header.span(),), 0.5)
    return verdict


def _headers(text: Text, spliter: str) -> list[re.Match[str]]:
    marks = r"""(?:(?P<line>^)|(?<=[.!?…]\s))[ \t\xa0>#*_+•\\"“«‹(<\[-]*"""
    number = rf"[^\S\n]*[#.:]?[^\S\n]*(?P<label>{LABEL})(?![^\W_]|\.\d)(?(line)|(?=[*_]*\s?[:–—-]))"
    header = re.compile(f"{marks}{phrase(spliter.strip())}{number}", re.MULTILINE | re.IGNORECASE)
    return [found for found in header.finditer(text) if numbers(found["label"]) and not _goes_on(text, found)]


_HEADING = re.compile(r"[ \t\xa0>]*#")


def _filled(text: str, headers: list[re.Match[str]]) -> list[bool]:
    """Whether each section has content; a title in a markdown heading is some only if no section has more."""
    ends = [header.start() for header in headers[1:]] + [len(text)]
    lines = [
        text.find("\n", header.end(), end) if _HEADING.match(header[0]) else header.end()
        for header, end in zip(headers, ends, strict=True)
    ]
    below = [line >= 0 and has_word(text[line:end]) for line, end in zip(lines, ends, strict=True)]
    return below if any(below) else [has_word(text[a.end() : end]) for a, end in zip(headers, ends, strict=True)]


def _goes_on(text: str, header: re.Match[str]) -> bool:
    """Whether a sentence goes on after what looks like a header; headers in small letters are told by the next word."""
    following = _SMALL_WORD.match(text, header.end())
    capital = any(char.isupper() for char in header[0][: header.start("label") - header.start()])
    return following is not None and (capital or following[1] in _SENTENCE_WORDS)


_SMALL_WORD = re.compile(r"[ \t]+([a-zß-ÿ]+)")
_SENTENCE_WORDS = frozenset("of and or is are was were has had in to".split())


@checker(
    "detectable_format:json_format",
    says="Give the whole answer as JSON.",
    follows=(
        ex('{"a": [1, null]}'),
        ex('```JSON\n{"a": 1}\n```\n'),
        ex("~~~\n[]\n~~~"),
    ),
    breaks=(
        ex("42"),
        ex('{"a": NaN}'),
        ex('{"a": 1, "a": 2}'),
        ex('Here it is: {"a": 1}'),
        ex('```jsonc\n{"a": 1}\n```'),
    ),
)
def json_format(text: Text) -> Verdict:
    """The whole text is one JSON object or array (RFC 8259), in one code fence or in none; no key occurs twice.

    A bare string or number is JSON too, but no answer in JSON format.
    """
    start, end = stripped(text, 0, len(text))
    fence = _JSON_FENCE.match(text, start, end)
    if fence and text.endswith(fence[1], fence.end(), end):
        start, end = fence.end(), end - len(fence[1])
    found = flaw(text, start, end)
    if found is None:
        return Verdict(True, "JSON", ((start, end),))
    return Verdict(False, f"no JSON: {found.what}", ((found.at, min(found.at + 1, len(text))),))


_JSON_FENCE = re.compile(r"(?i)(`{3,}|~{3,})[ \t]*(?:json(?=[\s\[{]))?")


@checker(
    "detectable_format:title",
    says="Give the answer a title in double angular brackets, such as <<poem of joy>>.",
    follows=(
        ex("<<Poem of joy>>\nJoy."),
        ex('"# **<<Joy>>**\nJoy."'),
        ex("Here you are.\nTitle: <<Joy>>\nJoy."),
        ex("It is called <<Joy>>.\n\nJoy."),
    ),
    breaks=(ex("cout<<x>>1;"), ex("a << b and c >> d"), ex("<< >>\nJoy."), ex("I like <<Joy>> a lot.")),
)
def title(text: Text) -> Verdict:
    """`<<...>>` with a word in it begins a line, after marks or a label ("Title:") at most, or ends one."""
    found = next((m for m in _TITLE.finditer(text) if has_word(m["title"])), None)
    if found is None:
        return Verdict(False, "no line starts or ends with a title in double angular brackets")
    return Verdict(True, f"the title is {found['title'].strip()!r}", (found.span("title"),))


_MARKS = r"[ \t>#*_~\"“”«»+•-]*"
_TITLE = re.compile(
    rf"""(?mx) (?: (?P<line> ^ {_MARKS} (?: \d{{1,2}}[.)]{_MARKS} | [^\W\d_][^\n:<]{{0,80}}:{_MARKS} )? )
               | (?<![^\s"“(*_]) (?=<<\S) )
        << (?P<title> (?: (?!<<|>>) [^\n] )+ ) >>
        (?(line) | (?<=\S>>) [.!?:"”)*_ \t]* $ )"""
)


@checker(
    "detectable_format:constrained_response",
    says="Answer with one of: My answer is yes. My answer is no. My answer is maybe.",
    follows=(
        ex("My answer is yes."),
        ex('**"My answer is maybe."**\n'),
        ex("It is cold. My answer is no. Stay at home."),
        ex('So the answer is "My answer is no."'),
    ),
    breaks=(
        ex("My answer is yes. My answer is no."),
        ex('I would never say "My answer is yes." to that.'),
        ex("My answer is yes, I think."),
        ex("MY ANSWER IS YES."),
        ex("Yes."),
    ),
)
def constrained_response(text: Text) -> Verdict:
    """One of the three options is a sentence of the text, letter by letter, and no other option is mentioned in it.

    Some of the prompts want nothing but the option and some want reasons first; the constraint cannot tell which.
    """
    mentioned = sorted({found[1].lower() for found in _OPTION.finditer(text)})
    if len(mentioned) != 1:
        return Verdict(False, f"options mentioned: {', '.join(mentioned) or 'none'}, wanted one")
    given = [found.span() for found in _OPTION.finditer(text) if _is_sentence(text, found)]
    why = f"the answer is {mentioned[0]}" if given else f"{mentioned[0]} is mentioned, but no sentence of its own"
    return Verdict(bool(given), why, tuple(given), closeness=1.0 if given else 0.5)


_OPTION = re.compile(r"My answer is (yes|no|maybe)\b", re.IGNORECASE)
_AFTER_OPTION = re.compile(r"\.(?![^\W_])(?![*_]*[\"'”’»][*_]*\s+[a-z])")

_ANNOUNCES = re.compile(r"\b(?:answer|is)$", re.IGNORECASE)


def _is_sentence(text: str, option: re.Match[str]) -> bool:
    before = text[max(option.start() - 40, 0) : option.start()].rstrip(" \t>*_#\"'“”‘«`([-")
    starts = not before or before[-1] in "\n.!?:;,—–)…" or _ANNOUNCES.search(before) is not None
    exact = option[0] == f"My answer is {option[1].lower()}"
    return exact and starts and _AFTER_OPTION.match(text, option.end()) is not None
