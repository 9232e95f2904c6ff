"""Witnesses of `checkers.words_letters`."""

import re
from typing import TYPE_CHECKING

from ._prose import cased, dressed, inserted, prose, replaced, steered, written
from ._registry import witness
from ._vocabulary import ADJECTIVES, BY_LETTER, CLOSERS, MANY_NOUNS, MANY_VERBS
from .word_rules import PALINDROMES

if TYPE_CHECKING:
    from random import Random

_PRIMES = (2, 3, 5, 7, 11, 13)


def _out_of_order(rng: "Random", text: str) -> str:
    words = text.split(" ")
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], rng.choice((words[at - 1].strip(".*"), "1st-rate q")), *words[at:]])


@witness("words:alphabet", violate=_out_of_order)
def alphabet(rng: "Random") -> str:
    first = rng.randrange(26)
    letters = [chr(ord("a") + (first + n) % 26) for n in range(rng.randint(2, 40))]
    words = [rng.choice(BY_LETTER[letter]) for letter in letters]
    words = [f"**{word}**" if rng.random() < 0.05 else word for word in words]
    return written([words[at : at + 7] for at in range(0, len(words), 7)])


def _with_the_vowels(rng: "Random", text: str) -> str:
    missing = [vowel for vowel in "aeiou" if vowel not in text.lower()]
    everything = " ".join({"a": "bad", "e": "pet", "i": "dim", "o": "fog", "u": "mud"}[vowel] for vowel in missing)
    return rng.choice((inserted(rng, text, everything), f"{text}\n\n{text}"))


@witness("words:vowel", violate=_with_the_vowels)
def vowel(rng: "Random") -> str:
    allowed = set(rng.choice(("aei", "aeo", "eio", "aio", "eiu", "aeu")))
    words = steered(rng, rng.randint(1, 6), lambda before, word: set("aeiou") & set(word) <= allowed)
    text = written(words) if words else "Anna sat in a hamlet."
    return rng.choice(("", "# Pine\n\n" if {"i", "e"} <= allowed else "")) + text


_CLUSTER = re.compile("[bcdfghjklmnpqrstvwxyz]{2}")


@witness("words:consonants", violate=lambda rng, text: inserted(rng, text, rng.choice(("a", "see", "one", "toe"))))
def consonants(rng: "Random") -> str:
    text = written(
        steered(rng, rng.randint(1, 5), lambda before, word: _CLUSTER.search(word.replace("-", " ")) is not None)
    )
    return dressed(rng, text) + rng.choice(("", "", " They don't rest!"))


def _nine_palindromes(rng: "Random", text: str) -> str:
    either = rf"(?i)\b(?:{'|'.join(PALINDROMES)})\b"
    while len(re.findall(either, text)) > 9:
        text = replaced(rng, text, either, rng.choice(("fog", "noon", "deed", "levels")))
    return text


@witness("words:palindrome", violate=_nine_palindromes)
def palindrome(rng: "Random") -> str:
    text = prose(rng)
    for word in rng.choices(PALINDROMES, k=rng.randint(10, 13)):
        text = inserted(rng, text, cased(rng, word))
    return text


@witness(
    "words:prime_lengths", violate=lambda rng, text: inserted(rng, text, rng.choice(("four", "a", "winter", "don't")))
)
def prime_lengths(rng: "Random") -> str:
    def fits(before: list[str], word: str) -> bool:
        return sum(map(str.isalnum, word)) in _PRIMES

    text = written(steered(rng, rng.randint(1, 5), fits))
    return rng.choice((text, f"– {text}", f"{text} It is so, you see."))


_ODD = """
    bright calm cats dance farms gulls keep kind kings lamps maps owls quilts rest seals shop sing small swim tall
    umbrella beautiful banana family holiday
""".split()
_EVEN = """
    amber bakers carry dancers empty farmers gardens gentle happy hidden jugglers kettles lanterns mellow paper rivers
    rusty sailors slowly tigers tunnels velvet
""".split()


@witness(
    "words:odd_even_syllables",
    violate=lambda rng, text: inserted(rng, text, rng.choice((*_ODD, *_EVEN))),
)
def odd_even_syllables(rng: "Random") -> str:
    """One word more between two that alternate makes two neighbours alike, whatever it is."""
    first = rng.randint(0, 1)
    words = [rng.choice((_ODD, _EVEN)[(first + n) % 2]) for n in range(rng.randint(2, 24))]
    text = written([words[at : at + 6] for at in range(0, len(words), 6)])
    return rng.choice((text, text.replace(". ", ".\n\n"), text[:-1]))


def _same_letter(rng: "Random", text: str) -> str:
    words = text.split(" ")
    at = rng.choice([at for at, word in enumerate(words) if word[0].isalpha()])
    again = rng.choice(
        [word for word in ADJECTIVES + MANY_NOUNS + MANY_VERBS + CLOSERS if word[0] == words[at][0].lower()]
    )
    return " ".join([*words[:at], again, *words[at:]])


@witness("words:no_consecutive", violate=_same_letter)
def no_consecutive(rng: "Random") -> str:
    def fits(before: list[str], word: str) -> bool:
        return not before or word[0] != before[-1][0]

    return dressed(rng, written(steered(rng, rng.randint(1, 6), fits)))
