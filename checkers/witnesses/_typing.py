"""Requests, and the ways of typing one that change nothing: case, white space, the shape of quotation marks."""

import re
from typing import TYPE_CHECKING

from ._prose import prose
from ._vocabulary import REQUESTS

if TYPE_CHECKING:
    from random import Random


def request(rng: "Random") -> str:
    """A request to be copied."""
    return rng.choice([*REQUESTS, prose(rng)])


def retyped(rng: "Random", text: str) -> str:
    """The text with another case, other white space or other quotation marks, or as it is."""
    return rng.choice((str, str, str.upper, str.lower, curled, _respaced))(text)


def curled(text: str) -> str:
    """The text with typographic quotation marks and apostrophes."""
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    return text.replace("'", "’")


def _respaced(text: str) -> str:
    return re.sub(r"\s+", "  ", text)
