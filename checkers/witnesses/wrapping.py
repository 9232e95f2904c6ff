"""Witnesses of `checkers.wrapping`."""

import re
from typing import TYPE_CHECKING

from ._prose import prose_of, replaced, sentence
from ._registry import witness

if TYPE_CHECKING:
    from random import Random


def _other_gap(rng: "Random", text: str) -> str:
    return replaced(rng, text, r"(?<=[.!?])-", rng.choice((" ", "- ", "--", "-\n")))


@witness("detectable_format:sentence_hyphens", violate=_other_gap)
def sentence_hyphens(rng: "Random") -> str:
    return "-".join(sentence(rng, end=rng.choice(".!?")) for _ in range(rng.randint(2, 7)))


def _spoil_brackets(rng: "Random", text: str) -> str:
    return rng.choice(
        (f"{text} fog", replaced(rng, text, r"\[\w", "f"), replaced(rng, text, r"\]", " fog]"), f"So {text}")
    )


@witness("detectable_format:square_brackets", violate=_spoil_brackets)
def square_brackets(rng: "Random") -> str:
    marks = rng.choice((r"[\1]\2", r"[\1\2]"))
    return re.sub(r"([\w'-]+)(\.?)", marks, prose_of(rng, rng.randint(1, 40)))


def _spoil_pairs(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            f"{text} fog",
            replaced(rng, text, r"<<\S+ ", "<<"),
            replaced(rng, text, "<<", "<"),
            text.replace(">>", " fog>>", 1),
        )
    )


@witness("detectable_format:bigram_wrapping", violate=_spoil_pairs)
def bigram_wrapping(rng: "Random") -> str:
    text = prose_of(rng, 2 * rng.randint(1, 20))
    return re.sub(r"(\S+\s+\S+?)(\.?)(?=\s|$)", rng.choice((r"<<\1>>\2", r"<<\1\2>>")), text)
