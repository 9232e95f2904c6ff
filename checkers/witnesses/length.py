"""Witnesses of `checkers.length`."""

import re
from typing import TYPE_CHECKING, Any

from .._verdict import Comparison
from ._counted import counts
from ._prose import cased, dressed, inserted, mention, prose, prose_of, replaced, sentence
from ._registry import witness
from ._vocabulary import WORD_KEYWORDS

if TYPE_CHECKING:
    from random import Random

_EXACTLY: Comparison = "exactly"


class Words:
    """Prose of so many words; what blanks divide is a word there."""

    def make(self, rng: "Random", number: int) -> str:
        return dressed(rng, prose_of(rng, number)) if number else "..."

    def count(self, text: str) -> int:
        return sum(any(map(str.isalnum, word)) for word in text.split())

    def more(self, rng: "Random", text: str) -> str:
        return inserted(rng, text, rng.choice(("fog", "don't", "well-known", "3.5", "1,000")))

    def fewer(self, rng: "Random", text: str) -> str:
        if not re.search(r"\S \S", text):
            return "..."
        return replaced(rng, text, r"(?<=\S) \S+(?=[ .*_])|\S+ (?=\S)", "")


counts("length_constraints:number_words", Words, number="num_words", relation="relation", drawn=(2, 300))

_TRAPS = ("Dr. Smith", "e.g. maples", "3.5 miles", "the U.S. coast", "www.shop.com", "St. Mary")
_END = r"(?<!Dr)(?<!e\.g)(?<!U\.S)(?<!St)(?<=\w)[.!?](?=\s|\Z)"


class _Sentences:
    """Sentences in paragraphs, under a heading or in a list."""

    def make(self, rng: "Random", number: int) -> str:
        found = [self._one(rng) for _ in range(number)]
        if found and rng.random() < 0.2:
            return "\n".join(f"- {one}" for one in found)
        if not found:
            return rng.choice(("...", "# The Harbour"))
        between = rng.choice((" ", " ", "\n\n"))
        return rng.choice(("", "", "# The Harbour\n\n")) + between.join(found)

    def _one(self, rng: "Random") -> str:
        plain = sentence(rng, rng.randint(3, 14), rng.choice(".!?"))
        return mention(rng, rng.choice(_TRAPS)) if rng.random() < 0.2 else plain

    def count(self, text: str) -> int:
        return len(re.findall(_END, text))

    def more(self, rng: "Random", text: str) -> str:
        return f"{text} {sentence(rng, rng.randint(3, 14))}"

    def fewer(self, rng: "Random", text: str) -> str:
        rest = re.split(rf"(?:{_END})\s*", text, maxsplit=1)[1]
        return rest or "..."


counts("length_constraints:number_sentences", _Sentences, number="num_sentences", relation="relation", drawn=(2, 20))


class DividedParagraphs:
    """Paragraphs with the markdown divider between them."""

    def make(self, rng: "Random", number: int) -> str:
        divider = rng.choice(("\n***\n", "\n\n***\n\n", "\n\n* * *\n\n"))
        return divider.join(dressed(rng, prose(rng)) for _ in range(number))

    def count(self, text: str) -> int:
        return len(re.findall(_DIVIDER, text)) + 1

    def more(self, rng: "Random", text: str) -> str:
        return f"{text}\n\n***\n\n{sentence(rng)}"

    def fewer(self, rng: "Random", text: str) -> str:
        return replaced(rng, text, _DIVIDER, "") if self.count(text) > 1 else "***"


_DIVIDER = r"(?m)^(?:\*\*\*|\* \* \*)$"
counts(
    "length_constraints:number_paragraphs",
    DividedParagraphs,
    number="num_paragraphs",
    comparison=_EXACTLY,
    drawn=(1, 8),
)


def _nth(rng: "Random") -> dict[str, Any]:
    number = rng.randint(1, 7)
    first = rng.choice([*WORD_KEYWORDS, "New York", "firstly"])
    return {"num_paragraphs": number, "nth_paragraph": rng.randint(1, number), "first_word": first}


def _spoil_paragraph(rng: "Random", text: str, *, num_paragraphs: int, nth_paragraph: int, first_word: str) -> str:
    found = text.split("\n\n")
    own = found[nth_paragraph - 1]
    found[nth_paragraph - 1] = rng.choice((f"So {own}", own.partition(" ")[2], f"{own}\n\nMore."))
    return "\n\n".join(found)


@witness("length_constraints:nth_paragraph_first_word", arguments=_nth, violate=_spoil_paragraph)
def nth_paragraph_first_word(rng: "Random", *, num_paragraphs: int, nth_paragraph: int, first_word: str) -> str:
    found = [prose(rng, breaks=False) for _ in range(num_paragraphs)]
    opening = rng.choice(("{}", "{},", "**{}**", '"{}"')).format(cased(rng, first_word))
    found[nth_paragraph - 1] = f"{opening} {found[nth_paragraph - 1]}"
    return "\n\n".join(found)
