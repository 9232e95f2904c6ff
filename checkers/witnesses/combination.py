"""Witnesses of `checkers.combination`."""

from typing import TYPE_CHECKING, Any

from ._prose import dressed, prose, replaced
from ._registry import witness
from ._typing import request, retyped

if TYPE_CHECKING:
    from random import Random


def _spoil_answers(rng: "Random", text: str) -> str:
    first = text.partition("******")[0].strip()
    return rng.choice(
        (
            text.replace("******", "*******"),
            text.replace("******", "*****"),
            text.replace("******", ""),
            f"{first}\n******\n{first}",
            text.replace("******", "******\n******"),
            text + "\n******\nThird.",
        )
    )


@witness("combination:two_responses", violate=_spoil_answers)
def two_responses(rng: "Random") -> str:
    divider = rng.choice(("\n******\n", "\n\n******\n\n", " ****** ", "******"))
    return f"{dressed(rng, prose(rng))}{divider}{prose(rng, 2)}{rng.choice(('', divider))}"


def _spoil_repeat(rng: "Random", text: str, *, prompt_to_repeat: str) -> str:
    return rng.choice(
        (
            f"Sure. {text}",
            replaced(rng, text[: len(prompt_to_repeat) // 2], r"\w+", "fog"),
            text.replace(text[0], "", 1),
        )
    )


def _request(rng: "Random") -> dict[str, Any]:
    return {"prompt_to_repeat": request(rng)}


@witness("combination:repeat_prompt", arguments=_request, violate=_spoil_repeat)
def repeat_prompt(rng: "Random", *, prompt_to_repeat: str) -> str:
    return f"{retyped(rng, prompt_to_repeat)}{rng.choice((' ', chr(10), chr(10) * 2))}{dressed(rng, prose(rng))}"
