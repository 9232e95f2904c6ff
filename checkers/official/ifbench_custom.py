"""IFBench's `custom` as published, but for the tables: demands that each come with one prompt."""

import re
from itertools import pairwise
from string import ascii_lowercase

from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Verdict, counted, no_piece
from ._nltk import punkt, sentences
from ._scan import between
from ._tokens import lowered_bare_words, neighbours

MULTIPLES = ["14", "21", "28", "35", "42", "49"]


@official(
    "custom:multiples",
    says="List the multiples of 7 between 10 and 50 in ascending order, with a comma between them.",
    differs="any text may stand around the numbers, but no other number",
    follows=ex("14; 21; 28; 35; 42; 49: that's all."),
    breaks=ex("From 10 to 50: 14, 21, 28, 35, 42, 49"),
)
def multiples(text: Text) -> Verdict:
    """The runs of digits are the six multiples, in order."""
    found = [Piece(match[0], *match.span()) for match in re.finditer(r"\d+", text)]
    numbers = [piece.text for piece in found]
    why = f"{len(found)} numbers, {', '.join(numbers[:6])[:40]}, wanted the 6 {', '.join(MULTIPLES)} alone"
    return Verdict(numbers == MULTIPLES, why, tuple(piece.span for piece in found))


QUESTION = re.compile(r"Question \d+[.|):;]?\s*")
OPTION = re.compile(r"[A-Ea-e][.|)]\s*\w")


@official(
    "custom:mcq_count_length",
    says="Write four numbered multiple-choice questions with five options each, every question longer than the one "
    "before. Start with Question 1.",
    differs="an option in parentheses is none, a mention such as Question 2 starts a question, letters may repeat",
    follows=ex("\n".join(f"Question {n}{'?' * n}\n" + "a) x\n" * 5 for n in range(1, 5))),
    breaks=(
        ex(" " + "\n".join(f"Question {n}{'?' * n}\n" + "a) x\n" * 5 for n in range(1, 5))),
        ex("\n".join(f"Question {n}{'?' * n}\n" + "(a) x\n" * 5 for n in range(1, 5))),
    ),
)
def mcq_count_length(text: Text) -> Verdict:
    """It starts with Question; of four pieces each has five options, and before the first of them ever more text."""
    if not text.startswith("Question"):
        return Verdict(False, f"starts with {text[:20]!r}, wanted 'Question'")
    pieces = [piece for piece in between(text, QUESTION) if piece.text.strip()]
    if len(pieces) != 4:
        return Verdict(False, f"{len(pieces)} questions, wanted exactly 4")
    lengths, options = zip(*(_question(piece.text.strip()) for piece in pieces), strict=True)
    ok = set(options) == {5} and all(a < b for a, b in pairwise(lengths))
    return Verdict(ok, f"questions of {lengths} characters with {options} options, wanted ever longer ones with 5")


def _question(piece: str) -> tuple[int, int]:
    """The length of a question before its first option, and the number of its options."""
    found = [line.strip() for line in piece.split("\n")]
    options = [index for index, line in enumerate(found) if OPTION.match(line)]
    asked = found[: options[0]] if options else found
    return len(" ".join(asked).strip()), len(options)


@official(
    "custom:word_reverse",
    says="Say in one sentence, with the words in reverse order, what the animal is: a bald eagle.",
    differs="the two words are enough",
    follows=ex("It's eagles, bald."),
    breaks=ex("The bald eagle."),
)
def word_reverse(text: Text) -> Verdict:
    """A word that starts with eagle stands right before one that ends with bald, in any case and without marks."""
    words = text.view(lowered_bare_words)
    found = neighbours(text, words, lambda a, b: a.startswith("eagle") and b.endswith("bald"))
    return counted(found, "at least", 1, unit="times 'eagle bald'")


@official(
    "custom:character_reverse",
    says="Say what the animal is, with all the letters in reverse order: a bald eagle.",
    differs="any text around it passes",
    follows=ex("Elgae dlab means bald eagle."),
    breaks=ex("elgae  dlab"),
)
def character_reverse(text: Text) -> Verdict:
    """The letters of bald eagle stand somewhere in reverse, in any case."""
    found = re.search("elgae dlab", text.lower())
    return Verdict(found is not None, "'elgae dlab' is there" if found else "no 'elgae dlab'")


@official(
    "custom:sentence_alphabet",
    says="Write 26 sentences; the first starts with a, the second with b, and so on to z.",
    differs="a mark before the first letter fails, and a sentence is what NLTK's splitter says",
    follows=ex(" ".join(f"{letter} is." for letter in ascii_lowercase)),
    breaks=(ex(" ".join(f"*{letter}* is." for letter in ascii_lowercase)), ex("A first. B second.")),
    needs=(punkt,),
)
def sentence_alphabet(text: Text) -> Verdict:
    """The 26 sentences start with the 26 letters in order, in any case."""
    found = text.view(sentences)
    if len(found) != 26:
        return Verdict(False, f"{len(found)} sentences, wanted exactly 26")
    pairs = zip(found, ascii_lowercase, strict=True)
    return no_piece([piece for piece, letter in pairs if piece.text.split()[0].lower()[0] != letter], "wrong starts")
