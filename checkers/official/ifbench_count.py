"""IFBench's `count` as published: how many words, names, numbers and marks there are."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from collections.abc import Iterable

from .._args import Count, Keyword, Ordinal
from .._english import CONJUNCTIONS, NAMES, PRONOUNS
from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, counted, no_piece
from ._nltk import placed_tokens, punkt, words
from ._tokens import MARKS, spaced_words, trimmed


@official(
    "count:word_count_range",
    says="Write at least {min_words} and at most {max_words} word(s).",
    differs="a contraction, a hyphenated compound or a decimal is two words",
    follows=ex("Don't re-enter.", min_words=4, max_words=4),
    breaks=ex("Don't re-enter.", min_words=1, max_words=3),
)
def word_count_range(text: Text, *, min_words: Count, max_words: Count) -> Verdict:
    r"""The runs of `\w` are as many as either bound, or between."""
    found = text.view(words)
    enough = counted(found, "at least", min_words, unit="words", mark=False)
    return counted(found, "at most", max_words, unit="words", mark=False) if enough else enough


@official(
    "count:unique_word_count",
    says="Use at least {N} different word(s).",
    differs="everything between white space is a word; all words of punctuation are together one more",
    follows=ex("one -- two *** One", N=3),
    breaks=ex("Well, well! WELL", N=2),
)
def unique_word_count(text: Text, *, N: Count) -> Verdict:
    """At least as many different words, in lower case and without marks at their ends."""
    return counted(len({trimmed(word) for word in text.lower().split()}), "at least", N, unit="different words")


@official(
    "count:conjunctions",
    says="Use at least {small_n} different coordinating conjunction(s).",
    differs="one conjunction in another case, or with a mark beside it, is a different one",
    follows=ex("And so, and, SO on.", small_n=4),
    breaks=ex("now and then and again", small_n=2),
)
def conjunctions(text: Text, *, small_n: Count) -> Verdict:
    """At least as many different stretches that are conjunctions but for case and outer marks."""
    found = (word for word in text.view(spaced_words) if trimmed(word.text).lower() in CONJUNCTIONS)
    return counted(_different(found), "at least", small_n, unit="different conjunctions")


def _different(pieces: Iterable[Piece]) -> list[Piece]:
    first: dict[str, Piece] = {}
    for piece in pieces:
        first.setdefault(piece.text, piece)
    return list(first.values())


A_NAME = re.compile(rf"\b(?:{'|'.join(NAMES)})\b")


@official(
    "count:person_names",
    says="Mention at least {N} different person name(s).",
    differs="only fifty English first names count, and the same letters as another word count too",
    follows=ex("Grace Harper is a mason, not a Mason.", N=3),
    breaks=ex("Anna, EMMA, Emma and Emma", N=2),
)
def person_names(text: Text, *, N: Count) -> Verdict:
    """At least as many of the fifty names, each as a word and with a capital."""
    found = (Piece(match[0], *match.span()) for match in A_NAME.finditer(text))
    return counted(_different(found), "at least", N, unit="names of the list")


A_NUMBER = re.compile(rf"\d(?:[{re.escape(MARKS)}]*+\d)*+")


@official(
    "count:numbers",
    says="Include exactly {N} number(s).",
    differs="digits with only marks between them are one number, digits inside a word are numbers, words are not",
    follows=ex("1,000.5-2 of a1b2", N=3),
    breaks=(ex("one and two", N=2), ex("1/2", N=2)),
)
def numbers(text: Text, *, N: Count) -> Verdict:
    """Exactly as many runs of digits once the marks are deleted."""
    found = [Piece(match[0], *match.span()) for match in A_NUMBER.finditer(text)]
    return counted(found, "exactly", N, unit="numbers")


@official(
    "count:punctuation",
    says="Use every standard punctuation mark at least once: . , ! ? ; : and the interrobang.",
    differs="?! or !? is an interrobang too, and only the first is not counted as its two marks",
    follows=(ex("?! . , ! ? ; :"), ex("‽ . , ! ? ; :"), ex("?! !? . , ; :")),
    breaks=(ex("?! . , ; :"), ex(". , ! ? ; :")),
)
def punctuation(text: Text) -> Verdict:
    """An interrobang, and in what stays without it each of the six marks."""
    double = next((mark for mark in ("?!", "!?") if mark in text), "")
    rest = text.replace(double, "", 1) if double else text
    missing = [mark for mark in ".,!?;:" if mark not in rest]
    if not double and "‽" not in text:
        missing.append("an interrobang")
    return Verdict(not missing, f"missing: {' '.join(missing)}" if missing else "every mark is there")


@official(
    "count:pronouns",
    says="Use at least {N} pronoun(s).",
    differs="counts every word of a list: that, all, her and his whatever they are, but not one or such",
    follows=ex("It's said that he/she left all that.", N=6),
    breaks=ex("One such, and another, by oneself", N=1),
    needs=(punkt,),
)
def pronouns(text: Text, *, N: Count) -> Verdict:
    """At least as many word tokens, in lower case and with slashes as spaces, are in the list."""
    lowered = text.view(_lowered_without_slashes)
    found = [Piece(token, *span) for token, span in placed_tokens(lowered) if token in PRONOUNS]
    return counted(found if len(lowered) == len(text) else len(found), "at least", N, unit="pronouns")


def _lowered_without_slashes(text: Text) -> Text:
    return Text(text.replace("/", " ").lower())


KANA_OR_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@official(
    "count:words_japanese",
    says="Write in Japanese each word whose number is a multiple of {N}.",
    differs="one kana or Han character makes a word Japanese, other words may be Japanese too, and few words pass",
    follows=(ex("one 二 three 4 five (二)x", N=2), ex("one two", N=3), ex("这 是 中 文", N=2)),
    breaks=ex("one two 三 four", N=2),
)
def words_japanese(text: Text, *, N: Ordinal) -> Verdict:
    """Of every N-th word between white space: a kana or Han character in it, or digits alone, or marks alone."""
    every_nth = text.view(spaced_words)[N - 1 :: N]
    wrong = (word.span for word in every_nth if not _may_pass(trimmed(word.text)))
    return no_piece(Pieces(text, wrong), f"words in place of number {N}, {2 * N}, ... not in Japanese")


def _may_pass(word: str) -> bool:
    return not word or word.isdigit() or KANA_OR_HAN.search(word) is not None


@official(
    "count:keywords_multiple",
    says="Use the keyword {keyword1} once, {keyword2} twice, {keyword3} three times, {keyword4} five times and "
    "{keyword5} seven times.",
    differs="a keyword is counted inside longer words too",
    follows=ex(
        "art START ccc 44444 5555555", keyword1="star", keyword2="art", keyword3="c", keyword4="4", keyword5="5"
    ),
    breaks=ex("a start bb ccc 44444 5555555", keyword1="a", keyword2="b", keyword3="c", keyword4="4", keyword5="5"),
)
def keywords_multiple(
    text: Text, *, keyword1: Keyword, keyword2: Keyword, keyword3: Keyword, keyword4: Keyword, keyword5: Keyword
) -> Verdict:
    """The keywords, in any case, stand there exactly 1, 2, 3, 5 and 7 times."""
    lowered = text.lower()
    keywords = [keyword.strip() for keyword in (keyword1, keyword2, keyword3, keyword4, keyword5)]
    counts = [lowered.count(keyword.lower()) for keyword in keywords]
    right = sum(count == wanted for count, wanted in zip(counts, (1, 2, 3, 5, 7), strict=True))
    why = ", ".join(f"{keyword!r} {count} times" for keyword, count in zip(keywords, counts, strict=True))
    return Verdict(right == 5, f"{why}, wanted 1, 2, 3, 5 and 7", closeness=right / 5)
