"""How many words, numbers and marks of a kind the answer has."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from collections.abc import Iterable

from ._args import Count, Ordinal
from ._characters import IDEOGRAPHS
from ._english import CONJUNCTIONS, MORE_PRONOUNS, NAMES, NAMES_THAT_ARE_WORDS, PRONOUNS, stem
from ._quantities import quantities
from ._registry import checker, ex
from ._text import Text
from ._verdict import Pieces, Span, Verdict, counted, no_piece, staged
from ._words import first_uses, folded, words


@checker(
    "count:word_count_range",
    says="Write at least {min_words} and at most {max_words} word(s).",
    follows=(
        ex("Don't re-enter.", min_words=2, max_words=2),
        ex("1. One\n2. Two, 3.5", min_words=3, max_words=4),
    ),
    breaks=(
        ex("Don't re-enter.", min_words=3, max_words=4),
        ex("one two three", min_words=1, max_words=2),
    ),
)
def word_count_range(text: Text, *, min_words: Count, max_words: Count) -> Verdict:
    """The words are as many as either bound, or between."""
    found = text.view(words)
    enough = counted(found, "at least", min_words, unit="words", mark=False)
    return counted(found, "at most", max_words, unit="words", mark=False) if enough else enough


@checker(
    "count:unique_word_count",
    says="Use at least {N} different word(s).",
    follows=(ex("One fish, two fish.", N=3), ex("it’s its", N=2)),
    breaks=(ex("Well, WELL, **well**!", N=2), ex("... !!! ??? a", N=2), ex("It's it’s", N=2)),
)
def unique_word_count(text: Text, *, N: Count) -> Verdict:
    """At least so many different words, whatever their case."""
    return counted(len(first_uses(text.view(words))), "at least", N, unit="different words")


@checker(
    "count:count_unique",
    says="Use no word twice.",
    follows=(ex("The cat ran. A dog sat."), ex("Hello")),
    breaks=(ex("The cat saw the dog."), ex("Don't, don’t!"), ex("...")),
)
def count_unique(text: Text) -> Verdict:
    """No word comes again, in any case; there is a word."""
    found = text.view(words)
    if not found:
        return Verdict(False, "no words")
    first = set(first_uses(found).values())
    again = (span for span in found.spans if span not in first)
    return no_piece(Pieces(text, again), "words come again")


@checker(
    "count:lowercase_counting",
    says="Write at most {N} word(s) in small letters.",
    follows=(ex("Don't Panic, well-known iPhone USERS", N=1), ex("HELLO 3 TIMES", N=1)),
    breaks=(ex("le café", N=1), ex("All is well", N=1)),
)
def lowercase_counting(text: Text, *, N: Ordinal) -> Verdict:
    """At most so many words have small letters and no capital ones."""
    found = Pieces(text, (word.span for word in text.view(words) if word.text.islower() and word.text[0].isalpha()))
    return counted(found, "at most", N, unit="words in small letters")


@checker(
    "count:conjunctions",
    says="Use at least {small_n} different coordinating conjunction(s): and, but, for, nor, or, so, yet.",
    follows=(ex("Tea and/or milk.", small_n=2), ex("And so it was, but **YET**...", small_n=4)),
    breaks=(ex("And and, AND.", small_n=2), ex("The so-called forest or android.", small_n=2)),
)
def conjunctions(text: Text, *, small_n: Count) -> Verdict:
    """At least so many of the seven are words of the text."""
    found = (first for word, first in first_uses(text.view(words)).items() if word in CONJUNCTIONS)
    return counted(Pieces(text, found), "at least", small_n, unit="different conjunctions")


@checker(
    "count:pronouns",
    says="Use at least {N} pronoun(s).",
    follows=(ex("It's what he/she said.", N=4), ex("No one saw themself in IT.", N=2)),
    breaks=(ex("The US has an IT problem.", N=1), ex("Hers, thistle, them-like.", N=2)),
)
def pronouns(text: Text, *, N: Count) -> Verdict:
    """At least so many words are pronouns, possessives and the heads of contractions included.

    IFBench's list and what is missing there. "US", "IT" and "WHO" are names where no other pronoun is in capitals.
    """
    found = text.view(words)
    listed = {word for word in set(found.texts) if stem(folded(word)) in _PRONOUNS}
    if not text.isupper() and not any(map(_is_shouted, listed - _ACRONYMS)):
        listed -= _ACRONYMS
    before = ["", *found.texts]
    nobody = {"one", "One", "ONE"}
    spans = (
        span
        for span, word, last in zip(found.spans, found.texts, before, strict=False)
        if word in listed or (word in nobody and last in ("no", "No", "NO"))
    )
    return counted(Pieces(text, spans), "at least", N, unit="pronouns")


_PRONOUNS = PRONOUNS | MORE_PRONOUNS
_ACRONYMS = frozenset(("US", "IT", "WHO"))


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@checker(
    "count:person_names",
    says="Mention at least {N} different person name(s) of the list.",
    follows=(ex("Emma's friend, **LIAM**", N=2), ex("Grace Harper met mia.", N=3)),
    breaks=(ex("Emma, EMMA and Emma", N=2), ex("Miami has grace.", N=1), ex("Anna and Bob", N=1)),
)
def person_names(text: Text, *, N: Count) -> Verdict:
    """At least so many of the fifty names are words, in any case that does not make them other words ("grace").

    A name with an invisible character inside is not the name of the list.
    """
    found = Pieces(text, (m.span() for m in _RUN.finditer(text) if _is_name(m[0]) and _is_whole(text, m.span())))
    return counted(Pieces(text, first_uses(found).values()), "at least", N, unit="names of the list")


_NAMES = frozenset(name.lower() for name in NAMES)
_RUN = re.compile(r"(?<![^\W_]_)[^\W_]++(?!_[^\W_])")


def _is_name(run: str) -> bool:
    return run.lower() in _NAMES and not (run.islower() and run in NAMES_THAT_ARE_WORDS)


def _is_whole(text: Text, span: Span) -> bool:
    start, end = text.origin(span)
    return end - start == span[1] - span[0]


@checker(
    "count:numbers",
    says="Include exactly {N} number(s).",
    follows=(
        ex("1,000.5 of the 3rd kind", N=2),
        ex("3,4", N=2),
        ex("1. Twenty-five eggs\n2. Ten for 10%", N=3),
        ex("on 2024-01-02", N=3),
        ex("No one of them said H2O.", N=0),
    ),
    breaks=(ex("a1b2", N=2), ex("1. One\n2. Two", N=4), ex("1,000", N=2)),
)
def numbers(text: Text, *, N: Count) -> Verdict:
    """Exactly so many numbers, in digits or in words, as `_quantities` finds them."""
    return counted(text.view(quantities), "exactly", N, unit="numbers")


@checker(
    "count:punctuation",
    says="Use every standard punctuation mark at least once: . , ! ? ; : and the interrobang (?!).",
    follows=(ex("Yes. No, so! Why? One; two: what?!"), ex("‽ . , ! ? ; :"), ex("（？！）。，！；？：")),
    breaks=(ex("Yes. No, so! Why? One; two: what?"), ex("?! . , ; :"), ex("?! ! . , ; :")),
)
def punctuation(text: Text) -> Verdict:
    """Each of the six end and pause marks, besides one interrobang: `?!`, `!?` or a character of its own."""
    pair = _INTERROBANG.search(text) or _INTERROBANG_OF_TWO.search(text)
    rest = text[: pair.start()] + text[pair.end() :] if pair else text
    missing = [shapes[0] for shapes in _MARKS if not any(shape in rest for shape in shapes)]
    if not pair:
        missing.append("an interrobang")
    why = f"missing: {' '.join(missing)}" if missing else "every mark is there"
    return Verdict(not missing, why, closeness=1 - len(missing) / 7)


_MARKS = (".。．", ",，、،", ";；؛", ":：", "?？؟", "!！")
_INTERROBANG = re.compile("[‽⁈⁉]")
_INTERROBANG_OF_TWO = re.compile("[?？؟][!！]|[!！][?？؟]")


@checker(
    "count:words_japanese",
    says="Write in Japanese each word whose number is a multiple of {N}.",
    follows=(
        ex("hello 世界 foo **ひらがな**。", N=2),
        ex("It is 東京、日本 now.", N=3),
        ex("私 は", N=1),
    ),
    breaks=(
        ex("hello 12 foo 34", N=2),
        ex("one two", N=3),
        ex("これ は 日本語 です", N=2),
        ex("one 这 two 们", N=2),
        ex("One two 三 four", N=2),
    ),
)
def words_japanese(text: Text, *, N: Ordinal) -> Verdict:
    """Each word number N, 2N, ... is in kana, or in Han characters of Japan, and most of the other words are not.

    What is written without spaces is one word. There must be N words at least.
    """
    found = Pieces(text, _spaced(text, text.view(words).spans))
    return staged(counted(found, "at least", N, unit="words", mark=False), lambda: _japanese_at(found, N))


def _japanese_at(found: Pieces, every: int) -> Verdict:
    """Whether each word at the end of so many is in Japanese, and most of the others are not."""
    wrong = [word for word in found[every - 1 :: every] if not _is_japanese(word.text)]
    others = [word for place, word in enumerate(found.texts, 1) if place % every]
    alike = sum(_HAN.search(word) is not None for word in others)
    if alike * 2 > len(others):
        return Verdict(False, f"{alike} of the other {len(others)} words are in Japanese or Chinese as well")
    return no_piece(wrong, f"words in place of number {every}, {2 * every}, ... not in Japanese")


def _spaced(text: str, spans: Iterable[Span]) -> list[Span]:
    """The words, with Japanese ones that no space divides as one."""
    joined: list[Span] = []
    for start, end in spans:
        last = joined[-1] if joined else (0, -1)
        if last[1] == start or (last[1] >= 0 and _BETWEEN.fullmatch(text, last[1] - 1, start + 1)):
            joined[-1] = last[0], end
        else:
            joined.append((start, end))
    return joined


_BETWEEN = re.compile(rf"[{IDEOGRAPHS}]\S{{0,3}}[{IDEOGRAPHS}]")
_HAN = re.compile(f"[{IDEOGRAPHS}]")


def _is_japanese(word: str) -> bool:
    """Whether half of the letters are kana or Japan's Han characters: "Tシャツ", but not "cat猫"."""
    han = "".join(_HAN.findall(word))
    letters = sum(map(str.isalnum, word))
    return bool(han) and len(han) * 2 >= letters and len(han.encode("cp932", "ignore")) >= len(han)
