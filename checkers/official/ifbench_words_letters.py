"""IFBench's `words` as published, the ids that look into words: their letters, lengths and syllables."""

import re
from string import ascii_lowercase

from .._registry import ex, official
from .._text import Text
from .._verdict import Pieces, Verdict, counted, no_piece
from ._tokens import bare_words, lowered_bare_words, neighbours, spaced_words

FOLLOWER = dict(zip(ascii_lowercase, ascii_lowercase[1:] + "a", strict=True))


@official(
    "words:alphabet",
    says="Start each word with the letter of the alphabet after the first letter of the word before; after Z comes A.",
    differs="the first word may start with any letter, and one word passes; an accented letter is no letter",
    follows=(ex("Yes, zebras ate (bananas)."), ex("Word")),
    breaks=(ex("A b - 3"), ex("A big élan")),
)
def alphabet(text: Text) -> Verdict:
    """The first letters in any case and without marks follow each other, the first of all being one of a to z."""
    found = text.view(bare_words)
    if not found.words or found.words[0][0].lower() not in FOLLOWER:
        return Verdict(False, "no letter of a to z at the start")
    wrong = neighbours(text, found, lambda a, b: FOLLOWER.get(a.lower()[0]) != b.lower()[0])
    return no_piece(wrong, "pairs of words that do not start with a letter and the one after it")


@official(
    "words:vowel",
    says="Write one paragraph with words that have only three types of vowels.",
    differs="the whole text may have three vowels, and must be one line; accented vowels are no vowels",
    follows=(ex("Ann is on."), ex("Él está aquí")),
    breaks=(ex("Ann.\nBob."), ex("A red owl in"), ex("a e i o")),
)
def vowel(text: Text) -> Verdict:
    """One line but for outer white space, and in it at most three of a, e, i, o, u."""
    lines = text.strip().count("\n") + 1
    found = sorted(set("aeiou").intersection(text.lower()))
    why = f"{lines} lines with the vowels {' '.join(found) or '(none)'}, wanted 1 line with at most 3 vowels"
    return Verdict(lines == 1 and len(found) <= 3, why)


CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxyz]{2}")


@official(
    "words:consonants",
    says="Put a consonant cluster into every word.",
    differs="y is a consonant, and everything between white space is a word",
    follows=ex("They try! Try-ons stay"),
    breaks=(ex("They - try"), ex("l'n")),
)
def consonants(text: Text) -> Verdict:
    """Two of the 21 consonants side by side, in any case, in every stretch without white space."""
    wrong = (word.span for word in text.view(spaced_words) if CLUSTER.search(word.text.lower()) is None)
    return no_piece(Pieces(text, wrong), "words without two consonants side by side")


@official(
    "words:palindrome",
    says="Include at least 10 palindromes of at least 5 characters.",
    differs="the same palindrome counts each time; marks and case are ignored, digits are characters",
    follows=ex("Level, level! Le-vel. LEVEL 12321 radar (radar) kayak ka'yak civic"),
    breaks=ex("deed deed noon noon peep peep sees sees level level"),
)
def palindrome(text: Text) -> Verdict:
    """At least ten words without marks and in lower case are their own reversals and not short."""
    found = text.view(bare_words).where(lambda word: _is_palindrome(word.lower()))
    return counted(found, "at least", 10, unit="palindromes of 5 characters or more")


def _is_palindrome(word: str) -> bool:
    return len(word) >= 5 and word == word[::-1]


PRIMES = frozenset(n for n in range(2, 98) if all(n % divisor for divisor in range(2, n)))


@official(
    "words:prime_lengths",
    says="Use only words whose lengths are prime numbers.",
    differs="marks are no part of a word; a dash that is not ASCII is a word of 1, and marks alone pass",
    follows=(ex("It's odd - we agree."), ex("...")),
    breaks=(ex("we – you"), ex("a"), ex("four"), ex("x" * 101)),
)
def prime_lengths(text: Text) -> Verdict:
    """Every word without its marks has a prime number of characters, up to 97."""
    wrong = text.view(bare_words).where(lambda word: len(word) not in PRIMES)
    return no_piece(wrong, "words of another length than a prime below 100")


@official(
    "words:odd_even_syllables",
    says="Alternate words with an odd and an even number of syllables.",
    differs="syllapy counts: vowel groups for a word not in its list, 0 for one with a digit, 1 for other scripts",
    follows=(ex("the happy cat"), ex("cat 42 cat 3D")),
    breaks=(ex("the cat"), ex("猫 猫")),
)
def odd_even_syllables(text: Text) -> Verdict:
    """Neighbours, in lower case and without marks, differ in whether syllapy's count is odd."""
    found = text.view(bare_words)
    odd = {word: _is_odd(word.lower()) for word in set(found.words)}
    return no_piece(neighbours(text, found, lambda a, b: odd[a] == odd[b]), "pairs of words alike in syllables")


def _is_odd(word: str) -> bool:
    from syllapy import count

    return bool(count(word) % 2)


@official(
    "words:no_consecutive",
    says="No two neighbouring words may start with the same letter.",
    differs="the last word of a paragraph and the first of the next are neighbours; digits are letters",
    follows=(ex("An owl's hat"), ex("Word")),
    breaks=(ex("One\n\n- (Other)"), ex("1 10")),
)
def no_consecutive(text: Text) -> Verdict:
    """Neighbours, in lower case and without marks, differ in their first characters."""
    wrong = neighbours(text, text.view(lowered_bare_words), lambda a, b: a[0] == b[0])
    return no_piece(wrong, "pairs of words with the same first character")
