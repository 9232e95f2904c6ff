"""IFBench's `custom` lists: numbers, countries, capitals, dates."""

import re
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from itertools import islice, zip_longest

from ._csv import data
from ._places import AFRICA, NORTHERN_CAPITALS, STATES_OF_AFRICA, plain
from ._quantities import quantities
from ._registry import checker, ex
from ._text import Text
from ._verdict import Piece, Pieces, Verdict, no_piece, right_of, staged
from ._words import words

_MULTIPLES = {"14": "fourteen", "21": "twenty one", "28": "twenty eight", "35": "thirty five", "42": "forty two",
              "49": "forty nine"}  # fmt: skip
_ASIDE = re.compile(
    r"\b(?:10|ten)\s*(?:to|and|through|until|up\s+to|[-–—])\s*(?:50|fifty)\b|\b(?:of|by)\s+(?:7|seven)\b"
    r"|(?<=\b(?:14|21|28|35|42|49))\.(?=[ \t])",
    re.IGNORECASE,
)
"""The words of the request, and the full stop that makes a multiple look like the number of a list item."""


@checker(
    "custom:multiples",
    says="Count from 10 to 50, but print only the multiples of 7.",
    follows=(
        ex("14, 21, 28, 35, 42, 49"),
        ex("14\n21\n28\n35\n42\n49. That is all."),
        ex("The multiples of 7 from 10 to 50:\n1. **14**\n2. **21**\n3. 28\n4. 35\n5. 42\n6. 49"),
        ex("Fourteen; twenty-one; twenty-eight; thirty-five; forty-two; forty-nine."),
    ),
    breaks=(
        ex("7, 14, 21, 28, 35, 42, 49"),
        ex("14, 21, 28, 35, 42"),
        ex("49, 42, 35, 28, 21, 14"),
        ex("10, 14, 21, 28, 35, 42, 49, 50"),
        ex("14.5, 21, 28, 35, 42, 49"),
    ),
)
def multiples(text: Text) -> Verdict:
    """The numbers of the text are the six multiples in order, in digits or words; the request may be quoted."""
    aside = [(m.start(), m.end(), " " * len(m[0])) for m in _ASIDE.finditer(text)]
    found = (text.edit(aside) if aside else text).view(quantities)
    numbers = [re.sub(r"[\s-]+", " ", number.text.lower()) for number in found[: len(_MULTIPLES) + 1]]
    shown = ", ".join(numbers)[:60] or "none"
    why = f"{len(found)} numbers ({shown}), wanted the six {', '.join(_MULTIPLES)} and no other"
    forms = list(_MULTIPLES), list(_MULTIPLES.values())
    return Verdict(numbers in forms, why, found.spans, max(_likeness(numbers, form) for form in forms))


def _likeness(given: list[str], wanted: list[str]) -> float:
    """How much of a list is there in its order; 1 if all of it is, and nothing else."""
    return SequenceMatcher(None, given, wanted, autojunk=False).ratio()


_STATES = sorted(STATES_OF_AFRICA, key=plain, reverse=True)
_FILLED_LINE = re.compile(r"(?m)^(?:[^\n\w]|_)*+[^\W_][^\n]*+")
_MOST_LINES = 200


@checker(
    "custom:reverse_newline",
    says="List the countries of Africa in reverse alphabetical order, each on a new line.",
    follows=(
        ex("\n".join(_STATES)),
        ex("The countries of Africa:\n\n" + "\n".join(f"{n}. **{state}**" for n, state in enumerate(_STATES, 1))),
        ex("\n".join(_STATES).replace("Togo", "Togo\nThe Gambia").replace("Gambia\nGabon", "Gabon")),
        ex("- " + "\n- ".join(_STATES).replace("Zambia", "Zambia\n- Western Sahara").upper()),
    ),
    breaks=(
        ex("Zimbabwe\n" * 54),
        ex("\n".join(_STATES[::-1])),
        ex("\n".join(_STATES).replace("Zambia\n", "")),
        ex("\n".join(_STATES).replace("Zambia", "Zamunda")),
        ex(", ".join(_STATES)),
    ),
)
def reverse_newline(text: Text) -> Verdict:
    """The 54 states, one to a line, each once, none of which rises; a disputed one may stand among them.

    Accents, marks, numbers and what stands in parentheses are no matter, nor are remarks before and after the list.
    """
    found = [Piece(m[0], *m.span()) for m in islice(_FILLED_LINE.finditer(text), _MOST_LINES)]
    listed = _without_remarks([(line, *_country(line.text)) for line in found])
    wrong = next((line for line, country, _ in listed if country is None), None)
    if wrong is not None:
        why = f"{wrong.text.strip()[:40]!r} is no country of Africa"
        known = {country for _, country, _ in listed} & STATES_OF_AFRICA
        return Verdict(False, why, (wrong.span,), right_of(len(known), len(STATES_OF_AFRICA), len(listed)) / 2)
    times = Counter(country for _, country, _ in listed)
    missing = sorted(STATES_OF_AFRICA - times.keys())
    again = [str(country) for country, count in times.items() if count > 1]
    why = f"{len(missing)} of 54 countries missing" + f" ({', '.join(missing[:3])})" * bool(missing)
    why += f", listed again: {', '.join(again[:3])}" * bool(again)
    wanted = len(STATES_OF_AFRICA)
    return staged(
        Verdict(not missing and not again, why, (), right_of(wanted - len(missing), wanted, wanted + len(again))),
        lambda: no_piece(_rising([(line, name) for line, _, name in listed]), "countries out of reverse order"),
    )


