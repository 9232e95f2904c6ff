"""Witnesses of `checkers.ratio`."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._prose import dressed, inserted, joined, prose_of, sentence, steered, written
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

_STOPS = ("the", "of", "is", "it's", "and", "don't", "with", "they")


def _percentage(rng: "Random") -> dict[str, Any]:
    return {"percentage": rng.choice((0, 5, 10, 25, 33.3, 50, 70, 90))}


def _share(text: str) -> float:
    words = text.rstrip(".").split()
    return 100 * sum(word.strip("*_") in _STOPS for word in words) / len(words)


def _more_stops(rng: "Random", text: str, *, percentage: float) -> str:
    while _share(text) <= percentage:
        text = inserted(rng, text, rng.choice(_STOPS))
    return text


@witness("ratio:stop_words", arguments=_percentage, violate=_more_stops)
def stop_words(rng: "Random", *, percentage: float) -> str:
    text = written(steered(rng, rng.randint(2, 8), lambda before, word: True), end="").replace("-", "")
    most = rng.choice((0, percentage, percentage / 2))
    while _share(fuller := inserted(rng, text, rng.choice(_STOPS))) <= most:
        text = fuller
    return dressed(rng, text + ".")


def _kinds(rng: "Random", ends: str) -> str:
    found = [sentence(rng, end=end) for end in ends]
    found = [f'"{one}"' if rng.random() < 0.15 else one for one in found]
    rng.shuffle(found)
    return dressed(rng, joined(rng, found))


def _other_end(rng: "Random", text: str) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"[.?!]", text)])
    return text[:at] + rng.choice([mark for mark in ".?!" if mark != text[at]]) + text[at + 1 :]


@witness("ratio:sentence_type", violate=_other_end)
def sentence_type(rng: "Random") -> str:
    number = rng.randint(1, 4)
    return _kinds(rng, ".." * number + "?" * number)


@witness("ratio:sentence_balance", violate=_other_end)
def sentence_balance(rng: "Random") -> str:
    return _kinds(rng, ".?!" * rng.randint(1, 4))


def _reference(rng: "Random") -> dict[str, Any]:
    """A reference, and a share that so many of its first words and some others do have."""
    reference = prose_of(rng, rng.randint(12, 60))
    shared = len(_trigrams(" ".join(reference.split()[: rng.randint(3, 60)])))
    share = round(100 * shared / (shared + rng.randint(1, 60)))
    return {"reference_text": reference, "percentage": rng.choice((0, 100, share, share))}


def _trigrams(text: str) -> set[tuple[str, ...]]:
    found = re.sub(r"[.*]", "", text).lower().split()
    return set(zip(found, found[1:], found[2:], strict=False))


def _shared(text: str, reference: str) -> float:
    own = _trigrams(text)
    return 100 * len(own & _trigrams(reference)) / max(len(own), 1)


def _own_words(rng: "Random") -> Iterator[str]:
    """Words that no reference has, without end."""
    while True:
        yield from (word for part in steered(rng, 9, lambda before, word: True) for word in part)


def _away(rng: "Random", text: str, *, reference_text: str, percentage: float) -> str:
    """The text with more words of its own, or with fewer, or with the reference where nothing is to be shared."""
    if percentage == 0:
        return f"{text} {reference_text}"
    own = _own_words(rng)
    while abs(_shared(text, reference_text) - percentage) <= 2.5:
        text = f"{text} {next(own)}" if percentage > 5 else text.rpartition(" ")[0]
    return text


_LONGEST = 250


@witness("ratio:overlap", arguments=_reference, violate=_away)
def overlap(rng: "Random", *, reference_text: str, percentage: float) -> str:
    """A piece of the reference, then words that are not in it, until the share is right."""
    words = reference_text.split()
    sizes = [size for size in range(3, len(words) + 1) if (size - 2) * 100 <= percentage * _LONGEST] or [2]
    for size in rng.sample(sizes, len(sizes)):
        text, own = " ".join(words[:size]), _own_words(rng)
        while len(text.split()) < 5 or _shared(text, reference_text) > percentage + 2:
            text = f"{text} {next(own)}"
        if abs(_shared(text, reference_text) - percentage) <= 2:
            return text
    raise AssertionError(f"no text shares {percentage} % with {reference_text!r}")


def _one_letter_less(rng: "Random", text: str) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"(?<=\w\w)\w(?=\w)", text)])
    return rng.choice((text[:at] + text[at + 1 :], f"{text} Fog rose.", text.rpartition(". ")[0] + "."))


@witness("ratio:sentence_words", violate=_one_letter_less)
def sentence_words(rng: "Random") -> str:
    while True:
        found = [written([own]) for own in steered(rng, 9, lambda before, word: word not in before) if len(own) == 4]
        lengths = [len(one) for one in found]
        size = max(set(lengths), key=lengths.count)
        alike = [one for one in found if len(one) == size]
        if len(alike) >= 3:
            return rng.choice((" ", " ", "\n")).join(alike[:3])
