"""Witnesses of `checkers.keyword_counts`."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .._verdict import Comparison
from ._counted import counts
from ._prose import cased, dressed, inserted, mention, mentions, prose, replaced
from ._registry import witness
from ._vocabulary import KEYWORDS
from .keywords import keyword, keyword_units, longer_word

if TYPE_CHECKING:
    from random import Random

_EXACTLY: Comparison = "exactly"


def _without(rng: "Random", text: str, *, keyword: str) -> str:
    return re.sub(re.escape(keyword), longer_word(keyword), text, flags=re.IGNORECASE)


@witness("keywords:word_once", arguments=keyword, violate=_without)
def word_once(rng: "Random", *, keyword: str) -> str:
    return dressed(rng, mentions(rng, [cased(rng, keyword) for _ in range(rng.choice((1, 1, 2, 3)))]))


def _with_a_relation(rng: "Random") -> dict[str, Any]:
    return {**keyword(rng), **rng.choice(({}, {"relation": "at least"}, {"relation": "less than"}))}


counts(
    "keywords:word_count_different_numbers",
    lambda keyword, relation=None: keyword_units(keyword),
    number="frequency",
    comparison=_EXACTLY,
    drawn=(0, 8),
    others=_with_a_relation,
)


def _with(rng: "Random", text: str, *, keyword: str) -> str:
    return rng.choice((inserted(rng, text, cased(rng, keyword)), f"{text} {keyword}.", f"{cased(rng, keyword)} {text}"))


@witness("keywords:exclude_word_harder", arguments=keyword, violate=_with)
def exclude_word_harder(rng: "Random", *, keyword: str) -> str:
    return rng.choice(("", mention(rng, longer_word(keyword)) + " ")) + dressed(rng, prose(rng))


def _register(id: str, names: Sequence[str], times: Sequence[int]) -> None:
    """The witness of keywords that must occur 1, 2, ... times each."""

    def arguments(rng: "Random") -> dict[str, Any]:
        return dict(zip(names, rng.sample(KEYWORDS, len(names)), strict=True))

    def make(rng: "Random", **keywords: str) -> str:
        found = [cased(rng, keywords[name]) for name, number in zip(names, times, strict=True) for _ in range(number)]
        return dressed(rng, mentions(rng, found))

    def violate(rng: "Random", text: str, **keywords: str) -> str:
        word = rng.choice(list(keywords.values()))
        less = replaced(rng, text, rf"(?i)(?<!\S){re.escape(word)}(?!\S)", longer_word(word))
        return rng.choice((inserted(rng, text, word), less))

    witness(id, violate=violate, arguments=arguments)(make)


_register("count:count_increment_word", ["keyword1", "keyword2"], [1, 2])
_register("count:keywords_multiple", [f"keyword{n}" for n in range(1, 6)], [1, 2, 3, 5, 7])
