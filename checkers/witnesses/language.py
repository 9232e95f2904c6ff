"""Witness of `checkers.language`: a few sentences of each language, all of them our own."""

from typing import TYPE_CHECKING, Any

from ._registry import witness
from ._said import SAID

if TYPE_CHECKING:
    from random import Random


def _language(rng: "Random") -> dict[str, Any]:
    return {"language": rng.choice(sorted(SAID))}


def _translated(rng: "Random", text: str, *, language: str) -> str:
    """A language cannot be lost by a small edit: the text in another one that is not its kin."""
    other = rng.choice(("en", "ja", "ru", "ar"))
    return " ".join(SAID[other if other != language else "el"])


@witness("language:response_language", arguments=_language, violate=_translated)
def response_language(rng: "Random", *, language: str) -> str:
    said = SAID[language]
    return rng.choice((" ", "\n\n")).join(rng.sample(said, rng.randint(2, len(said))))
