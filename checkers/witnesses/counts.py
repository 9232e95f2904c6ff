"""Witnesses of `checkers.counts`."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from typing import TYPE_CHECKING, Any

from .._english import CONJUNCTIONS, NAMES
from .._verdict import Comparison
from ._counted import Units, counts
from ._prose import inserted, mention, prose, prose_of, sentence, steered, written
from ._registry import witness
from .length import Words

if TYPE_CHECKING:
    from random import Random

_AT_MOST: Comparison = "at most"
_EXACTLY: Comparison = "exactly"


def _range(rng: "Random") -> dict[str, Any]:
    low = rng.choice((1, rng.randint(2, 30), rng.randint(2, 300)))
    return {"min_words": low, "max_words": low + rng.choice((0, 1, rng.randint(2, 60)))}


def _out_of_range(rng: "Random", text: str, *, min_words: int, max_words: int) -> str:
    shape, n = Words(), len(text.split())
    if rng.random() < 0.5:
        for _ in range(n - min_words + 1):
            text = shape.fewer(rng, text)
        return text
    for _ in range(max_words - n + 1):
        text = shape.more(rng, text)
    return text


@witness("count:word_count_range", arguments=_range, violate=_out_of_range)
def word_count_range(rng: "Random", *, min_words: int, max_words: int) -> str:
    return prose_of(rng, rng.choice((min_words, max_words, rng.randint(min_words, max_words))))


def _different(text: str) -> list[str]:
    return [word.strip(".").lower() for word in text.split()]


class _DifferentWords:
    """Words that are all different, with some of them again."""

    def make(self, rng: "Random", number: int) -> str:
        found = [word for own in steered(rng, 60, lambda before, word: word not in before) for word in own][:number]
        return written([found, rng.choices(found, k=rng.randint(1, 5))])

    def count(self, text: str) -> int:
        return len(set(_different(text)))

    def more(self, rng: "Random", text: str) -> str:
        return inserted(rng, text, "fog")

    def fewer(self, rng: "Random", text: str) -> str:
        first, *others = dict.fromkeys(_different(text))
        if not others:
            return "..."
        return re.sub(rf"(?i)(?<!\S){re.escape(rng.choice(others))}(?=[\s.])", first, text)


counts("count:unique_word_count", _DifferentWords, number="N", drawn=(1, 100))


def _again(rng: "Random", text: str) -> str:
    word = rng.choice(_different(text))
    return inserted(rng, text, rng.choice((word, word.upper(), word.capitalize(), f"**{word}**")))


@witness("count:count_unique", violate=_again)
def count_unique(rng: "Random") -> str:
    return written(steered(rng, rng.randint(1, 6), lambda before, word: word not in before))


class _SmallWords:
    """Words in small letters among capitalised ones."""

    def make(self, rng: "Random", number: int) -> str:
        found = [word.title() for word in prose(rng, rng.randint(1, 4)).replace(".", "").split()]
        for _ in range(number):
            found.insert(rng.randint(1, len(found)), rng.choice(("fog", "don't", "well-kept", "café")))
        return " ".join(found) + "."

    def count(self, text: str) -> int:
        return sum(word.islower() for word in text.split())

    def more(self, rng: "Random", text: str) -> str:
        return inserted(rng, text, "fog")

    def fewer(self, rng: "Random", text: str) -> str:
        return text.upper()


counts("count:lowercase_counting", _SmallWords, number="N", comparison=_AT_MOST)
counts(
    "count:conjunctions",
    lambda: Units(tuple(sorted(CONJUNCTIONS)), distinct=True, cases=True),
    number="small_n",
    drawn=(1, 7),
)
counts(
    "count:pronouns",
    lambda: Units(("she", "they", "it's", "mine", "themselves", "who", "we'll", "nobody", "this", "I")),
    number="N",
)
counts("count:person_names", lambda: Units(NAMES, distinct=True), number="N", drawn=(1, 50))
counts(
    "count:numbers",
    lambda: Units(
        ("7", "3.5", "1,000", "twelve", "two hundred and five", "40%", "5km", "2024", "thirty-one", "3rd", "12:30")
    ),
    number="N",
    comparison=_EXACTLY,
    drawn=(0, 9),
)


def _without_mark(rng: "Random", text: str) -> str:
    mark = rng.choice((".", ",", ";", ":", "?!"))
    return text.replace(mark, "?" if mark == "?!" else "")


@witness("count:punctuation", violate=_without_mark)
def punctuation(rng: "Random") -> str:
    found = [sentence(rng, end=end) for end in ("!", "?", "?!", ".", *rng.choices(".!?", k=rng.randint(0, 3)))]
    found += [f"Well, {sentence(rng).lower()[:-1]}; so {mention(rng, 'this: fog').lower()}"]
    rng.shuffle(found)
    return " ".join(found)


_JAPANESE = ("東京", "ひらがな", "カタカナ", "日本", "猫", "ありがとう", "食べる", "桜", "コーヒー", "山")


def _every(rng: "Random") -> dict[str, Any]:
    return {"N": rng.choice((2, 2, 3, 4, 7))}


def _translated(rng: "Random", text: str, *, N: int) -> str:
    word = rng.choice([word for word in text.split() if not word.isascii()])
    return text.replace(word, "fog." if word.endswith("。") else "fog", 1)


@witness("count:words_japanese", arguments=_every, violate=_translated)
def words_japanese(rng: "Random", *, N: int) -> str:
    found = prose_of(rng, N * rng.randint(1, 6) + rng.randint(0, N - 1)).replace(".", "").split()
    found[N - 1 :: N] = [rng.choice(_JAPANESE) for _ in found[N - 1 :: N]]
    return " ".join(found) + rng.choice((".", "", "!"))
