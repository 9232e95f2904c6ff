"""Witnesses of `checkers.custom_texts`."""

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from ._prose import replaced, sentence
from ._registry import witness
from ._vocabulary import BY_LETTER, NOUNS

if TYPE_CHECKING:
    from random import Random


def _spoil_quiz(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            re.sub(r"\n\S* ?[eE5][.)][^\n]*", "", text, count=1),
            text.replace("uestion", "uery", 1),
            f"{text}\n\nExplanation: all of them.",
            re.sub(
                r"(?s)\A(.*?\?)", r"\1 Be quick and tell us all that you know of the matter by heart, please.", text
            ),
        )
    )


@witness("custom:mcq_count_length", violate=_spoil_quiz)
def mcq_count_length(rng: "Random") -> str:
    label = rng.choice(("Question {}: ", "**Question {}:** ", "## Question {}\n", "Question {}. "))
    option = rng.choice(("A) {}", "a. {}", "(A) {}", "1. {}"))
    marks = "12345" if option[0] == "1" else ("abcde" if option[0] == "a" else "ABCDE")
    found = []
    for number in range(1, 5):
        rows = [re.sub("[Aa1]", mark, option, count=1).format(rng.choice(NOUNS)) for mark in marks]
        asked = sentence(rng, 3 + 4 * number, "?")
        found.append("\n".join([label.format(number) + asked, *rows]))
    return "\n\n".join(found)


_EAGLES = (
    "The bald eagle is the national symbol of the United States",
    "It is a bald eagle that serves as an emblem of freedom",
    "A bald eagle was the animal on the seal",
    "The animal is the bald eagle",
)


def _spoil_words(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            " ".join(text.split()[::-1]),
            "eagle bald",
            f"{text}\n\nThat means the bald eagle.",
            text.replace("bald", "bold"),
        )
    )


@witness("custom:word_reverse", violate=_spoil_words)
def word_reverse(rng: "Random") -> str:
    return rng.choice(("{}", "{}.", ".{}", "**{}**")).format(" ".join(rng.choice(_EAGLES).split()[::-1]))


def _spoil_letters(rng: "Random", text: str) -> str:
    return rng.choice((text[::-1], "elgae dlab", f"{text}\n\nThat is the bald eagle.", text.replace("lgae", "lage")))


@witness("custom:character_reverse", violate=_spoil_letters)
def character_reverse(rng: "Random") -> str:
    said = rng.choice(_EAGLES) + rng.choice(("", ".", "!"))
    return rng.choice(("{}", "{}", "**{}**")).format(said[::-1])


def _spoil_story(rng: "Random", text: str) -> str:
    return rng.choice(
        (
            f"{text} Fog rose.",
            replaced(rng, text, r"(?<=\.\s)\w+|(?<=\n)\w+", "9 fogs"),
            re.sub(r"\A[^.]*\.\s*", "", text),
        )
    )


@witness("custom:sentence_alphabet", violate=_spoil_story)
def sentence_alphabet(rng: "Random") -> str:
    found = []
    for letter in ascii_lowercase:
        rest = sentence(rng, rng.randint(4, 9)).partition(" ")[2]
        found.append(f"{rng.choice(BY_LETTER[letter]).capitalize()} {rest}")
    return rng.choice((" ", "\n", "\n\n")).join(found)
