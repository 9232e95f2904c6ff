"""Capital and small letters."""

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from ._args import Count
from ._blocks import lines
from ._registry import checker, ex
from ._text import Text, different
from ._tongues import languages
from ._verdict import Pieces, Relation, Span, Verdict, any_of, counted, verdict_of
from ._words import words


@checker(
    "change_case:capital_word_frequency",
    says="Use words in all capital letters {capital_relation} {capital_frequency} time(s).",
    follows=(
        ex("STOP right THERE", capital_frequency=2, capital_relation="at least"),
        ex("I had A plan for the U.S. and COVID-19", capital_frequency=1, capital_relation="less than"),
    ),
    breaks=(
        ex("I had A plan", capital_frequency=1, capital_relation="at least"),
        ex("DON'T run, MOTHER-IN-LAW!", capital_frequency=2, capital_relation="less than"),
    ),
)
def capital_word_frequency(text: Text, *, capital_frequency: Count, capital_relation: Relation) -> Verdict:
    """So many words consist of capital letters: two or more letters, and nothing else.

    So neither "I" and "A" count nor "U.S." and "COVID-19"; a hyphen, an apostrophe and a possessive 's are no matter.
    """
    found = Pieces(text, _words_in_capitals(text))
    return counted(found, capital_relation, capital_frequency, unit="words in all capitals")


def _words_in_capitals(text: Text) -> Iterator[Span]:
    if text.isascii() and not _CAPITALS.search(text):
        return
    for at, line_end in lines(text).spans:
        yield from ((at + start, at + end) for start, end in text.part(_in_line, text[at:line_end]))


def _in_line(line: str) -> list[Span]:
    if line.isascii() and not _CAPITALS.search(line):
        return []
    found = (span for span in words(line).spans if line[span[0]].isupper())
    return [(start, end) for start, end in found if _is_all_capitals(line[start:end])]


_CAPITALS = re.compile("[A-Z]['-]?[A-Z]")
"""What a line of ASCII has where a word in capitals stands."""


def _is_all_capitals(word: str) -> bool:
    letters = _JOINTS.sub("", word)
    return len(letters) > 1 and letters.isupper() and letters.isalpha()


_JOINTS = re.compile(r"['’]s$|['’‐‑-]")


@checker(
    "change_case:english_capital",
    says="Answer in English and in capital letters only.",
    follows=(ex("HELLO 123"), ex("THIS IS A TEST OF CAPITAL LETTERS IN PLAIN ENGLISH.")),
    breaks=(
        ex("HELLO World"),
        ex("BONJOUR LE MONDE, JE SUIS UN TEXTE EN MAJUSCULES."),
        ex("123"),
        ex("你好，世界"),
    ),
)
def english_capital(text: Text) -> Verdict:
    """English, with capital letters and no small one."""
    return _english_without(text, ascii_lowercase, {"Ll", "Lt"}, "small")


@checker(
    "change_case:english_lowercase",
    says="Answer in English and in small letters only.",
    follows=(ex("hello 123"), ex("this is a test of small letters in plain english.")),
    breaks=(ex("hello World"), ex("bonjour le monde, je suis un texte en minuscules."), ex("123")),
)
def english_lowercase(text: Text) -> Verdict:
    """English, with small letters and no capital one."""
    return _english_without(text, ascii_uppercase, {"Lu", "Lt"}, "capital")


def _english_without(text: Text, ascii: str, categories: set[str], kind: str) -> Verdict:
    others = (char for char in text.view(different) if unicodedata.category(char) in categories)
    wrong = any_of(text, ascii + "".join(others), runs=True)
    if wrong:
        return verdict_of(wrong, f"{len(wrong)} {kind} letter{'s' * (len(wrong) != 1)}, wanted none")
    found = text.view(languages)
    why = f"no {kind} letter, reads as {', '.join(sorted(found)) or 'no language for sure'}"
    return Verdict("en" in found, why, closeness=1.0 if "en" in found else 0.5)
