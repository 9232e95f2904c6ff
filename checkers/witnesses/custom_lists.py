"""Witnesses of `checkers.custom_lists`."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .._places import NORTHERN_CAPITALS, STATES_OF_AFRICA, plain
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

_MULTIPLES = [14, 21, 28, 35, 42, 49]


def _other_numbers(rng: "Random", text: str) -> str:
    number = str(rng.choice(_MULTIPLES))
    return rng.choice(
        (text.replace(number, ""), text.replace(number, f"{number} 7"), text.replace(number, number[::-1]))
    )


@witness("custom:multiples", violate=_other_numbers)
def multiples(rng: "Random") -> str:
    between = rng.choice((", ", "\n", " ", "\n* ", "; "))
    opening = rng.choice(("", "", "The multiples of 7 from 10 to 50:\n"))
    return f"{opening}{'* ' if '*' in between else ''}{between.join(map(str, _MULTIPLES))}{rng.choice(('', '.'))}"


def _spoil_lines(rng: "Random", text: str) -> str:
    lines = text.split("\n")
    one, other = rng.sample(range(len(lines) - 54, len(lines)), 2)
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    less = [line for at, line in enumerate(lines) if at != one]
    return rng.choice(("\n".join(swapped), "\n".join(less), "\n".join([*lines[:-1], "Wakanda"]), ", ".join(lines)))


@witness("custom:reverse_newline", violate=_spoil_lines)
def reverse_newline(rng: "Random") -> str:
    told = rng.choice(("{}", "{}", "- {}", "**{}**"))
    states = [told.format(state) for state in sorted(STATES_OF_AFRICA, key=plain, reverse=True)]
    return "\n".join(rng.choice(([], ["The countries of Africa:", ""])) + states)


def _spoil_capitals(rng: "Random", text: str) -> str:
    name = rng.choice(("Oslo", "Riga", "Berlin", "Paris"))
    return rng.choice(
        (
            text.replace(f"{name},", ""),
            text.replace(name, f"{name}, Rome"),
            text.replace(",", ";"),
            text.replace("Oslo", "Pisa"),
            text.replace("London", "Paris").replace("Paris", "London", 1) + ", Paris",
        )
    )


@witness("custom:european_capitals_sort", violate=_spoil_capitals)
def european_capitals_sort(rng: "Random") -> str:
    names = list(dict.fromkeys(NORTHERN_CAPITALS.values()))
    if rng.random() < 0.5:
        names.remove("Kyiv")
    text = rng.choice((", ", ",\n", ",")).join(names).replace("Reykjavik", rng.choice(("Reykjavik", "Reykjavík")))
    return rng.choice(("{}", "{}.", "**{}**", "{}\n")).format(text)


def _spoil_dates(rng: "Random", text: str) -> str:
    one = rng.choice(re.findall(r"\d{4}-\d\d-\d\d", text))
    wrong = (
        f"1{one[1:5]}13-01",
        one[:8] + "32",
        "1801-02-29",
        one.replace("-", "/"),
        f"{one} (Lodi)",
        "1770" + one[4:],
    )
    return text.replace(one, rng.choice(wrong))


@witness("custom:date_format_list", violate=_spoil_dates)
def date_format_list(rng: "Random") -> str:
    days = sorted(date(1793, 9, 18) + timedelta(rng.randrange(7900)) for _ in range(rng.randint(1, 40)))
    told = rng.choice((", ", ",", ",\n")).join(map(str, days))
    return rng.choice(("{}", "{}", "{}\n", "```\n{}\n```")).format(told)
