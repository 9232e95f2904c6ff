"""IFBench's `words`, the ids that look into words: their letters, lengths and syllables."""

import re
from functools import lru_cache
from itertools import pairwise
from math import isqrt
from string import ascii_lowercase

from ._blocks import blocks
from ._characters import APOSTROPHES
from ._letters import initials, lettered_words, unaccented
from ._neighbours import neighbours
from ._palindromes import bare_letters
from ._registry import checker, ex
from ._syllables import syllables
from ._text import Text
from ._verdict import Pieces, Verdict, counted, no_piece
from ._words import has_word, words

NO_WORDS = Verdict(False, "no words")


@checker(
    "words:alphabet",
    says="Start each word with the letter of the alphabet after the first letter of the word before; after Z comes A.",
    follows=(
        ex("Yes, **zebras** ate\n\n- (bananas)."),
        ex("Alice bought 3 creamy doughnuts, élan!"),
        ex("Well-known x-rays"),
        ex("Word"),
    ),
    breaks=(ex("A big dog"), ex("A big cat can"), ex("Ann, Bob, 2nd"), ex("1, 2!")),
)
def alphabet(text: Text) -> Verdict:
    """The first letters follow each other in the alphabet, whichever comes first; numbers are no words.

    A letter with an accent is the letter. One word alone follows, as one sentence alone does in words:last_first.
    """
    found = text.view(lettered_words)
    if not found:
        return NO_WORDS
    first = initials(found)
    wrong = [found.spans[0]] if first[0] not in _NEXT else []
    wrong += [span for span, (a, b) in zip(found.spans[1:], pairwise(first), strict=True) if _NEXT.get(a) != b]
    return no_piece(Pieces(text, wrong), "words that do not start with the next letter")


_NEXT = dict(zip(ascii_lowercase, ascii_lowercase[1:] + "a", strict=True))


@checker(
    "words:vowel",
    says="Write one paragraph with words that have only three types of vowels.",
    follows=(ex("Ann is on\nthat hill."), ex("## Title\n\nÉté, ici!"), ex("Ann is on")),
    breaks=(ex("Ann is on.\n\nBob is."), ex("A red owl in"), ex("áéíó"), ex("- Ann\n- Bob"), ex("... !")),
)
def vowel(text: Text) -> Verdict:
    """One paragraph, besides headings, and in the whole text at most three of a, e, i, o, u; accents don't matter."""
    bodies = [
        block for block in text.view(blocks) if block.kind != "heading" and has_word(text[block.start : block.end])
    ]
    written = [block for block in bodies if not BOLD_LINE.fullmatch(text, block.body, block.end)] or bodies
    found = sorted(set("aeiou").intersection(unaccented(text)))
    why = f"{len(written)} paragraphs with the vowels {' '.join(found) or '(none)'}, wanted 1 with at most 3 vowels"
    one = counted(len(written), "exactly", 1, unit="paragraphs")
    few = counted(len(found), "at most", 3, unit="vowels")
    return Verdict(one.ok and few.ok, why, (), (one.closeness + few.closeness) / 2)


BOLD_LINE = re.compile(r"[ \t>]*+(?:\*{2,3}[^\n*]+(?<![.!])\*{2,3}|_{2,3}[^\n_]+(?<![.!])_{2,3}|<<[^\n<>]+>>):?[ \t]*")
"""A line that is a title, though it is not marked as a heading; a sentence is none."""


@checker(
    "words:consonants",
    says="Put a consonant cluster into every word.",
    follows=(ex("They try! 1. *Try-ons* don't shrink - 42"), ex("1. Prompt\n2. Étrange")),
    breaks=(ex("They see"), ex("The e-x-t path"), ex("42 - ...")),
)
def consonants(text: Text) -> Verdict:
    """In each word two consonants stand side by side, y being one; an apostrophe may stand between, a hyphen not."""
    found = text.view(lettered_words)
    if not found:
        return NO_WORDS
    plain = {word for word in set(found.texts) if not _CLUSTER.search(unaccented(word.translate(_WITHOUT_APOSTROPHES)))}
    return no_piece(found.among(plain), "words without two consonants side by side")


_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxyz]{2}")
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))


@checker(
    "words:palindrome",
    says="Include at least 10 palindromes of at least 5 letters.",
    follows=(
        ex("Level, “level”! **LEVEL** level—level radar (radar) kayak's way: kayak, radar. Civic"),
        ex("level " * 10),
        ex("level's " * 10),
    ),
    breaks=(
        ex("deed noon peep sees kook level level level level level level level level level"),
        ex("levels " * 10),
        ex("12321 " * 10),
        ex("le vel " * 10),
    ),
)
def palindrome(text: Text) -> Verdict:
    """At least ten words of five letters or more read the same backwards; the same one counts each time."""
    found = text.view(words)
    palindromes = {word for word in set(found.texts) if _is_palindrome(word)}
    return counted(found.among(palindromes), "at least", 10, unit="palindromes of 5 letters or more")


def _is_palindrome(word: str) -> bool:
    letters = bare_letters(word)
    return len(letters) >= 5 and letters.isalpha() and letters == letters[::-1]


@checker(
    "words:prime_lengths",
    says="Use only words whose lengths are prime numbers.",
    follows=(ex("We – you, “it”... no: she’ll wed\n\n1. It's"), ex("x" * 101), ex("It is so, 😀 2,024,123")),
    breaks=(ex("a"), ex("four words"), ex("don't"), ex("... !!!"), ex("x" * 100)),
)
def prime_lengths(text: Text) -> Verdict:
    """Every word has a prime number of letters and digits; marks in a word are not counted."""
    found = text.view(words)
    if not found:
        return NO_WORDS
    wrong = {word for word in set(found.texts) if not _is_prime(sum(map(str.isalnum, word)))}
    return no_piece(found.among(wrong), "words of another length than a prime")


@lru_cache(maxsize=1024)
def _is_prime(n: int) -> bool:
    return n > 1 and all(n % divisor for divisor in range(2, isqrt(n) + 1))


@checker(
    "words:odd_even_syllables",
    says="Alternate words with an odd and an even number of syllables.",
    follows=(ex("The happy cat"), ex("happy — “one”"), ex("1. Water-cooled\n2. copper")),
    breaks=(ex("the cat"), ex("the happy cat couldn't happy"), ex("cat"), ex("42")),
)
def odd_even_syllables(text: Text) -> Verdict:
    """At least two words, of which neighbours differ in whether their syllables are odd in number; none of numbers."""
    found = text.view(lettered_words)
    if len(found) < 2:
        return Verdict(False, "fewer than two words: nothing alternates")
    odd = {word: syllables(word) % 2 for word in set(found.texts)}
    pairs = zip(pairwise(found.spans), pairwise(odd[word] for word in found.texts), strict=True)
    wrong = ((a[0], b[1]) for (a, b), (one, other) in pairs if one == other)
    return no_piece(Pieces(text, wrong), "pairs of neighbours alike in syllables")


@checker(
    "words:no_consecutive",
    says="No two neighbouring words may start with the same letter.",
    follows=(ex("An owl's hat"), ex("# One\n\nOther\n- Or\n- Our"), ex("12 14 cats"), ex("Word")),
    breaks=(ex("An ancient owl"), ex("Ink\nis dry"), ex("Éa “éb”"), ex("The end. Else: empty")),
)
def no_consecutive(text: Text) -> Verdict:
    """Neighbours in a paragraph, heading or list item start with different letters, accents and case aside."""
    alike = neighbours(text, lambda one, other: one == other and one.isalpha())
    return no_piece(alike, "pairs of neighbours with the same first letter")
