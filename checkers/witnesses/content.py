"""Witnesses of `checkers.content`."""

from typing import TYPE_CHECKING, Any

from ._counted import Units, counts
from ._prose import dressed, prose, sentence
from ._registry import witness

if TYPE_CHECKING:
    from random import Random

counts(
    "detectable_content:number_placeholders",
    lambda: Units(("[address]", "[your name]", "[date]", "[café]", "[phone_number]", "[CITY]", "[item 2]")),
    number="num_placeholders",
)

_MARKERS = ("P.S.", "P.P.S", "P.P.S.", "PS:", "Note:", "Nachtrag:")


def _marker(rng: "Random") -> dict[str, Any]:
    return {"postscript_marker": rng.choice(_MARKERS)}


def _typed(rng: "Random", marker: str) -> str:
    letters = marker.replace(".", "").rstrip(":")
    if not letters.startswith("P"):
        return rng.choice((marker, f"**{marker}**", marker.upper()))
    dotted = ".".join(letters) + "."
    return rng.choice((marker, marker, dotted, dotted.lower(), f"**{dotted}**", f"{letters}:", f"{dotted}:"))


def _spoil(rng: "Random", text: str, *, postscript_marker: str) -> str:
    body, note = text.split("\n\n\n")
    marker, _, said = note.partition(" ")
    return rng.choice((f"{body}\n\n{said}", f"{body}\n\n{marker}", note, f"{body}\n\nx{note.lstrip('*_')}"))


@witness("detectable_content:postscript", arguments=_marker, violate=_spoil)
def postscript(rng: "Random", *, postscript_marker: str) -> str:
    """Three line breaks, which nothing else here has, stand before the postscript."""
    return f"{dressed(rng, prose(rng))}\n\n\n{_typed(rng, postscript_marker)} {sentence(rng)}"
