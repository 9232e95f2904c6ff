"""IFEval's `language` and `change_case` as published: the language is what langdetect says of the text as it stands."""

from collections.abc import Callable
from itertools import compress, count
from typing import Literal

from .._language import identify
from .._registry import ex, official
from .._text import Text
from .._verdict import Pieces, Relation, Verdict, counted
from ._capitals import words_in_capitals
from ._nltk import punkt

Language = Literal[
    "ar", "bg", "bn", "de", "en", "es", "fa", "fi", "fr", "gu", "he", "hi", "it", "ja", "kn", "ko", "ml", "mr", "ne",
    "pa", "pl", "pt", "ru", "sw", "ta", "te", "th", "uk", "ur", "vi",
]  # fmt: skip


@official(
    "language:response_language",
    says="Answer in the language {language} only.",
    differs="a text in which no language can be found passes; a short text may be taken for another language",
    follows=(ex("The weather is fine and the birds are singing.", language="en"), ex("12345 !!!", language="hi")),
    breaks=ex("HELLO WORLD", language="en"),
)
def response_language(text: Text, *, language: Language) -> Verdict:
    """Langdetect names the language, or finds nothing to go by."""
    return _in_language(text, language)


def _in_language(text: Text, wanted: str) -> Verdict:
    found = identify(text)
    if found is None:
        return Verdict(True, f"nothing tells the language, wanted {wanted}")
    return Verdict(found == wanted, f"language {found}, wanted {wanted}")


@official(
    "change_case:english_capital",
    says="Write in English and in capital letters only.",
    differs="langdetect reads capitals badly, so that plain English in capitals may fail; no language passes",
    follows=ex(
        "THIS IS THE LONG AND THE SHORT OF IT: ENGLISH IN CAPITAL LETTERS.",
    ),
    breaks=(ex("HELLO WORLD"), ex("THIS IS THE LONG AND THE SHORT OF iT.")),
)
def english_capital(text: Text) -> Verdict:
    """No lower-case letter, at least one capital, and English as langdetect sees it."""
    if text.isupper():
        return _in_language(text, "en")
    return _wrong_case(text, "lower-case", str.islower)


@official(
    "change_case:english_lowercase",
    says="Write in English and in lower-case letters only.",
    differs="langdetect errs on short texts, so that plain English may fail; no language passes",
    follows=ex("all of this is in small letters, as the reader can see."),
    breaks=(ex("hello, i am fine"), ex("All of this is in small letters, as the reader can see.")),
)
def english_lowercase(text: Text) -> Verdict:
    """No capital, at least one lower-case letter, and English as langdetect sees it."""
    if text.islower():
        return _in_language(text, "en")
    return _wrong_case(text, "capital", str.isupper)


def _wrong_case(text: Text, what: str, wrong: Callable[[str], bool]) -> Verdict:
    place = next(compress(count(), map(wrong, text)), None)
    if place is None:
        return Verdict(False, "not a letter of the wanted case")
    return Verdict(False, f"a {what} letter, {text[place]!r}", ((place, place + 1),))


@official(
    "change_case:capital_word_frequency",
    says="Use words in capital letters {capital_relation} {capital_frequency} time(s).",
    differs="counts NLTK's tokens: I, A, U.S. and 3D are words in capitals",
    follows=ex("I saw A 3D film.", capital_relation="at least", capital_frequency=3),
    breaks=ex("So did I.", capital_relation="less than", capital_frequency=1),
    needs=(punkt,),
)
def capital_word_frequency(text: Text, *, capital_frequency: int, capital_relation: Relation) -> Verdict:
    """The word tokens without a lower-case letter and with a capital compare with `capital_frequency`."""
    found = Pieces(text, text.view(words_in_capitals))
    return counted(found, capital_relation, capital_frequency, unit="words in capitals")
