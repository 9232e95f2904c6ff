"""IFTrain's first and last words. Marks around a word are no part of it, but a contraction is another word."""

from collections.abc import Callable

from ._args import Keyword, KeywordOrList, first_of, says_something
from ._citations import uncited
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Piece, Pieces, Verdict
from ._words import folded, words

Edge = Callable[[list[str], int], list[str]]


def _first(found: list[str], length: int) -> list[str]:
    return found[:length]


def _last(found: list[str], length: int) -> list[str]:
    return found[-length:]


def _all(pieces: Pieces, edge: Edge, wanted: str) -> Verdict:
    """The verdict of a rule that wants a word at one edge of every piece."""
    looked_for = [folded(word) for word in words(wanted).texts] or [folded(wanted.strip())]
    wrong = [piece for piece in pieces if not _has(piece, edge, looked_for)]
    why = f"{len(wrong)} of {len(pieces)} without {wanted!r} there"
    if wrong:
        why += f", but {' '.join(_at(edge, wrong[0], len(looked_for)))[:40]!r}"
    right = (len(pieces) - len(wrong)) / max(len(pieces), 1)
    return Verdict(right == 1, why, tuple(piece.span for piece in wrong), right)


def _has(piece: Piece, edge: Edge, looked_for: list[str]) -> bool:
    return [folded(word) for word in _at(edge, piece, len(looked_for))] == looked_for


def _at(edge: Edge, piece: Piece, length: int) -> list[str]:
    return edge(words(uncited(piece.text)).texts, length)


def _whole(text: Text) -> Pieces:
    return Pieces(text, [(0, len(text))])


@checker(
    "first_word:first_word_sent",
    says="Start each sentence with the word {first_word}.",
    follows=(
        ex('We, too. "We sang!" **we** won!!', first_word="we"),
        ex("# A title\n\n- We sang to Dr. Who.", first_word=["We", "they"]),
    ),
    breaks=(
        ex("We sang. They did.", first_word="we"),
        ex("We're here.", first_word="we"),
        ex("# We", first_word="we"),
    ),
    validate=says_something("first_word"),
)
def first_word_sent(text: Text, *, first_word: KeywordOrList) -> Verdict:
    """There is a sentence, and each starts with the word, in any case."""
    return _all(text.view(sentences), _first, first_of(first_word))


@checker(
    "first_word:first_word_answer",
    says="Start with the word {first_word}.",
    follows=(ex("**Yes**, indeed.", first_word="yes"), ex('# "YES—so it is"', first_word="yes")),
    breaks=(ex("Yesterday it was.", first_word="yes"), ex("Oh yes.", first_word="yes")),
)
def first_word_answer(text: Text, *, first_word: Keyword) -> Verdict:
    """The first word is that one, in any case."""
    return _all(_whole(text), _first, first_word)


@checker(
    "last_word:last_word_sent",
    says="End each sentence with the word {last_word}, before the punctuation.",
    follows=(
        ex('Go home! "So (home)." Is it home?!', last_word="home"),
        ex("Go **home**. 🙂\n\n- He went home", last_word=["Home"]),
    ),
    breaks=(
        ex("Go home. Go.", last_word="home"),
        ex("Go Ho-me!", last_word="home"),
        ex("These are homes.", last_word="home"),
    ),
    validate=says_something("last_word"),
)
def last_word_sent(text: Text, *, last_word: KeywordOrList) -> Verdict:
    """There is a sentence, and each ends with the word, in any case."""
    return _all(text.view(sentences), _last, first_of(last_word))


@checker(
    "last_word:last_word_answer",
    says="End with the word {last_word}.",
    follows=(ex("Go **home**! 🙂\n\n---", last_word="home"), ex("I don’t.", last_word="don't")),
    breaks=(ex("Go home now.", last_word="home"), ex("It is non-home.", last_word="home")),
)
def last_word_answer(text: Text, *, last_word: Keyword) -> Verdict:
    """The last word is that one, in any case."""
    return _all(_whole(text), _last, last_word)
