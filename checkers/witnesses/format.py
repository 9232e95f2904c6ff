"""Witnesses of `checkers.format`."""

import json
import re
from typing import TYPE_CHECKING, Any

from .._numbering import to_roman
from .._verdict import Comparison
from ._counted import Units, counts
from ._prose import dressed, prose, replaced, sentence
from ._registry import witness
from ._vocabulary import MANY_NOUNS, TITLES

if TYPE_CHECKING:
    from random import Random

_EXACTLY: Comparison = "exactly"
_ITEM = r"(?m)^ *[-*+•] [^\n]*$\n?"


class _Bullets:
    """A list, nested or not, between two paragraphs."""

    def make(self, rng: "Random", number: int) -> str:
        mark = rng.choice("-*+•")
        items = "".join(f"{rng.choice(('', '', '  ')) if n else ''}{mark} {sentence(rng)}\n" for n in range(number))
        return f"{prose(rng, breaks=False)}\n\n{items}{rng.choice(('', chr(10) + prose(rng)))}"

    def count(self, text: str) -> int:
        return len(re.findall(_ITEM, text))

    def more(self, rng: "Random", text: str) -> str:
        """A bullet more, and none below another: nested ones need not be counted."""
        text = re.sub(r"(?m)^ +(?=[-*+•] )", "", text)
        found = re.search(_ITEM, text)
        at = found.start() if found else len(text)
        return f"{text[:at]}{'' if found else chr(10) * 2}{found[0].strip()[0] if found else '-'} One more\n{text[at:]}"

    def fewer(self, rng: "Random", text: str) -> str:
        return replaced(rng, text, _ITEM, "")


counts("detectable_format:number_bullet_lists", _Bullets, number="num_bullets", comparison=_EXACTLY, drawn=(0, 12))
counts(
    "detectable_format:number_highlighted_sections",
    lambda: Units(
        ("*brass*", "**copper**", "_tin_", "__two plain words__", "***zinc***", "*a few words*", "**été**"), dress=False
    ),
    number="num_highlights",
)


def _sections(rng: "Random") -> dict[str, Any]:
    spliter = rng.choice(("Section", "SECTION", "Day", "Part", "Abschnitt", "Round #"))
    return {"section_spliter": spliter, "num_sections": rng.randint(1, 7)}


_SECTION = "\n\n\n"


def _spoil_sections(rng: "Random", text: str, *, section_spliter: str, num_sections: int) -> str:
    """Three line breaks, which nothing else here has, stand before each header."""
    sections = text.split(_SECTION)[1:]
    one = rng.randrange(len(sections))
    header, _, body = sections[one].partition("\n")
    sections[one] = rng.choice(("", header.replace("Rivers", ""), body))
    added = f"{text}\n\n{section_spliter} {num_sections + 1}\nMore."
    return rng.choice((added, "\n\n".join(["Here you are.", *sections])))


@witness("detectable_format:multiple_sections", arguments=_sections, violate=_spoil_sections)
def multiple_sections(rng: "Random", *, section_spliter: str, num_sections: int) -> str:
    header = rng.choice(("{} {}", "**{} {}**", "## {} {}", "{} {}:", "### {} {}: Rivers"))
    label = rng.choice((str, str, lambda n: to_roman(n).upper(), lambda n: chr(ord("A") + n - 1)))
    bodies = (dressed(rng, prose(rng)) for _ in range(num_sections))
    found = [f"{header.format(section_spliter, label(n))}\n{body}" for n, body in enumerate(bodies, 1)]
    return _SECTION.join(["Here you are.", *found])


def _value(rng: "Random", depth: int) -> Any:
    if depth == 0:
        return rng.choice((None, True, rng.randint(-9, 999), 2.5, sentence(rng), 'a "quoted" é', "", []))
    if rng.random() < 0.4:
        return [_value(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    return {noun: _value(rng, depth - 1) for noun in rng.sample(MANY_NOUNS, rng.randint(0, 4))}


def _spoil_json(rng: "Random", text: str) -> str:
    at = max(text.rfind("}"), text.rfind("]"))
    return rng.choice(
        (f"Here it is: {text}", text[:at] + text[at + 1 :], f"{text[:at]},{text[at:]}", f"{text[:at]}{text[at:]}]")
    )


@witness("detectable_format:json_format", violate=_spoil_json)
def json_format(rng: "Random") -> str:
    told = json.dumps(_value(rng, rng.randint(1, 3)), indent=rng.choice((None, 2)), ensure_ascii=rng.random() < 0.5)
    return rng.choice(("{}", "{}", "```json\n{}\n```", "```\n{}\n```", "```JSON\n{}\n```\n", "\n{}\n")).format(told)


def _spoil_title(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            text.replace("<<", "<"),
            text.replace(">>", ">"),
            re.sub("<<[^>]*>>", "<< >>", text),
            text.replace("<<", "So <<").replace(">>", ">> is it"),
        )
    )


@witness("detectable_format:title", violate=_spoil_title)
def title(rng: "Random") -> str:
    around = rng.choice(("<<{}>>", "<<{}>>", "# <<{}>>", "**<<{}>>**", "Title: <<{}>>"))
    return f"{around.format(rng.choice(TITLES))}{rng.choice((chr(10), chr(10) * 2))}{dressed(rng, prose(rng))}"


_OPTIONS = ("My answer is yes.", "My answer is no.", "My answer is maybe.")


def _spoil_option(rng: "Random", text: str) -> str:
    own = next(option for option in _OPTIONS if option in text)
    other = next(option for option in _OPTIONS if option not in text)
    return rng.choice(
        (text.replace(own, f"{own[:-1]}, I think."), f"{text} {other}", text.replace(own, own[10:]), own.lower())
    )


@witness("detectable_format:constrained_response", violate=_spoil_option)
def constrained_response(rng: "Random") -> str:
    told = rng.choice(("{}", "{}", "**{}**", '"{}"')).format(rng.choice(_OPTIONS))
    reasons = prose(rng)
    return rng.choice((told, f"{reasons} {told}", f"{told}\n\n{reasons}", f"{reasons}\n\n{told}\n"))
