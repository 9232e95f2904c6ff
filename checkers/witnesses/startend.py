"""Witnesses of `checkers.startend`."""

from typing import TYPE_CHECKING, Any

from ._prose import cased, dressed, prose
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

_PHRASES = (
    "Any other questions?",
    "and that is that",
    "Peace!",
    "Is there anything else I can help with?",
    "Über alles (so)",
)


def _phrase(rng: "Random") -> dict[str, Any]:
    return {"end_phrase": rng.choice(_PHRASES)}


def _spoil_end(rng: "Random", text: str, *, end_phrase: str) -> str:
    end = text.lower().rindex(end_phrase.lower())
    return rng.choice(
        (f"{text} No.", text[:end] + end_phrase.split(maxsplit=1)[0][:-1], f"{text[:end]}fog{text[end:]}")
    )


@witness("startend:end_checker", arguments=_phrase, violate=_spoil_end)
def end_checker(rng: "Random", *, end_phrase: str) -> str:
    trailer = rng.choice(("{}", "{}", "{}\n", "**{}**", "{} 🙂", "“{}”"))
    return f"{dressed(rng, prose(rng))} {trailer.format(cased(rng, end_phrase))}"


_PAIRS = ('"{}"', '"{}"', "“{}”", "«{}»", "「{}」", "„{}“", '"{}"\n')


def _spoil_quotation(rng: "Random", text: str) -> str:
    text = text.strip()
    return rng.choice((text[1:], text[:-1], f"{text} Indeed.", f"Well: {text}", f"'{text[1:-1]}'"))


@witness("startend:quotation", violate=_spoil_quotation)
def quotation(rng: "Random") -> str:
    return rng.choice(_PAIRS).format(dressed(rng, prose(rng)))
