"""Markdown and other formats: bullets, highlights, sections, titles, JSON, given options."""

import re

from . import _sections
from ._args import Count, Keyword, Ordinal
from ._blocks import BULLETS, blocks, stripped
from ._characters import EMOJI, EMOJI_PARTS
from ._dividers import answer_dividers, parts
from ._emphasis import highlights
from ._json import flaw
from ._keywords import phrase
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Verdict, counted, right_of
from ._words import has_word


@checker(
    "detectable_format:number_bullet_lists",
    says="Answer with exactly {num_bullets} bullet point(s).",
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
    or those of the first level alone, whichever number is nearer.
    """
    items = [block for block in text.view(blocks) if block.kind == "item" and block.marker in BULLETS]
    items = [item for item in items if has_word(text[item.body : item.end])]
    top = min((item.level for item in items), default=0)
    first = [item for item in items if item.level == top]
    found = (items, first) if len(first) < len(items) else (items,)
    numbers = (Pieces(text, ((item.start, item.end) for item in some)) for some in found)
    verdicts = (counted(number, "exactly", num_bullets, unit="bullet points") for number in numbers)
    return max(verdicts, key=lambda verdict: verdict.closeness)


@checker(
    "detectable_format:number_highlighted_sections",
    says="Highlight at least {num_highlights} section(s) with markdown, such as *highlighted section*.",
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
    says="Answer in {num_sections} section(s); mark the beginning of each with {section_spliter} X, such as "
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

    A header begins a line, marks, emoji and a list number aside, and a number follows: 1, or I, A, "one" in order, so
    that X does not stand for itself. A sentence that goes on after the number is no header, but a heading is; one that
    a colon or a dash follows may stand after another sentence. Where six asterisks divide several answers, each may
    have all the sections.
    """
    headers = _sections.headers(text, section_spliter)
    rounds = max(min(len(headers) // num_sections, len(parts(text, answer_dividers(text)))), 1)
    found, wanted = Pieces(text, (header.span for header in headers)), num_sections * rounds
    count = counted(found, "exactly", wanted, unit=f"sections {section_spliter!r}")
    wrong = list(_sections.wrong(text, headers, num_sections))
    if count and not wrong:
        return count
    why, spans = (wrong[0][0], (wrong[0][1],)) if count else (count.why, found.spans)
    near = (count.closeness + right_of(len(headers) - len(wrong), wanted, len(headers))) / 2
    return Verdict(False, why, spans, near)


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
    if fence and not text.endswith(fence[1], fence.end(), end):
        return Verdict(False, "no JSON: the code fence does not hold the whole text", (fence.span(1),))
    if fence:
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


_MARKS = rf"(?:<[a-zA-Z]\w*+>)?[ \t>#*_~\"“”«»+•{EMOJI}{EMOJI_PARTS}-]*"
_TITLE = re.compile(
    rf"""(?mx) (?: (?P<line> ^ {_MARKS} (?: \d{{1,2}}[.)]{_MARKS} | [^\W\d_][^\n:<]{{0,80}}:{_MARKS} )? )
               | (?<![^\s"“(*_]) (?=<<\S) )
        << (?P<title> (?: (?!<<|>>) [^\n] )+ ) >>
        (?(line) | (?<=\S>>) [.!?:"”)*_ \t{EMOJI}{EMOJI_PARTS}]* $ )"""
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
    missing = f"{mentioned[0]} is mentioned, but not in the sentence 'My answer is {mentioned[0]}.'"
    why = f"the answer is {mentioned[0]}" if given else missing
    return Verdict(bool(given), why, tuple(given), closeness=1.0 if given else 0.5)


_OPTION = re.compile(phrase("My answer is ") + r"(yes|no|maybe)(?![^\W_])", re.IGNORECASE)
_AFTER_OPTION = re.compile(r"[*_]*+\.(?![^\W_])(?![*_]*[\"'”’»][*_]*\s+[a-z])")
_BEFORE_OPTION = re.compile(rf"(?i)(?:^|[\n.!?:;,—–)…{EMOJI}{EMOJI_PARTS}]|\b(?:answer|is)|</?[a-z][^<>\n]*+)\Z")


def _is_sentence(text: str, option: re.Match[str]) -> bool:
    before = text[max(option.start() - 40, 0) : option.start()].rstrip(" \t>*_#\"'“”‘«`([-")
    exact = re.sub("[*_]", "", option[0]) == f"My answer is {option[1].lower()}"
    starts = exact and _BEFORE_OPTION.search(before) is not None
    return starts and _AFTER_OPTION.match(text, option.end()) is not None
