"""Witnesses of `checkers.case`."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ._counted import Units, counts
from ._prose import dressed, prose
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

counts(
    "change_case:capital_word_frequency",
    lambda: Units(("STOP", "NASA", "DON'T", "MOTHER-IN-LAW", "EXIT", "BBC", "ÉLAN", "NO")),
    number="capital_frequency",
    relation="capital_relation",
)


def _one_letter(change: Callable[[str], str]) -> Callable[["Random", str], str]:
    def violate(rng: "Random", text: str) -> str:
        at = rng.choice([m.start() for m in re.finditer(r"[A-Za-z]", text)])
        return text[:at] + change(text[at]) + text[at + 1 :]

    return violate


@witness("change_case:english_capital", violate=_one_letter(str.lower))
def english_capital(rng: "Random") -> str:
    return dressed(rng, prose(rng, rng.randint(2, 6)).upper())


@witness("change_case:english_lowercase", violate=_one_letter(str.upper))
def english_lowercase(rng: "Random") -> str:
    return dressed(rng, prose(rng, rng.randint(2, 6)).lower())
