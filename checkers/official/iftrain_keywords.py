"""IFTrain's keywords as published: patterns found anywhere, in any case, or a word between spaces."""

import re
from typing import Any

from .._args import Keyword
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, counted, no_piece
from ._patterns import compiled, compiles, matches_of
from .ifeval_keywords import frequency


def _found(text: Text, keyword: str) -> Pieces:
    return Pieces(text, matches_of(text, keyword.strip()))


@official(
    "keywords:word_once",
    says="Include the keyword {keyword}.",
    differs="it must be there exactly once; it is a pattern and may be part of a longer word",
    follows=ex("The seeds were scattered.", keyword="cat"),
    breaks=(ex("One cat or two cats.", keyword="cat"), ex("f(x)", keyword="f(x)")),
    validate=compiles("keyword", str.strip),
)
def word_once(text: Text, *, keyword: Keyword) -> Verdict:
    """The keyword, as a pattern, is found once."""
    return counted(_found(text, keyword), "exactly", 1, unit=f"matches of {keyword.strip()!r}")


word_count_different_numbers = official(
    "keywords:word_count_different_numbers",
    says="Use the keyword {keyword} {frequency} time(s).",
    differs="the number is a least or a limit, as the relation says; it is IFEval's keywords:frequency",
    follows=ex("Forward, toward!", keyword="war", frequency=1, relation="at least"),
    breaks=ex("Forward!", keyword="war", frequency=1, relation="less than"),
    validate=compiles("keyword", str.strip),
)(frequency)


@official(
    "keywords:exclude_word_harder",
    says="Do not include the keyword {keyword}.",
    differs="only one with a space on both sides is seen",
    follows=(ex("Cat! cat, the cat.", keyword="cat"), ex("A Cat sat.", keyword="cat")),
    breaks=ex("A cat sat.", keyword="cat"),
)
def exclude_word_harder(text: Text, *, keyword: Keyword, instruction: str = "") -> Verdict:
    """The keyword does not stand between two spaces. The published code draws one from `instruction` if it has none."""
    matches = compiled(f" {re.escape(keyword.strip())} ", 0).finditer(text)
    return no_piece([Piece(match[0].strip(), *match.span()) for match in matches], "times the keyword between spaces")


def _both_compile(**args: Any) -> None:
    compiles("keyword1", str.strip)(**args)
    compiles("keyword2", str.strip)(**args)


@official(
    "count:count_increment_word",
    says="Use the keyword {keyword1} once and {keyword2} twice.",
    differs="a keyword is a pattern and is counted inside longer words too",
    follows=ex("Forward, toward art", keyword1="art", keyword2="war"),
    breaks=ex("Art and party, war, war.", keyword1="art", keyword2="war"),
    validate=_both_compile,
)
def count_increment_word(text: Text, *, keyword1: Keyword, keyword2: Keyword) -> Verdict:
    """The one keyword, as a pattern, is found once and the other twice."""
    one, two = _found(text, keyword1), _found(text, keyword2)
    why = f"{keyword1.strip()!r} {len(one)} times, {keyword2.strip()!r} {len(two)} times, wanted 1 and 2"
    return Verdict(len(one) == 1 and len(two) == 2, why, tuple(sorted(piece.span for piece in (*one, *two))))
