"""Witnesses of `checkers.keywords`."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ._counted import Units, counts
from ._prose import cased, dressed, inserted, mention, mentions, prose, steered, written
from ._registry import witness
from ._vocabulary import KEYWORDS

if TYPE_CHECKING:
    from random import Random


def keyword(rng: "Random") -> dict[str, Any]:
    """A keyword to draw, special characters in it as often as not."""
    return {"keyword": rng.choice(KEYWORDS)}


def keyword_units(keyword: str) -> Units:
    """Prose with so many of one keyword."""
    return Units((keyword,), cases=True)


def _some(rng: "Random") -> dict[str, Any]:
    return {"keywords": rng.sample(KEYWORDS, rng.randint(1, 5))}


def _without_one(rng: "Random", text: str, *, keywords: list[str]) -> str:
    return re.sub(re.escape(rng.choice(keywords)), "fog", text, flags=re.IGNORECASE)


@witness("keywords:existence", arguments=_some, violate=_without_one)
def existence(rng: "Random", *, keywords: list[str]) -> str:
    again = rng.choices(keywords, k=rng.randint(0, 2))
    return dressed(rng, mentions(rng, [cased(rng, word) for word in [*keywords, *again]]))


counts("keywords:frequency", keyword_units, number="frequency", relation="relation", others=keyword)


def longer_word(keyword: str) -> str:
    """A word that has the keyword in it, and is another word."""
    return f"{keyword}ation" if re.fullmatch("[A-Za-z]{3,}", keyword) else "fog"


def _forbidden(rng: "Random") -> dict[str, Any]:
    return {"forbidden_words": rng.sample(KEYWORDS, rng.randint(1, 4))}


def _with_one(rng: "Random", text: str, *, forbidden_words: list[str]) -> str:
    word = rng.choice(forbidden_words)
    inflected = f"{word}s" if re.fullmatch("[a-z]{2,}[a-rt-z]", word) else word
    return inserted(rng, text, rng.choice((cased(rng, word), word, inflected)))


@witness("keywords:forbidden_words", arguments=_forbidden, violate=_with_one)
def forbidden_words(rng: "Random", *, forbidden_words: list[str]) -> str:
    near = mention(rng, longer_word(rng.choice(forbidden_words)))
    return rng.choice(("", f"{near} ")) + dressed(rng, prose(rng))


def _seen_as(letter: str, char: str) -> bool:
    """Whether a reader sees the letter: an accent matters only where the letter has one."""
    shape = char.lower()
    return letter.lower() in (shape, unicodedata.normalize("NFD", shape)[0])


class Letters:
    """Prose in which a character stands so often."""

    def __init__(self, letter: str) -> None:
        self.letter = letter

    def make(self, rng: "Random", number: int) -> str:
        free = steered(rng, rng.randint(1, 4), lambda before, word: not any(_seen_as(self.letter, c) for c in word))
        text = written(free) or "..."
        shapes = [self.letter.lower(), self.letter.upper()[:1], *("é" if self.letter in "eE" else "")]
        for _ in range(number):
            text = inserted(rng, text, rng.choice(shapes))
        return text

    def count(self, text: str) -> int:
        return len(self._places(text))

    def more(self, rng: "Random", text: str) -> str:
        return inserted(rng, text, self.letter)

    def fewer(self, rng: "Random", text: str) -> str:
        at = rng.choice(self._places(text))
        return text[:at] + text[at + 1 :]

    def _places(self, text: str) -> list[int]:
        return [at for at, char in enumerate(text) if _seen_as(self.letter, char)]


def letter(rng: "Random") -> dict[str, Any]:
    """A letter to draw, or a sign."""
    return {"letter": rng.choice("abcdefghijklmnopqrstuvwxyzEQé#!7")}


counts(
    "keywords:letter_frequency",
    Letters,
    number="let_frequency",
    relation="let_relation",
    drawn=(1, 30),
    others=letter,
)
