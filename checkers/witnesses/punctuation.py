"""Witnesses of `checkers.punctuation`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ._prose import dressed, inserted, joined, prose, sentence
from ._registry import Maker, witness

if TYPE_CHECKING:
    from random import Random


def _with_mark(marks: str) -> Maker:
    """Puts one of the marks after a word."""

    def violate(rng: "Random", text: str) -> str:
        return inserted(rng, text, "fog" + rng.choice(marks))

    return violate


@witness("punctuation:no_comma", violate=_with_mark(",,,，、،"))
def no_comma(rng: "Random") -> str:
    return dressed(rng, prose(rng)) + rng.choice(("", " So it is; all's well: 3.5 (yes!)"))


def _ended(marks: str) -> Callable[["Random"], str]:
    def make(rng: "Random") -> str:
        found = [sentence(rng, end=rng.choice(marks)) for _ in range(rng.randint(1, 6))]
        return dressed(rng, joined(rng, found))

    return make


witness("punctuation:punctuation_dot", violate=_with_mark("..….。"))(_ended("!?;"))
witness("punctuation:punctuation_exclamation", violate=_with_mark("!!！¡‼"))(_ended(".?…"))
