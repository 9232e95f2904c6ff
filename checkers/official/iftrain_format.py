"""IFTrain's formats, paragraphs and punctuation as published."""

import re

from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, no_piece
from ._tokens import spaced_words
from .ifeval_length import BLANK_LINE, DIVIDER, divided


@official(
    "detectable_format:square_brackets",
    says="Enclose every word in square brackets.",
    differs="what stands between white space is a word, and a mark after the bracket fails",
    follows=(ex("[one] [] [[two.]"), ex("[one,two]")),
    breaks=(ex("[one], [two]."), ex("[one two]")),
)
def square_brackets(text: Text) -> Verdict:
    """Each stretch without white space starts and ends with a square bracket."""
    wrong = [word for word in text.view(spaced_words) if not (word.text[0] == "[" and word.text[-1] == "]")]
    return no_piece(wrong, "words not in square brackets")


@official(
    "detectable_format:bigram_wrapping",
    says="Wrap every two words in double angle brackets, such as <<this is>> <<an example>>.",
    differs="a last word without another is not looked at, and one word passes",
    follows=(ex("<<this is>> <<an example>> indeed"), ex("<<this>> <<is>>"), ex("Word")),
    breaks=ex("<<this is>>, <<an example>>"),
)
def bigram_wrapping(text: Text) -> Verdict:
    """Of the first two, the next two and so on, the first starts with << and the second ends with >>."""
    words = text.view(spaced_words)
    wrong = [
        Piece(f"{a.text} {b.text}", a.start, b.end)
        for a, b in zip(words[::2], words[1::2], strict=False)
        if not (a.text.startswith("<<") and b.text.endswith(">>"))
    ]
    return no_piece(wrong, "pairs of words not wrapped")


@official(
    "paragraphs:paragraphs",
    says="Write 2 paragraphs with *** between them.",
    differs="every *** divides, bold italics too; other dividers are not seen",
    follows=ex("***\nOne.***Two."),
    breaks=(ex("A ***very*** good day.\n***\nTwo."), ex("One.\n* * *\nTwo.")),
)
def paragraphs(text: Text) -> Verdict:
    """As IFEval's length_constraints:number_paragraphs, with 2."""
    return divided(text, DIVIDER, 2)


@official(
    "paragraphs:paragraphs2",
    says="Write 2 paragraphs with two line breaks between them.",
    differs="three more line breaks fail, a space in the empty line fails",
    follows=(ex("One.\n\n\nTwo."), ex("\n\nOne.\n\nTwo.\n\n")),
    breaks=(ex("One.\n\n\n\nTwo."), ex("One.\n \nTwo.")),
)
def paragraphs2(text: Text) -> Verdict:
    """Two pieces between empty lines; the first and the last may be blank and then don't count, another may not."""
    return divided(text, BLANK_LINE, 2)


@official(
    "punctuation:punctuation_dot",
    says="Use no full stops.",
    differs="an ellipsis in one character passes, a decimal point fails",
    follows=ex("Well… no。"),
    breaks=ex("3.5"),
)
def punctuation_dot(text: Text) -> Verdict:
    """There is no full stop of ASCII."""
    return _no(text, ".", "full stops")


@official(
    "punctuation:punctuation_exclamation",
    says="Use no exclamation marks.",
    differs="only that of ASCII is one",
    follows=ex("¡Well！"),
    breaks=ex("if a != b"),
)
def punctuation_exclamation(text: Text) -> Verdict:
    """There is no exclamation mark of ASCII."""
    return _no(text, "!", "exclamation marks")


def _no(text: Text, mark: str, what: str) -> Verdict:
    return no_piece(Pieces(text, (match.span() for match in re.finditer(re.escape(mark), text))), what)
