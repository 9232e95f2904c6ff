"""How many syllables an English word has, by syllapy's list, and by its rule where a word is not in the list."""

import re

from ._characters import APOSTROPHES, HYPHENS
from ._letters import unaccented

_PARTS = re.compile(f"[^{re.escape(HYPHENS)}]+")
_PLAIN_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_NOT_IS_HEARD = re.compile(r"(?:[sdt]|ve)n't$")  # didn't, haven't; not can't, weren't


def syllables(word: str) -> int:
    """The syllables of a word; a compound has those of its parts together, digits have none."""
    from syllapy import count

    found = 0
    for part in _PARTS.findall(word.lower().translate(_PLAIN_APOSTROPHES)):
        if _NOT_IS_HEARD.search(part):
            found += 1
        stem = part.removesuffix("n't") or part
        spoken = stem if stem.isascii() else "".join(map(_spoken, stem))
        found += count("".join(filter(str.isalpha, spoken)))
    return found


def _spoken(char: str) -> str:
    """A letter without its accent; a vowel with one is never silent and never joined to the one before: café, naïve."""
    plain = unaccented(char)
    return plain if char == plain or plain not in "aeiouy" else "ha"
