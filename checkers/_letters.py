"""The letters of words as a speller sees them."""

import re
import unicodedata

from ._text import Text
from ._verdict import Pieces
from ._words import words

_LETTER = re.compile(r"[^\W\d_]")
_LIGATURES = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)


def unaccented(word: str) -> str:
    """A word in small letters without accents: "Élan" is "elan"."""
    word = word.casefold()
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_LIGATURES))
    return "".join(char for char in letters if not unicodedata.combining(char))


def lettered_words(text: Text) -> Pieces:
    """A view: the words that have a letter, so no numbers."""
    return Pieces(text, (span for span in text.view(words).spans if _LETTER.search(text, *span)))


def initials(pieces: Pieces) -> list[str]:
    """The first letters of words, small and without accents."""
    texts = pieces.texts
    letters = {char: unaccented(char)[:1] for char in {word[0] for word in texts}}
    return [letters[word[0]] for word in texts]
