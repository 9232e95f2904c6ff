"""Witnesses of `checkers.first_last`."""

import re
from typing import TYPE_CHECKING

from .._args import first_of
from ._prose import cased, dressed, joined, prose, sentence
from ._registry import witness
from ._vocabulary import WORD_KEYWORDS

if TYPE_CHECKING:
    from random import Random

_WORDS = (*WORD_KEYWORDS, "We", "New York", "yes", "I")


def _word(rng: "Random") -> str:
    return rng.choice(_WORDS)


def _word_or_list(rng: "Random") -> str | list[str]:
    return rng.choice((_word(rng), [_word(rng)], [_word(rng), "other"]))


def _opening(rng: "Random", word: str) -> str:
    """A sentence that starts with the word."""
    told = rng.choice(("{}", "{}", "{},", "**{}**")).format(cased(rng, word))
    return f"{told} {sentence(rng, rng.randint(3, 12)).partition(' ')[2]}"


def _closing(rng: "Random", word: str) -> str:
    """A sentence that ends with the word."""
    told = rng.choice(("{}", "{}", "**{}**")).format(cased(rng, word))
    return f"{sentence(rng, rng.randint(3, 12), end='')} {told}{rng.choice('.!?')}"


def _not_first(rng: "Random", text: str, *, first_word: str | list[str]) -> str:
    return rng.choice((f"So {text}", f"Fog rose. {text}", f"x{text}"))


def _not_last(rng: "Random", text: str, *, last_word: str | list[str]) -> str:
    end = re.search(r"\W*\Z", text)
    at = end.start() if end else len(text)
    return rng.choice((f"{text[:at]} now{text[at:]}", f"{text[:at]}x{text[at:]}", f"{text.strip()} Fog rose."))


@witness("first_word:first_word_sent", arguments=lambda rng: {"first_word": _word_or_list(rng)}, violate=_not_first)
def first_word_sent(rng: "Random", *, first_word: str | list[str]) -> str:
    return joined(rng, [_opening(rng, first_of(first_word)) for _ in range(rng.randint(1, 5))])


@witness("first_word:first_word_answer", arguments=lambda rng: {"first_word": _word(rng)}, violate=_not_first)
def first_word_answer(rng: "Random", *, first_word: str) -> str:
    return f"{_opening(rng, first_word)} {dressed(rng, prose(rng))}"


@witness("last_word:last_word_sent", arguments=lambda rng: {"last_word": _word_or_list(rng)}, violate=_not_last)
def last_word_sent(rng: "Random", *, last_word: str | list[str]) -> str:
    return joined(rng, [_closing(rng, first_of(last_word)) for _ in range(rng.randint(1, 5))])


@witness("last_word:last_word_answer", arguments=lambda rng: {"last_word": _word(rng)}, violate=_not_last)
def last_word_answer(rng: "Random", *, last_word: str) -> str:
    return f"{dressed(rng, prose(rng))} {_closing(rng, last_word)}{rng.choice(('', '', ' 🙂', chr(10)))}"
