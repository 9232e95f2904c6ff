r"""IFEval's `length_constraints` as published: `\w+` for words, NLTK's English Punkt for sentences."""

import re

from .._args import Count, Keyword, Ordinal
from .._errors import BadArgument
from .._registry import ex, official
from .._text import Text
from .._verdict import Relation, Verdict, counted
from ._nltk import punkt, sentences, words
from ._scan import between


@official(
    "length_constraints:number_sentences",
    says="Write {relation} {num_sentences} sentence(s).",
    differs="the splitter knows only English and its marks, and splits after abbreviations that it doesn't know",
    follows=ex("See fig. 3 and sec. Four for it.", relation="at least", num_sentences=2),
    breaks=ex("你好。再见。", relation="at least", num_sentences=2),
    needs=(punkt,),
)
def number_sentences(text: Text, *, relation: Relation, num_sentences: Count) -> Verdict:
    """The sentences that Punkt finds compare with `num_sentences`."""
    return counted(text.view(sentences), relation, num_sentences, unit="sentences", mark=False)


@official(
    "length_constraints:number_words",
    says="Write {relation} {num_words} word(s).",
    differs="a contraction, a hyphenated compound or a decimal is two words, and a run of Chinese is one",
    follows=ex("Don't re-enter 3.5", relation="at least", num_words=6),
    breaks=(
        ex("我喜欢喝茶", relation="at least", num_words=2),
        ex("Don't!", relation="less than", num_words=2),
    ),
)
def number_words(text: Text, *, relation: Relation, num_words: Count) -> Verdict:
    r"""The runs of `\w` compare with `num_words`."""
    return counted(text.view(words), relation, num_words, unit="words", mark=False)


DIVIDER = re.compile(r"\*\*\*\s?")
"""Published with white space before the stars too, which takes long to look for and makes no other piece blank."""


@official(
    "length_constraints:number_paragraphs",
    says="Write {num_paragraphs} paragraph(s), with *** between paragraphs.",
    differs="every *** divides, bold italics too; other dividers are not seen",
    follows=ex("***\nOne.\n***\nTwo.\n***", num_paragraphs=2),
    breaks=(ex("A ***very*** good day.\n***\nTwo.", num_paragraphs=2), ex("One.\n* * *\nTwo.", num_paragraphs=2)),
)
def number_paragraphs(text: Text, *, num_paragraphs: Count) -> Verdict:
    """As many pieces between dividers; the first and the last may be blank and then don't count, another may not."""
    return divided(text, DIVIDER, num_paragraphs)


def divided(text: Text, divider: re.Pattern[str], wanted: int) -> Verdict:
    """The verdict of a rule that wants so many paragraphs with a divider between them."""
    pieces = between(text, divider)
    full = [piece for piece in pieces if piece.text.strip()]
    hollow = [piece.span for piece in pieces[1:-1] if not piece.text.strip()]
    if hollow:
        return Verdict(False, "nothing between two dividers", tuple(hollow))
    return counted(full, "exactly", wanted, unit="paragraphs")


BLANK_LINE = re.compile("\n\n")


def _has_nth(num_paragraphs: int, nth_paragraph: int, first_word: str) -> None:
    if nth_paragraph > num_paragraphs:
        raise BadArgument(f"no paragraph {nth_paragraph} among {num_paragraphs}", "nth_paragraph")


@official(
    "length_constraints:nth_paragraph_first_word",
    says="Write {num_paragraphs} paragraph(s); start the one numbered {nth_paragraph} with the word {first_word}.",
    differs="blank pieces are not counted but numbered, and only . , ? ! ' and \" end a word",
    follows=ex("One.\n\n'Twas so.", num_paragraphs=2, nth_paragraph=2, first_word="twas"),
    breaks=(
        ex("\n\nOne.\n\nTwo.", num_paragraphs=2, nth_paragraph=2, first_word="two"),
        ex("One.\n\nTwo: yes.", num_paragraphs=2, nth_paragraph=2, first_word="two"),
    ),
    validate=_has_nth,
)
def nth_paragraph_first_word(
    text: Text, *, num_paragraphs: Count, nth_paragraph: Ordinal, first_word: Keyword
) -> Verdict:
    """As many pieces between empty lines that are not blank, and the word at the start of the n-th of all pieces."""
    pieces = between(text, BLANK_LINE)
    full = [piece for piece in pieces if piece.text.strip()]
    if nth_paragraph > len(full) or not pieces[nth_paragraph - 1].text.strip():
        return Verdict(False, f"no paragraph {nth_paragraph} among {len(full)}")
    piece = pieces[nth_paragraph - 1]
    token = piece.text.split(maxsplit=1)[0]
    word = re.split(r"[.,?!'\"]", token.lstrip("'").lstrip('"'), maxsplit=1)[0]
    lowered, wanted = "".join(char.lower() for char in word), first_word.lower()
    start = piece.start + piece.text.index(token)
    why = f"{len(full)} paragraphs, number {nth_paragraph} starts with {lowered[:40]!r}"
    return Verdict(
        len(full) == num_paragraphs and lowered == wanted,
        f"{why}, wanted {num_paragraphs} and {wanted!r}",
        ((start, start + len(token)),),
    )
