"""IFEval's `keywords` as published: keywords are regular expressions, found anywhere, in any case."""

from string import ascii_lowercase
from typing import Literal

from .._args import Count, Keyword, Keywords
from .._registry import ex, official
from .._text import Text
from .._verdict import Pieces, Relation, Verdict, counted, verdict_of
from ._patterns import bounded, compiles, matches_of


@official(
    "keywords:existence",
    says="Include every keyword of this list: {keywords}.",
    differs="a keyword is a pattern and may be part of a longer word",
    follows=ex("The seeds were scattered.", keywords=["cat"]),
    breaks=ex("We call f(x) twice.", keywords=["f(x)"]),
    validate=compiles("keywords"),
)
def existence(text: Text, *, keywords: Keywords) -> Verdict:
    """Each keyword, as a pattern, is found somewhere."""
    found = {keyword: next(matches_of(text, keyword), None) for keyword in keywords}
    missing = [keyword for keyword, span in found.items() if span is None]
    spans = tuple(sorted(span for span in found.values() if span))
    why = f"missing: {', '.join(missing)}" if missing else "every keyword is there"
    return Verdict(not missing, why, spans, len(spans) / len(found))


@official(
    "keywords:frequency",
    says="Use the keyword {keyword} {relation} {frequency} time(s).",
    differs="the keyword is a pattern and is counted inside longer words too",
    follows=ex("Go forward, for a reward, in warm rain.", keyword="war", frequency=3, relation="at least"),
    breaks=ex("Forward!", keyword="war", frequency=1, relation="less than"),
    validate=compiles("keyword", str.strip),
)
def frequency(text: Text, *, keyword: Keyword, frequency: Count, relation: Relation) -> Verdict:
    """The matches of the keyword, as a pattern, compare with `frequency`."""
    found = Pieces(text, matches_of(text, keyword.strip()))
    return counted(found, relation, frequency, unit=f"matches of {keyword.strip()!r}")


@official(
    "keywords:forbidden_words",
    says="Do not use any word of this list: {forbidden_words}.",
    differs="a word is a pattern between word boundaries: one that ends in punctuation is seen only before a letter",
    follows=(ex("She hates C++.", forbidden_words=["hate"]), ex("Oh no! Stop.", forbidden_words=["no!"])),
    breaks=ex("The abc of it.", forbidden_words=["a.c"]),
    validate=compiles("forbidden_words", bounded),
)
def forbidden_words(text: Text, *, forbidden_words: Keywords) -> Verdict:
    """No forbidden word, as a pattern between word boundaries, is found."""
    words = dict.fromkeys(forbidden_words)
    found = [span for word in words if (span := next(matches_of(text, word, whole=True), None))]
    used = ", ".join(repr(text[slice(*span)]) for span in found)
    return verdict_of(sorted(found), f"used: {used}" if used else "no forbidden word")


_DRAWN = {"#": ("y", "w"), "!": ("a", "c")}
"""What lm-eval 0.4.13 draws under its default seed, 0, in place of the two that IFEval holds: for strict, for loose."""


def _letter_used(text: Text, letter: str, n: int, relation: Relation, mode: Literal[0, 1]) -> Verdict:
    lowered = letter.lower()
    if len(letter) > 1 or lowered not in ascii_lowercase:
        lowered = _DRAWN.get(letter, _DRAWN["#"])[mode]
    return counted(text.lower().count(lowered), relation, n, unit=f"times {lowered!r}")


def _letter_used_loosely(text: Text, *, letter: str, let_frequency: int, let_relation: Relation) -> Verdict:
    return _letter_used(text, letter, let_frequency, let_relation, 1)


@official(
    "keywords:letter_frequency",
    says="Use the letter {letter} {let_relation} {let_frequency} time(s).",
    differs="an accented letter is another letter; for anything but one of a to z the published code draws a letter, "
    "and another one for loose, so that strict may pass where loose fails",
    follows=(
        ex("Élan, no more", letter="e", let_frequency=2, let_relation="less than"),
        ex("#1", letter="#", let_frequency=1, let_relation="less than"),
    ),
    breaks=(
        ex("éé", letter="e", let_frequency=1, let_relation="at least"),
        ex("# a # b", letter="#", let_frequency=2, let_relation="at least"),
    ),
    loose=_letter_used_loosely,
)
def letter_frequency(text: Text, *, letter: Keyword, let_frequency: Count, let_relation: Relation) -> Verdict:
    """The occurrences of the letter, in any case, compare with `let_frequency`."""
    return _letter_used(text, letter, let_frequency, let_relation, 0)
