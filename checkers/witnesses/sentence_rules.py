"""Witnesses of `checkers.sentence_rules`."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from typing import TYPE_CHECKING, Any

from ._prose import cased, dressed, inserted, joined, mention, replaced, sentence
from ._registry import witness
from ._vocabulary import BY_LETTER, KEYWORDS
from .words_places import keyword_in_place, lost_place, place_of

if TYPE_CHECKING:
    from random import Random

_WITHOUT_END = [word for word in KEYWORDS if not word.endswith("?")]


def _which(rng: "Random") -> dict[str, Any]:
    return {"word": rng.choice(_WITHOUT_END), "N": rng.randint(1, 7)}


def _elsewhere(rng: "Random", text: str, *, word: str, N: int) -> str:
    without = re.sub(re.escape(word), "fog", text, flags=re.IGNORECASE)
    before = " ".join(sentence(rng) for _ in range(N))
    return rng.choice((without, f"{before} {text}", f"{without} {mention(rng, word)}"))


@witness("sentence:keyword", arguments=_which, violate=_elsewhere)
def keyword(rng: "Random", *, word: str, N: int) -> str:
    found = [sentence(rng) for _ in range(N + rng.randint(0, 3))]
    found[N - 1] = mention(rng, cased(rng, word))
    return joined(rng, found)


@witness(
    "keywords:keyword_specific_position",
    arguments=lambda rng: place_of(rng, lists=True),
    violate=lost_place,
)
def keyword_specific_position(rng: "Random", *, keyword: str | list[str], n: int, m: int) -> str:
    return keyword_in_place(rng, keyword=keyword, n=n, m=m)


@witness(
    "sentence:increment",
    arguments=lambda rng: {"small_n": rng.randint(0, 5)},
    violate=lambda rng, text, small_n: inserted(rng, text, "fog"),
)
def increment(rng: "Random", *, small_n: int) -> str:
    first = rng.randint(1 if small_n else 2, 6)
    found = [sentence(rng, first + small_n * n, rng.choice(".!?")) for n in range(rng.randint(2, 6))]
    return dressed(rng, joined(rng, found))


@witness("sentence:alliteration_increment", violate=lambda rng, text: f"{text} The owls rest.")
def alliteration_increment(rng: "Random") -> str:
    """Runs of 1, 2, 3 ... neighbours with one letter, or of 2, 3, 4 ..."""
    least = rng.randint(1, 2)
    found = []
    for length in range(least, least + rng.randint(2, 4)):
        letter = rng.choice([letter for letter, words in BY_LETTER.items() if len(words) > length and letter != "t"])
        found.append(f"The {' '.join(rng.sample(BY_LETTER[letter], length))}.")
    return joined(rng, found)


def _composition(rng: "Random") -> dict[str, Any]:
    return {"n_sent": rng.randint(1, 4), "n_words": rng.randint(1, 12)}


def _spoil_composition(rng: "Random", text: str, *, n_sent: int, n_words: int) -> str:
    divider = r"\n+(?:\* \* \*|\*\*\*)\n+"
    return rng.choice(
        (inserted(rng, text, "fog"), replaced(rng, text, divider, "\n\n"), f"{text} {sentence(rng, n_words)}")
    )


@witness("count:counting_composition", arguments=_composition, violate=_spoil_composition)
def counting_composition(rng: "Random", *, n_sent: int, n_words: int) -> str:
    divider = rng.choice(("\n* * *\n", "\n\n* * *\n\n", "\n***\n"))
    return divider.join(" ".join(sentence(rng, n_words) for _ in range(n_sent)) for _ in range(3))
