"""Witnesses of `checkers.word_rules`."""

from typing import TYPE_CHECKING

from ._prose import cased, dressed, mentions, prose, sentence, steered, written
from ._registry import witness
from ._vocabulary import BY_LETTER, WORD_KEYWORDS

if TYPE_CHECKING:
    from random import Random


def _after_its_letter(rng: "Random", text: str) -> str:
    """Puts a word that starts with the next letter after a word."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if word[0].isalpha() and word[-1] != "." and word[0].lower() < "z"]
    at = rng.choice(places)
    return " ".join([*words[: at + 1], rng.choice(BY_LETTER[chr(ord(words[at][0].lower()) + 1)]), *words[at + 1 :]])


@witness("keywords:no_adjacent_consecutive", violate=_after_its_letter)
def no_adjacent_consecutive(rng: "Random") -> str:
    def fits(before: list[str], word: str) -> bool:
        return not before or ord(word[0]) - ord(before[-1][0]) != 1

    return dressed(rng, written(steered(rng, rng.randint(1, 6), fits)))


PALINDROMES = ("kayak", "level", "radar", "civic", "rotor", "refer", "madam", "stats", "tenet", "racecar", "rotator")


_SHORT = ("noon", "eye", "1881", "“Anna”", "mum")


def _without_palindromes(rng: "Random", text: str) -> str:
    for word in (*PALINDROMES, *_SHORT):
        text = text.replace(word, f"{word}x")
    return text.replace("”x", "x”")


@witness("keywords:palindrome", violate=_without_palindromes)
def palindrome(rng: "Random") -> str:
    found = rng.choices((*PALINDROMES, *_SHORT), k=rng.choice((1, 1, 2)))
    return dressed(rng, mentions(rng, found))


def _spoil_frame(rng: "Random", text: str) -> str:
    core = text.strip()
    return rng.choice((f"{core}.", f"So {core}", f"{core} now", f"{core}!"))


@witness("keywords:start_end", violate=_spoil_frame)
def start_end(rng: "Random") -> str:
    word = rng.choice(WORD_KEYWORDS)
    opening = f"{word.capitalize()}{rng.choice((' ', ', '))}{sentence(rng, rng.randint(3, 9)).partition(' ')[2]}"
    middle = rng.choice(("", f" {dressed(rng, prose(rng))}"))
    return f"{opening}{middle} {sentence(rng, 5, end='')} {rng.choice((cased(rng, word), f'**{word}**'))}"
