"""Keywords and letters: which occur, and how often. What a keyword matches is told in `_keywords`."""

import unicodedata

from ._args import Count, Keyword, Keywords, Letter
from ._keywords import occurrences
from ._registry import checker, ex
from ._text import Text, different
from ._verdict import Relation, Verdict, any_of, counted, verdict_of


@checker(
    "keywords:existence",
    says="Include every keyword of this list: {keywords}.",
    follows=(
        ex("The cat sat.", keywords=["cat"]),
        ex("A Cat's life in New\nYork.", keywords=["cat", "new york"]),
        ex("I like c++ a lot", keywords=["C++"]),
        ex("我喜欢编程。", keywords=["编程"]),
    ),
    breaks=(
        ex("They scattered.", keywords=["cat"]),
        ex("I like C a lot", keywords=["C++"]),
        ex("abc", keywords=["a.c"]),
        ex("A cat.", keywords=["cat", "dog"]),
    ),
)
def existence(text: Text, *, keywords: Keywords) -> Verdict:
    """Every keyword occurs at least once."""
    found = {keyword: occurrences(text, keyword) for keyword in keywords}
    missing = [keyword for keyword, places in found.items() if not places]
    why = f"missing: {', '.join(missing)}" if missing else f"all keywords found: {', '.join(found)}"
    spans = tuple(places.spans[0] for places in found.values() if places)
    return Verdict(not missing, why, spans, 1 - len(missing) / len(found))


@checker(
    "keywords:frequency",
    says="Use the word {keyword} {relation} {frequency} time(s).",
    follows=(
        ex("War and war.", keyword="war", frequency=2, relation="at least"),
        ex("Forward: reward the warm.", keyword="war", frequency=1, relation="less than"),
    ),
    breaks=(
        ex("Forward reward warm.", keyword="war", frequency=1, relation="at least"),
        ex("War, war, WAR.", keyword="war", frequency=3, relation="less than"),
    ),
)
def frequency(text: Text, *, keyword: Keyword, frequency: Count, relation: Relation) -> Verdict:
    """The keyword occurs so often."""
    return counted(occurrences(text, keyword), relation, frequency, unit=f"times {keyword!r}")


@checker(
    "keywords:forbidden_words",
    says="Do not use any word of this list: {forbidden_words}.",
    follows=(
        ex("A category of its own.", forbidden_words=["cat"]),
        ex("I write C.", forbidden_words=["C++"]),
    ),
    breaks=(
        ex("What a CAT!", forbidden_words=["cat", "dog"]),
        ex("She hates it.", forbidden_words=["hate"]),
        ex("I write C++.", forbidden_words=["c++"]),
        ex("You c**an** see **New** York.", forbidden_words=["can", "new york"]),
    ),
)
def forbidden_words(text: Text, *, forbidden_words: Keywords) -> Verdict:
    """No forbidden word occurs, nor a regular inflection of it ("hates" for "hate")."""
    places = sorted({span for word in forbidden_words for span in occurrences(text, word, inflected=True).spans})
    used = ", ".join(dict.fromkeys(text[slice(*span)].lower() for span in places))
    return verdict_of(places, f"forbidden words used: {used}" if places else "no forbidden word used")


@checker(
    "keywords:letter_frequency",
    says="Use the letter {letter} {let_relation} {let_frequency} time(s).",
    follows=(
        ex("Éclair, see?", letter="e", let_frequency=3, let_relation="at least"),
        ex("# a # b", letter="#", let_frequency=2, let_relation="at least"),
        ex("Tulip", letter="e", let_frequency=1, let_relation="less than"),
    ),
    breaks=(
        ex("Tulip!", letter="!", let_frequency=2, let_relation="at least"),
        ex("cafe", letter="é", let_frequency=1, let_relation="at least"),
        ex("Bee", letter="E", let_frequency=2, let_relation="less than"),
    ),
)
def letter_frequency(text: Text, *, letter: Letter, let_frequency: Count, let_relation: Relation) -> Verdict:
    """The character occurs so often, in either case.

    A letter from a to z is counted under its accents too ("é" is an e), since a reader sees the letter; a letter that
    is asked for with an accent is counted with that accent alone.
    """
    small = letter.lower()
    plain = (small, small.upper()) if small.isascii() else ()
    accented = (char for char in text.view(different) if small in (char.lower(), _without_accents(char)))
    found = any_of(text, "".join(dict.fromkeys((letter, *plain, *accented))))
    return counted(found, let_relation, let_frequency, unit=f"times {letter!r}")


def _without_accents(char: str) -> str:
    base = unicodedata.normalize("NFD", char.lower())[0]
    return base if base.isascii() else ""
