"""IFBench's `custom` texts: multiple-choice questions, sentences in reverse, a story from A to Z."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from string import ascii_lowercase

from ._blocks import lines, paragraphs
from ._numbering import numbers
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Piece, Pieces, Verdict, counted, no_piece, staged
from ._words import folded, has_word, words

_HTML = r"</?[a-z][a-z1-6]{0,5}[ ]?/?>"
_MARKS = rf"(?:[ \t>#*_•+-]|{_HTML})*+"
_QUESTION = re.compile(
    rf"""(?xmi) ^{_MARKS}(?:\d{{1,2}}[.)]{_MARKS})? question\b (?:[*_ \t\#]|no\.)*+
        (?:\d{{1,2}}(?![^\W_]) | (?:one|two|three|four)\b | [iv]{{1,3}}(?=[.:)*]))? (?:[*_ \t.:)|;\]–—-]|{_HTML})*+"""
)
_OPTION = re.compile(
    rf"""(?xm) (?:^{_MARKS} | (?<=\s)(?![(\[]?(?:(?i:[a-z]\.[a-z]\.) | \d[.:]\d))) [(\[]?  # no "a.m.", "1:30" or "1.4"
        (?P<label>[A-Ha-h]|[1-9]|[iv]{{1,4}}) [.):|\]]++[*_]*+[ \t]*+ (?=\S)"""
)
_BULLET = re.compile(r"(?m)^[ \t]*+(?:[*+•-][ \t]++|<li>)(?=\S)")
_EXPLANATION = re.compile(rf"(?mi)^{_MARKS}explanation\b")
_OPTIONS = "\n".join(f"({letter}) x" for letter in "ABCDE")
_QUIZ = "\n\n".join(f"**Question {n}:** Who was it{', and why' * n}?\n{_OPTIONS}" for n in (1, 2, 3, 4))


@checker(
    "custom:mcq_count_length",
    says="Write four multiple-choice questions with five options each, every question longer than the one before and "
    "labelled Question, and no explanation.",
    follows=(
        ex(_QUIZ),
        ex("# A quiz\n\n" + _QUIZ.replace("(A)", "a.").replace(":**", "**\n") + "\n\nAnswers: A, B, C, D"),
        ex(re.sub(r"\*\*Question .:\*\*", "Question:", _QUIZ).replace("\n(", " (")),
        ex(re.sub(r"\(.\)", "-", _QUIZ)),
        ex(_QUIZ.replace("**Q", "<p><b>Q").replace(":**", ":</b>").replace("(", "<li>(")),
    ),
    breaks=(
        ex(_QUIZ.partition("\n\n")[2]),
        ex(_QUIZ.replace("(E) x", "")),
        ex(_QUIZ.replace("(E) x", "(E) x\n(F) x")),
        ex(_QUIZ.replace(", and why, and why", ", and why")),
        ex(_QUIZ.replace("Question ", "")),
        ex(_QUIZ + "\n\n**Explanation:** He was."),
        ex("Question 1"),
    ),
)
def mcq_count_length(text: Text) -> Verdict:
    """Four lines begin with Question, each with five options labelled in order or as bullets, and rise in length.

    The length is that of the question without label and options, in characters or in words.
    """
    headers = Pieces(text, (header.span() for header in _QUESTION.finditer(text)))
    return staged(counted(headers, "exactly", 4, unit="questions"), lambda: _quiz(text, headers))


def _quiz(text: Text, headers: Pieces) -> Verdict:
    """The verdict on four questions: their options, how they rise in length, and what else is there."""
    ends = [header.start for header in headers[1:]] + [len(text)]
    asked, options = zip(*(_question(text[a.end : b]) for a, b in zip(headers, ends, strict=True)), strict=True)
    explained = _EXPLANATION.search(text)
    lengths = [[len(question) for question in asked], [len(words(question)) for question in asked]]
    full = sum(count == 5 and has_word(question) for question, count in zip(asked, options, strict=True))
    rising = max(sum(a < b for a, b in pairwise(own)) for own in lengths)
    near = (full + rising + (not explained)) / 8
    if explained:
        return Verdict(False, "an explanation, wanted none", (explained.span(),), near)
    why = f"questions of {lengths[0]} characters with {options} options, wanted ever longer ones with 5"
    return Verdict(near == 1, why, (), near)


def _question(piece: str) -> tuple[str, int]:
    """The question in a piece without its options, and how many these are."""
    labelled: list[re.Match[str]] = []
    for found in _OPTION.finditer(piece):
        if len(labelled) + 1 in numbers(found["label"]):
            labelled.append(found)
    options = labelled if len(labelled) > 1 else list(_BULLET.finditer(piece))
    asked = piece[: options[0].start()] if options else piece
    return " ".join(asked.split()).strip("*_ "), len(options)


@checker(
    "custom:word_reverse",
    says="Say in one sentence, with its words in reverse order, what the animal is: a bald eagle.",
    follows=(
        ex("US the of symbol national the is eagle bald The"),
        ex("Here it is:\n\n**.eagle bald the is America of animal national The**"),
        ex('"eagle bald the It\'s."'),
    ),
    breaks=(
        ex("eagle bald"),
        ex("The bald eagle is the national symbol of the US."),
        ex("The national symbol of the US is the eagle bald."),
        ex("US the of symbol national the is eagle bald The\n\nThat means the bald eagle."),
    ),
)
def word_reverse(text: Text) -> Verdict:
    """Read from its last word to its first, the text is one sentence about the bald eagle."""
    if "bald" not in text.lower():
        return _NO_EAGLE
    said = _said(text)
    return _verdict([folded(word.text) for word in words(said)][::-1], len(paragraphs(said)))


@checker(
    "custom:character_reverse",
    says="Say in one sentence, with all its letters in reverse order, what the animal is: a bald eagle.",
    follows=(
        ex(".SU eht fo lobmys lanoitan eht si elgae dlab ehT"),
        ex("Answer:\n**ELGAE DLAB EHT SI TI**"),
        ex("elgae\ndlab  a s'tI"),
    ),
    breaks=(
        ex("elgae dlab"),
        ex("Elgae dlab means bald eagle."),
        ex("The answer is: elgae dlab"),
        ex("US the of symbol national the is eagle bald The"),
        ex(".SU eht fo lobmys lanoitan eht si elgae dlab ehT\n\nThat is the bald eagle."),
    ),
)
def character_reverse(text: Text) -> Verdict:
    """Read from its last character to its first, the text is one sentence about the bald eagle."""
    if "dlab" not in text.lower():
        return _NO_EAGLE
    said = _said(text)
    return _verdict([folded(word.text) for word in words(said[::-1])], len(paragraphs(said)))


def _said(text: Text) -> str:
    """The text without the lines that announce the sentence, and without rules."""
    kept = (line for line in text.view(lines).texts if line.rstrip("*_ ")[-1:] != ":")
    return "\n".join(line if has_word(line) else "" for line in kept)


_NO_EAGLE = Verdict(False, "nowhere does it read 'bald' in reverse, wanted a sentence with 'bald eagle'")
_ARTICLES = frozenset(("the", "a", "an"))
_IS = frozenset(
    """
    is are was were has have it's that's remains represents symbolizes symbolises serves stands became
    """.split()
)
_NO_NOUNS = _ARTICLES | _IS | frozenset("of in on to and as for by with that which it".split())
_BACKWARDS = frozenset("eht fo si dna taht era".split())


def _verdict(said: Sequence[str], paragraphs: int) -> Verdict:
    """The verdict on the words of a sentence after they have been put in order.

    Whether they are a sentence is told by a verb and by the articles: after each must stand what may be a noun.
    """
    pairs = list(pairwise((*said, "")))
    shown = " ".join(said)[:60]
    if not any(a == "bald" and b in ("eagle", "eagles") for a, b in pairs):
        return Verdict(False, f"in reverse it reads {shown!r}, wanted a sentence with 'bald eagle'")
    forward = [a for a, b in pairs if (a in _ARTICLES and (not b or b in _NO_NOUNS)) or a in _BACKWARDS]
    ok = not forward and not _IS.isdisjoint(said) and paragraphs == 1
    why = f"in reverse it reads {shown!r}, {'a' if ok else 'not one'} sentence"
    return Verdict(ok, why, closeness=1.0 if ok else 0.5)


@checker(
    "custom:sentence_alphabet",
    says="Write 26 sentences; the first starts with the letter a, the second with b, and so on to z.",
    follows=(
        ex(" ".join(f"{letter} is here." for letter in ascii_lowercase)),
        ex("\n\n".join(f'"*{letter}ny* one," said Dr. Who.' for letter in ascii_lowercase.upper())),
    ),
    breaks=(
        ex(" ".join(f"{letter} is here." for letter in ascii_lowercase[:-1])),
        ex(" ".join(f"{letter} is here." for letter in ascii_lowercase[::-1])),
        ex(" ".join(f"{letter} is here." for letter in ascii_lowercase) + " The end is near."),
    ),
)
def sentence_alphabet(text: Text) -> Verdict:
    """There are 26 sentences, whose first words start with the letters in order, in any case and with any accent."""
    found = text.view(sentences)
    wrong = (one.span for one, letter in zip(found, ascii_lowercase, strict=False) if _initial(one) != letter)
    return staged(
        counted(found, "exactly", len(ascii_lowercase), unit="sentences", mark=False),
        lambda: no_piece(Pieces(text, wrong), "sentences that start with another letter"),
    )


def _initial(sentence: Piece) -> str:
    first = next(iter(words(sentence.text)), sentence)
    return unicodedata.normalize("NFD", first.text)[0].lower()