def _country(line: str) -> tuple[str | None, str]:
    """The country that a line names, and its name there in plain form."""
    names = (plain(line), plain(line.partition("(")[0]))
    known = (name for name in names if name.removeprefix("the ") in AFRICA)
    name = next(known, "")
    return AFRICA.get(name.removeprefix("the ")), name


def _without_remarks(lines: list[tuple[Piece, str | None, str]]) -> list[tuple[Piece, str | None, str]]:
    first, last = 0, len(lines)
    while first < last and lines[first][1] is None and _is_remark(lines[first][0].text):
        first += 1
    while first < last and lines[last - 1][1] is None and _is_remark(lines[last - 1][0].text):
        last -= 1
    return lines[first:last]


def _is_remark(line: str) -> bool:
    short = line.rstrip("*_ ")
    return short[-1] == ":" or len(words(line)) > 4 or re.search("(?i)africa|countr", line) is not None


def _rising(listed: list[tuple[Piece, str]]) -> list[Piece]:
    """The lines that no order places after the one before; an article at their start may count or not."""
    before, wrong = "~", []
    for line, name in listed:
        fitting = [form for form in (name, name.removeprefix("the ")) if form <= before]
        if not fitting:
            wrong.append(line)
        before = max(fitting or [name])
    return wrong


_CAPITALS = list(dict.fromkeys(NORTHERN_CAPITALS.values()))


@checker(
    "custom:european_capitals_sort",
    says="List the capitals of Europe north of 45 degrees, from north to south, with commas between them.",
    follows=(
        ex(", ".join(_CAPITALS)),
        ex("**" + ",\n".join(_CAPITALS).replace("Reykjavik", "Reykjavík").replace("Kyiv,\n", "") + ".**\n"),
        ex("Here they are: " + ", ".join(_CAPITALS).replace("Kyiv", "Kiev").replace("Zagreb", "and Zagreb")),
    ),
    breaks=(
        ex("; ".join(_CAPITALS)),
        ex(", ".join(_CAPITALS).replace("Oslo, Tallinn", "Tallinn, Oslo")),
        ex(", ".join(_CAPITALS).replace("Vaduz, ", "")),
        ex(", ".join(_CAPITALS) + ", Belgrade"),
        ex(", ".join(_CAPITALS).replace("Paris", "Paris (France)")),
        ex("Paris"),
    ),
)
def european_capitals_sort(text: Text) -> Verdict:
    """Between commas stand the 28 names in order, and nothing else; Kyiv, which the published list lacks, may miss."""
    entries = text.partition(":")[2] if ":" in text else text
    given = [name for name in map(plain, re.split("[,，]", entries, maxsplit=99)) if name]
    found = [NORTHERN_CAPITALS.get(name.removeprefix("and "), name) for name in given]
    wanted = _CAPITALS if "Kyiv" in found else [name for name in _CAPITALS if name != "Kyiv"]
    pairs = enumerate(zip_longest(found, wanted, fillvalue="nothing"), 1)
    wrong = (f"number {n} is {got[:20]!r}, wanted {name!r}" for n, (got, name) in pairs if got != name)
    return Verdict(found == wanted, next(wrong, f"the {len(wanted)} capitals"), (), _likeness(found, wanted))


_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BATTLE_YEARS = range(1793, 1816)
_MOST_BATTLES = 500


@checker(
    "custom:date_format_list",
    says="List the start dates of all the battles that Napoleon fought, as YYYY-MM-DD with commas between them, and "
    "nothing else.",
    follows=(
        ex("1796-04-12, 1805-12-02,\n1815-06-18"),
        ex("**1804-02-29**"),
        ex("```\n1805-12-02,1815-06-18.\n```"),
    ),
    breaks=(
        ex("1800-00-00"),
        ex("1801-02-29"),
        ex("1805-12-02,"),
        ex("1805-12-02; 1815-06-18"),
        ex("1805-12-02 (Austerlitz), 1815-06-18"),
        ex("1770-01-01"),
        ex("١٨٠٠-٠١-٠١"),
    ),
)
def date_format_list(text: Text) -> Verdict:
    """Between commas stand days of the calendar from 1793, Napoleon's first battle, to 1815, his last.

    Which days battles began on is not looked up: the sources differ.
    """
    start, end = data(text)
    if text.count(",") >= _MOST_BATTLES:
        return Verdict(False, f"{text.count(',') + 1} entries, more than Napoleon fought battles")
    spans, at = [], start
    for entry in text[start:end].split(","):
        spans.append((at, at + len(entry)))
        at += len(entry) + 1
    entries = Pieces(text, spans)
    wrong = (entry.span for entry in entries[:-1] if not _is_battle_day(entry.text))
    last = entries[-1].text.rstrip("*_` \n").removesuffix(".")
    wrong_last = () if _is_battle_day(last) else (entries.spans[-1],)
    return no_piece(Pieces(text, (*wrong, *wrong_last)), "entries that are no date from 1793 to 1815")


def _is_battle_day(entry: str) -> bool:
    found = _DATE.fullmatch(entry.strip('*_`" \n\t'))
    if found is None or int(found[1]) not in _BATTLE_YEARS:
        return False
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True
