"""Rules on words and their letters: neighbours, palindromes, the first and the last."""

import re

from ._characters import APOSTROPHES, DOUBLE_QUOTES
from ._neighbours import neighbours
from ._palindromes import palindromes
from ._registry import checker, ex
from ._text import Text
from ._verdict import Verdict, counted, no_piece
from ._words import folded, words


@checker(
    "keywords:no_adjacent_consecutive",
    says="No two neighbouring words may start with consecutive letters of the alphabet.",
    follows=(ex("Bees are zebras."), ex("zoo 1 2 ants"), ex("An apple.\n\nBees are."), ex("Hello")),
    breaks=(ex('An "bee" is.'), ex("**Élan** fits"), ex("Yes: zebras, of course")),
)
def no_adjacent_consecutive(text: Text) -> Verdict:
    """No word of a paragraph starts with the letter after the one that the word before it starts with."""
    return no_piece(neighbours(text, _follow), "pairs of words with consecutive first letters")


def _follow(letter: str, following: str) -> bool:
    return letter.islower() and following.islower() and ord(following) - ord(letter) == 1


@checker(
    "keywords:palindrome",
    says="Include a palindrome.",
    follows=(ex("My kayak."), ex("“Anna”, he said."), ex("Never odd or even."), ex("A man, a plan, a canal: Panama!")),
    breaks=(ex("I do a lot."), ex("To not be, www."), ex("1.5 is 22, xxx"), ex("My kayaks.")),
)
def palindrome(text: Text) -> Verdict:
    """A word or number of three characters or more, or a phrase of seven or more, reads the same in reverse."""
    return counted(text.view(palindromes), "at least", 1, unit="palindromes")


@checker(
    "keywords:start_end",
    says="Start and end with the same word, and write nothing after it, not even punctuation.",
    follows=(ex("Home is my HOME\n"), ex('"Home" is my **home**'), ex("“Home is my home”"), ex("Don't, I said, don’t")),
    breaks=(ex("Home is my home."), ex("Home"), ex("Home is my homeland"), ex("My home")),
)
def start_end(text: Text) -> Verdict:
    """The first of two or more words is the last one too, in any case; only markdown marks may follow.

    Where a quotation mark opens the whole answer, one may close it.
    """
    found = text.view(words)
    if len(found) < 2:
        return Verdict(False, f"{len(found)} words, wanted at least 2")
    first, last = found[0], found[-1]
    spans = first.span, last.span
    if folded(first.text) != folded(last.text):
        return Verdict(False, f"starts with {first.text[:40]!r}, ends with {last.text[:40]!r}", spans)
    allowed = _NOTHING_BUT_QUOTES if _QUOTE.search(text, 0, first.start) else _NOTHING
    ok = allowed.fullmatch(text, last.end) is not None
    why = "ends with its first word" if ok else f"after the last word stands {text[last.end :].strip()[:40]!r}"
    return Verdict(ok, why, spans, closeness=1.0 if ok else 0.5)


_NOTHING = re.compile(r"[\s*_~`]*")
_NOTHING_BUT_QUOTES = re.compile(rf"[\s*_~`{APOSTROPHES}{DOUBLE_QUOTES}]*")
_QUOTE = re.compile(f"[{APOSTROPHES}{DOUBLE_QUOTES}]")
