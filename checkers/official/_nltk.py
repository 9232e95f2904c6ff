"""What the published checkers take from NLTK 3.10.4: words, sentences, word tokens, stop words.

Each but the loaders is a view: `text.view(sentences)` computes it once for a text. Offsets are those of the text.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from .._data import reads
from .._errors import MissingData
from .._once import kept, once
from .._text import Text
from .._verdict import Counted, Piece, Pieces, Span
from ._punkt import Punkt
from ._treebank import tokenize

ALTERED = ("``", "''")
"""Tokens that need not stand in the text as they are: two backticks or apostrophes for a straight double quote."""


_MODEL = ("abbrev_types.txt", "collocations.tab", "ortho_context.tab", "sent_starters.txt")
_STOP_WORDS = "corpora/stopwords/english"


@reads(*(f"tokenizers/punkt_tab/english/{name}" for name in _MODEL))
@once
def punkt() -> Punkt:
    """The English sentence splitter. Raises MissingData without its model."""
    try:
        return Punkt()
    except (LookupError, OSError) as error:
        raise missing("sentence model (punkt_tab)", error) from None


@reads(_STOP_WORDS)
@once
def stop_words() -> frozenset[str]:
    """The English stop words, in lower case. Raises MissingData without the list."""
    from nltk.data import find

    try:
        with find(_STOP_WORDS).open(encoding="utf-8") as file:
            return frozenset(file.read().split())
    except (LookupError, OSError) as error:
        raise missing("stop-word list (stopwords)", error) from None


def missing(what: str, error: LookupError | OSError) -> MissingData:
    """What to say of data that NLTK does not find, or that cannot be read."""
    wrong = f"cannot be read ({error})" if isinstance(error, OSError) else "is not on this machine"
    return MissingData(f"NLTK's English {what} {wrong}; get it with `ifbench data pull`")


@cache
def _word() -> Any:
    import regex

    return regex.compile(r"\w+")


def words(text: Text) -> Pieces:
    r"""Runs of `\w` as the `regex` engine knows it: with combining marks and joiners, without `²` and `½`."""
    found = _AsciiWords if text.isascii() else Counted
    return found(text, lambda: len(_word().findall(text)), lambda: (match.span() for match in _word().finditer(text)))


class _AsciiWords(Counted):
    """Runs of letters, digits and underscores: their starts are counted in a quarter of the time of splitting."""

    @kept
    def _kinds(self) -> bytes:
        """A space, and for each character an x where it is of a word, else a space."""
        return b" " + self._text.encode().translate(_KINDS)

    @kept
    def _number(self) -> int:
        return self._kinds.count(b" x")

    def since(self, first: int) -> Span:
        rest = self._kinds.split(maxsplit=first)[first]
        return len(self._text) - len(rest), len(self._kinds.rstrip()) - 1


_KINDS = bytes(ord("x" if chr(code).isalnum() or chr(code) == "_" else " ") for code in range(256))


def sentences(text: Text) -> Pieces:
    """The sentences. Only the first may begin with white space, and none ends with it."""
    return Pieces(text, punkt().spans(text))


def sentence_tokens(text: Text) -> list[list[str]]:
    """The word tokens of each sentence; straight double quotes come out as two backticks or two apostrophes."""
    known = text.view(_tokens_by_sentence)
    return [known[sentence] for sentence in text.view(sentences).texts]


def _tokens_by_sentence(text: Text) -> dict[str, list[str]]:
    """A view: the word tokens of each different sentence; those of a relaxed text are mostly known from its parent."""
    known = text.parent.view(_tokens_by_sentence) if text.parent else {}
    different = dict.fromkeys(text.view(sentences).texts)
    new = [sentence for sentence in different if sentence not in known]
    made = dict(zip(new, tokenize(new), strict=True))
    return {sentence: made[sentence] if sentence in made else known[sentence] for sentence in different}


def placed_tokens(text: Text) -> Iterator[tuple[str, Span]]:
    """The word tokens of the text and their places."""
    return placed(chain.from_iterable(text.view(sentence_tokens)), text, 0)


def placed(tokens: Iterable[str], text: str, end: int) -> Iterator[tuple[str, Span]]:
    """Word tokens and their places from `end` on; an altered quotation mark has the end of the token before it."""
    start = end
    for token in tokens:
        start = end if token in ALTERED else text.index(token, end)
        end = start if token in ALTERED else start + len(token)
        yield token, (start, end)


def token_spans(text: Text) -> list[tuple[str, Span]]:
    """The word tokens of the text and their places."""
    return list(placed_tokens(text))


def tokens(text: Text) -> list[Piece]:
    """The word tokens of the text with their places."""
    return [Piece(token, start, end) for token, (start, end) in text.view(token_spans)]
