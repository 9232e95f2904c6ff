"""IFTrain's demands on words and letters as published, but for those on sentences."""
# ruff: noqa: N803 (N is the published name of the argument)

import re
from string import ascii_letters

from .._args import Ordinal
from .._registry import ex, official
from .._text import Text
from .._verdict import Pieces, Relation, Verdict, counted, no_piece
from ._nltk import punkt
from ._tokens import neighbours, spaced_words
from ._vocabulary import no_token
from .ifeval_keywords import letter_frequency


@official(
    "keywords:no_adjacent_consecutive",
    says="No two neighbouring words may start with consecutive letters of the alphabet.",
    differs="a mark before a word hides its letter, digits and marks follow each other too, and a may follow z",
    follows=(ex('An "bee"'), ex("Bees are zebras"), ex("Zoo ants")),
    breaks=(ex("an Bee"), ex("chapter 1 2"), ex("an Ɓ b İ")),
)
def no_adjacent_consecutive(text: Text) -> Verdict:
    """No first character of a stretch without white space, in lower case, has the code point after the one before."""
    return no_piece(
        neighbours(text, text.view(spaced_words), _adjacent), "pairs of words with consecutive first letters"
    )


def _adjacent(word: str, following: str) -> bool:
    one, other = word[0].lower(), following[0].lower()
    return len(one) > 1 or len(other) > 1 or ord(other) - ord(one) == 1


@official(
    "keywords:palindrome",
    says="Include a palindrome.",
    differs="a word of one letter is one; case and marks count",
    follows=(ex("I do."), ex("My kayak sank.")),
    breaks=(ex("My kayak."), ex("Kayak it, Anna.")),
)
def palindrome(text: Text) -> Verdict:
    """A stretch without white space reads the same in reverse."""
    found = [word for word in text.view(spaced_words) if word.text == word.text[::-1]]
    return counted(found, "at least", 1, unit="palindromes")


@official(
    "count:lowercase_counting",
    says="Write at most {N} word(s) in lower case.",
    differs="a word with an accented letter or a digit is none, and a contraction is two",
    follows=ex("le café été at 3pm", N=2),
    breaks=ex("don't", N=1),
)
def lowercase_counting(text: Text, *, N: Ordinal) -> Verdict:
    """At most as many words of the letters a to z alone."""
    found = Pieces(text, (match.span() for match in re.finditer(r"\b[a-z]++\b", text)))
    return counted(found, "at most", N, unit="words in lower case")


@official(
    "count:count_unique",
    says="Use no word twice.",
    differs="a mark is a word, so that two full stops fail; case makes a word another",
    follows=ex("The cat saw the dog."),
    breaks=ex("One. Two."),
    needs=(punkt,),
)
def count_unique(text: Text) -> Verdict:
    """No word token comes again."""
    return no_token(text, lambda token, count: count > 1, "words that come again")


@official(
    "letters:letter_counting",
    says="Write {relation} {N} letter(s).",
    differs="only the letters of ASCII count",
    follows=ex("éé日本 a", N=2, relation="less than"),
    breaks=ex("éé", N=1, relation="at least"),
)
def letter_counting(text: Text, *, N: Ordinal, relation: Relation) -> Verdict:
    """The letters a to z in either case compare with `N`."""
    return counted(sum(map(text.count, ascii_letters)), relation, N, unit="letters")


letter_counting2 = official(
    "letters:letter_counting2",
    says="Use the letter {letter} {let_relation} {let_frequency} time(s).",
    differs="it is IFEval's keywords:letter_frequency",
    follows=ex("Élan, no more", letter="e", let_frequency=2, let_relation="less than"),
    breaks=ex("éé", letter="e", let_frequency=1, let_relation="at least"),
)(letter_frequency)
