"""Witnesses of `checkers.paragraphs`."""

from typing import TYPE_CHECKING

from ._prose import dressed, prose
from ._registry import witness
from .length import DividedParagraphs

if TYPE_CHECKING:
    from random import Random

_DIVIDED = DividedParagraphs()


def _other_number(rng: "Random", text: str) -> str:
    return rng.choice((_DIVIDED.more, _DIVIDED.fewer))(rng, text)


@witness("paragraphs:paragraphs", violate=_other_number)
def paragraphs(rng: "Random") -> str:
    return _DIVIDED.make(rng, 2)


def _other_breaks(rng: "Random", text: str) -> str:
    first, second = text.strip().split("\n", 1)
    return rng.choice((f"{first}\n{second.strip()}", f"{text.strip()}\n\nMore.", f"{first}\n\n***", first))


@witness("paragraphs:paragraphs2", violate=_other_breaks)
def paragraphs2(rng: "Random") -> str:
    between = rng.choice(("\n\n", "\n\n", "\n \n", "\n\n\n\n"))
    return between.join(dressed(rng, prose(rng, breaks=False)) for _ in range(2))
