"""IFTrain's first and last words as published."""

import re
from collections.abc import Callable

from .._args import Keyword, KeywordOrList, first_of
from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict
from ._nltk import punkt
from ._rsents import regular_sentences
from ._vocabulary import word_tokens

MARK = re.compile(r"[^\w\s]")


def _first(text: str) -> str:
    return "".join(text.split(maxsplit=1)[:1]).lower()


def _last(text: str) -> str:
    return MARK.sub("", "".join(text.rsplit(maxsplit=1)[-1:])).lower()


def _all(pieces: list[str], edge: Callable[[str], str], wanted: str) -> Verdict:
    """The verdict of a rule that wants one word at the same edge of every piece."""
    wanted = wanted.strip().lower()
    wrong = [word for word in map(edge, pieces) if word != wanted]
    right = len(pieces) - len(wrong)
    why = f"{wanted!r} in {right} of {len(pieces)} places" + (
        f", {wrong[0][:40]!r} in the first other" if wrong else ""
    )
    return Verdict(not wrong, why, closeness=right / len(pieces) if wrong else 1.0)


@official(
    "first_word:first_word_sent",
    says="Start each sentence with the word {first_word}.",
    differs="a mark beside the word fails; an end mark behind a closing quote starts a sentence that is only a mark",
    follows=(ex("We sang. WE ran Dr. Who out.", first_word="we"), ex("We sang", first_word=["we", "they"])),
    breaks=(ex("We, too.", first_word="we"), ex('"We sang."', first_word="we"), ex("We won!!", first_word="we")),
)
def first_word_sent(text: Text, *, first_word: KeywordOrList) -> Verdict:
    """What stands before the first white space in each sentence is the word, in any case."""
    return _all(text.view(regular_sentences), _first, first_of(first_word))


@official(
    "first_word:first_word_answer",
    says="Start with the word {first_word}.",
    differs="a mark beside the word fails",
    follows=ex("\nYES indeed", first_word="yes"),
    breaks=(ex("Yes, indeed", first_word="yes"), ex("**Yes** indeed", first_word="yes")),
)
def first_word_answer(text: Text, *, first_word: Keyword) -> Verdict:
    """What stands before the first white space is the word, in any case."""
    return _all([text], _first, first_word)


@official(
    "last_word:last_word_sent",
    says="End each sentence with the word {last_word}.",
    differs="hyphens and marks inside the last word are ignored, and an end mark alone is a sentence that fails",
    follows=(ex("Go home. So (Ho-me)!", last_word="home"), ex("Go home", last_word=["home"])),
    breaks=ex("Go home!!", last_word="home"),
)
def last_word_sent(text: Text, *, last_word: KeywordOrList) -> Verdict:
    """What stands after the last white space in each sentence is, without its marks and in any case, the word."""
    return _all(text.view(regular_sentences), _last, first_of(last_word))


@official(
    "last_word:last_word_answer",
    says="End with the word {last_word}.",
    differs="hyphens and marks inside the last word are ignored",
    follows=ex("Go. Ho-me!!\n", last_word="home"),
    breaks=(ex("Home. 🙂", last_word="home"), ex("don't", last_word="don't")),
)
def last_word_answer(text: Text, *, last_word: Keyword) -> Verdict:
    """What stands after the last white space is, without its marks and in any case, the word."""
    return _all([text], _last, last_word)


@official(
    "keywords:start_end",
    says="Start and end with the same word, and use no words after it.",
    differs="a mark is a word, so that a full stop at the end fails",
    follows=ex("Home is my HOME"),
    breaks=(ex("Home is my home."), ex("Home")),
    needs=(punkt,),
)
def start_end(text: Text) -> Verdict:
    """The first of two or more word tokens is the last one too, in any case."""
    found = word_tokens(text)
    if len(found) < 2:
        return Verdict(False, f"{len(found)} words, wanted at least 2")
    first, last = found[0], found[-1]
    return Verdict(first.lower() == last.lower(), f"starts with {first[:40]!r}, ends with {last[:40]!r}")
