"""In which language a text is written, as langdetect 1.0.9 says with its seed at 0."""

from string import ascii_uppercase
from typing import Any

from ._draws import BORDERS, Leader, leader, means
from ._langdetect import profiles
from ._text import Text, different
from ._verdict import any_of

UNKNOWN = "unknown"
_LEAST, _LIKELY = BORDERS
"""Below the first chance langdetect names no language; over the second none can be likelier."""
_TELLING = 2.0
"""N-grams per character: plain prose has more."""
_CAPITALS, _CAPITALS_OF_LONG, _LONG = 1 / 20, 1 / 12, 1_000
"""Of the characters: n-grams take more capitals than so many for another language, nouns of German among them. In a
text of so many characters no single word in capitals decides; titles have twice as many."""


def identify(text: Text) -> str | None:
    """The code of the likeliest language; `UNKNOWN` if none is likely, None if nothing in the text tells."""
    found = text.view(_likeliest)
    return found and (found.language if found.mean > _LEAST else UNKNOWN)


def likely(text: Text) -> str | None:
    """The code of the language that has a chance over one half; None if none has."""
    found = text.view(_likeliest)
    return found.language if found and found.mean > _LIKELY else None


def is_telling(text: Text) -> bool:
    """Whether n-grams tell of a text as it stands: capitals have few, or those of other languages."""
    capitals = ascii_uppercase + "".join(filter(str.isupper, text.view(different)))
    few = _CAPITALS if len(text) < _LONG else _CAPITALS_OF_LONG
    return len(any_of(text, capitals)) <= few * len(text) and len(text.view(_ngrams)) > _TELLING * len(text)


def _likeliest(text: Text) -> Leader | None:
    """A view: the likeliest language; None if nothing in the text tells."""
    ngrams = text.view(_ngrams)
    if not len(ngrams):
        return None
    if (found := leader(ngrams)) is not None:
        return found
    named = text.view(odds)
    return Leader(*named[0]) if named else Leader(UNKNOWN, 0.0)


def odds(text: Text) -> tuple[tuple[str, float], ...] | None:
    """The languages over 10 % with their probabilities, likeliest first; None if nothing in the text tells. A view."""
    ngrams = text.view(_ngrams)
    if not len(ngrams):
        return None
    named = [pair for pair in zip(profiles().languages, means(ngrams), strict=True) if pair[1] > _LEAST]
    return tuple(sorted(named, key=lambda pair: pair[1], reverse=True))


def _ngrams(text: Text) -> Any:
    return profiles().ngrams(text)
