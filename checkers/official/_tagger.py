"""The part of speech of the first token of a text, by NLTK's averaged perceptron and its English model.

Method: Honnibal 2013, "A Good Part-of-Speech Tagger in about 200 Lines of Python". The published code tags the whole
text and looks at the first tag, which depends on three tokens.
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from .._data import reads
from .._errors import MissingData
from .._once import once
from .._text import Text
from .._verdict import Piece
from ._nltk import missing, placed_tokens

NAME = "averaged_perceptron_tagger_eng"
_FILES = {part: f"taggers/{NAME}/{NAME}.{part}.json" for part in ("tagdict", "classes", "weights")}


class Tagger:
    """NLTK's model. Raises LookupError if it is not on this machine."""

    def __init__(self) -> None:
        self._known: dict[str, str] = _load("tagdict")
        self._classes: list[str] = _load("classes")
        self._weights: dict[str, dict[str, float]] = _load("weights")

    def first_tag(self, tokens: Sequence[str]) -> str:
        """The tag of the first of some tokens; only the first three matter."""
        return self._known.get(tokens[0]) or self._predict(tokens)

    def _predict(self, tokens: Sequence[str]) -> str:
        scores: defaultdict[str, float] = defaultdict(float)
        for feature in _features(tokens):
            for label, weight in self._weights.get(feature, {}).items():
                scores[label] += weight
        return max(self._classes, key=lambda label: (scores[label], label))


@reads(*_FILES.values())
@once
def tagger() -> Tagger:
    """The English tagger. Raises MissingData without its model."""
    try:
        return Tagger()
    except (LookupError, OSError) as error:
        raise MissingData(f"{missing(f'tagger ({NAME})', error)}, which has it from NLTK's own server alone") from None


def first_tokens(text: Text) -> list[Piece]:
    """A view: the word tokens at the start of the text, three of them if it has as many; the rest is not looked at.

    Whether something is a token, or ends a sentence, is decided by what stands beside it. So the text may be cut after
    some words, at one that ends with no mark.
    """
    cut = next(islice(re.finditer(r"\w(?=[ \n])", text), 4, 5), None)
    start = text if cut is None else text.edit([(cut.end(), len(text), "")])
    return [Piece(token, *span) for token, span in islice(placed_tokens(start), 3)]


def _load(part: str) -> Any:
    from nltk.data import find

    with find(_FILES[part]).open(encoding="utf-8") as file:
        return json.load(file)


def _features(tokens: Sequence[str]) -> list[str]:
    """What the model knows a first token by. It sees two starts before it, and takes them in the wrong order."""
    word, next_word, next_but_one = (*map(_normal, tokens[:3]), "-END-", "-END2-")[:3]
    return [
        "bias",
        f"i suffix {tokens[0][-3:]}",
        f"i pref1 {tokens[0][0]}",
        "i-1 tag -START-",
        "i-2 tag -START2-",
        "i tag+i-2 tag -START- -START2-",
        f"i word {word}",
        f"i-1 tag+i word -START- {word}",
        "i-1 word -START2-",
        "i-1 suffix T2-",
        "i-2 word -START-",
        f"i+1 word {next_word}",
        f"i+1 suffix {next_word[-3:]}",
        f"i+2 word {next_but_one}",
    ]


def _normal(token: str) -> str:
    if "-" in token[1:] and token[0] != "-":
        return "!HYPHEN"
    if token.isdigit() and len(token) == 4:
        return "!YEAR"
    return "!DIGITS" if token[0].isdigit() else token.lower()
