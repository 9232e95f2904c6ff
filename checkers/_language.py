"""In which language a text is written, as langdetect 1.0.9 says with its seed at 0."""

from ._draws import means, winner
from ._langdetect import profiles
from ._text import Text

UNKNOWN = "unknown"
_LEAST = 0.1
"""Below this chance langdetect names no language."""


def identify(text: Text) -> str | None:
    """The code of the likeliest language; `UNKNOWN` if none is likely, None if nothing in the text tells."""
    found = text.view(_winner)
    if found is not None:
        return found
    chances = text.view(odds)
    return chances and chances[0][0] if chances != () else UNKNOWN


def likely(text: Text) -> str | None:
    """The code of the language that has a chance over one half; None if none has."""
    return text.view(_winner) or next((code for code, chance in text.view(odds) or () if chance > 0.5), None)


def odds(text: Text) -> tuple[tuple[str, float], ...] | None:
    """The languages over 10 % with their probabilities, likeliest first; None if nothing in the text tells. A view."""
    ngrams = text.view(_ngrams)
    if not ngrams:
        return None
    named = [pair for pair in zip(profiles().languages, means(ngrams), strict=True) if pair[1] > _LEAST]
    return tuple(sorted(named, key=lambda pair: pair[1], reverse=True))


def _winner(text: Text) -> str | None:
    """A view: the language that has over one half, where that is soon known."""
    ngrams = text.view(_ngrams)
    return winner(ngrams) if ngrams else None


def _ngrams(text: Text) -> list[str]:
    return profiles().ngrams(text)
