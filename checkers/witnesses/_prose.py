"""Plain prose of exactly so many sentences and words, and edits of it.

Each sentence is one as any reader divides a text; each stretch between blanks is one word. There is no comma, number,
pronoun, conjunction, emphasis, quotation or word in capitals unless a family puts it in.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ._vocabulary import ADJECTIVES, ADVERBS, CLOSERS, MANY_NOUNS, MANY_VERBS, NOUNS, PLACES, VERBS

if TYPE_CHECKING:
    from random import Random

_FILLERS = {*VERBS, *ADVERBS, *MANY_NOUNS, *MANY_VERBS, *CLOSERS, *(word for place in PLACES for word in place)}
SHORTEST = (["Look"], ["Birds", "sang"])


def sentence(rng: "Random", size: int | None = None, end: str = ".") -> str:
    """A sentence of so many words."""
    size = rng.randint(4, 13) if size is None else size
    if size <= len(SHORTEST):
        return " ".join(SHORTEST[size - 1]) + end
    places, rest = divmod(size - 3, 3)
    found = ["The", *([rng.choice(ADJECTIVES)] if rest else []), rng.choice(NOUNS), rng.choice(VERBS)]
    found += [rng.choice(ADVERBS)] if rest == 2 else []
    return " ".join([*found, *(word for place in rng.choices(PLACES, k=places) for word in place)]) + end


def prose(rng: "Random", number: int | None = None, *, breaks: bool = True) -> str:
    """So many sentences, in one paragraph or in several."""
    return joined(rng, [sentence(rng) for _ in range(rng.randint(1, 6) if number is None else number)], breaks=breaks)


def joined(rng: "Random", sentences: Sequence[str], *, breaks: bool = True) -> str:
    """Sentences as a text; a blank line divides some of them."""
    between = [rng.choice((" ", " ", " ", "\n\n")) if breaks else " " for _ in sentences[1:]]
    return "".join(one + gap for one, gap in zip(sentences, [*between, ""], strict=True))


def prose_of(rng: "Random", words: int) -> str:
    """A text of exactly so many words."""
    sizes: list[int] = []
    while sum(sizes) < words:
        sizes.append(min(rng.randint(3, 16), words - sum(sizes)))
    return joined(rng, [sentence(rng, size) for size in sizes])


def mention(rng: "Random", phrase: str) -> str:
    """A sentence that holds a phrase."""
    noun, verb = rng.choice(NOUNS), rng.choice(VERBS)
    place, adjective = " ".join(rng.choice(PLACES)), rng.choice(ADJECTIVES)
    return rng.choice(
        (
            f"The {noun} beside {phrase} {verb} {place}.",
            f"A {adjective} {noun} {verb} before {phrase} {place}.",
            f"With {phrase} the {noun} {verb} {place}.",
            f"The {noun} {verb} {place} because of {phrase} there.",
        )
    )


def mentions(rng: "Random", phrases: Sequence[str]) -> str:
    """Prose that holds each of the phrases once, in any order, among other sentences."""
    sentences = [mention(rng, phrase) for phrase in phrases]
    sentences += [sentence(rng) for _ in range(rng.randint(int(not phrases), 4))]
    rng.shuffle(sentences)
    return joined(rng, sentences)


def cased(rng: "Random", phrase: str) -> str:
    """The phrase in some case; "Straße" stays as it is."""
    told = rng.choice((str, str, str.capitalize, str.upper, str.lower))(phrase)
    return told if len(told) == len(phrase) else phrase


def dressed(rng: "Random", text: str) -> str:
    """The text with a word of it in bold, often; no word more or less."""
    places = [m for m in re.finditer(r"(?<= )[a-z]{3,}(?= )", text) if m[0] in _FILLERS]
    if not places or rng.random() < 0.5:
        return text
    place, mark = rng.choice(places), rng.choice(("*", "**", "_"))
    return f"{text[: place.start()]}{mark}{place[0]}{mark}{text[place.end() :]}"


def inserted(rng: "Random", text: str, phrase: str) -> str:
    """The text with a phrase after one of its words that belong to no phrase, or after them all."""
    found = list(re.finditer(r"\w (?=\w)", text))
    places = [m.start() + 1 for m in found if text[: m.start() + 1].rpartition(" ")[2] in _FILLERS]
    at = rng.choice(places or [m.start() + 1 for m in found] or [len(text)])
    return f"{text[:at]} {phrase}{text[at:]}"


def replaced(rng: "Random", text: str, pattern: str, new: str) -> str:
    """The text with one match of a pattern replaced; a match there must be."""
    place = rng.choice(list(re.finditer(pattern, text)))
    return text[: place.start()] + new + text[place.end() :]


def steered(rng: "Random", number: int, fits: Callable[[list[str], str], bool]) -> list[list[str]]:
    """So many sentences such as "Brave owls sing softly.", each word one that fits the words before it.

    Where no word of a slot fits, the slot stays empty.
    """
    before: list[str] = []
    found: list[list[str]] = []
    for _ in range(number):
        own: list[str] = []
        for slot in (ADJECTIVES, MANY_NOUNS, MANY_VERBS, CLOSERS):
            fitting = [word for word in slot if fits(before, word)]
            if fitting:
                own.append(rng.choice(fitting))
                before.append(own[-1])
        if own:
            found.append(own)
    return found


def written(sentences: Sequence[Sequence[str]], *, end: str = ".") -> str:
    """Sentences, each given as its words, with a capital letter and an end mark."""
    return " ".join(" ".join(own)[0].upper() + " ".join(own)[1:] + end for own in sentences)
