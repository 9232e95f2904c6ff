"""Witnesses of `checkers.letters`."""

from typing import TYPE_CHECKING

from ._counted import counts
from ._prose import prose
from .keywords import Letters, letter

if TYPE_CHECKING:
    from random import Random


class _AnyLetters:
    """A text with so many letters; its end is cut where they are enough."""

    def make(self, rng: "Random", number: int) -> str:
        text = rng.choice(("", "2024: ", "Été à Łódź. "))
        text += prose(rng, 1 + number // 12)
        at = len(text)
        while self.count(text[:at]) > number:
            at -= 1
        return text[:at].strip() or "2024!"

    def count(self, text: str) -> int:
        return sum(char.isalpha() for char in text)

    def more(self, rng: "Random", text: str) -> str:
        return f"{text}{rng.choice('aéßЯ你')}"

    def fewer(self, rng: "Random", text: str) -> str:
        at = rng.choice([at for at, char in enumerate(text) if char.isalpha()])
        return (text[:at] + text[at + 1 :]).strip() or "..."


counts("letters:letter_counting", _AnyLetters, number="N", relation="relation", drawn=(1, 400))
counts(
    "letters:letter_counting2",
    Letters,
    number="let_frequency",
    relation="let_relation",
    drawn=(1, 30),
    others=letter,
)
