"""How long the answer is: words, sentences, paragraphs."""

import re

from ._args import Count, Keyword, Ordinal
from ._blocks import paragraphs
from ._dividers import paragraph_dividers, parts
from ._keywords import occurrences
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Relation, Verdict, counted, right_of
from ._words import has_word, words


@checker(
    "length_constraints:number_words",
    says="Answer with {relation} {num_words} word(s).",
    follows=(
        ex("one two", relation="at least", num_words=2),
        ex("Don't well-known facts cost 1,000.50?", relation="less than", num_words=6),
        ex("नमस्ते", relation="less than", num_words=2),
        ex("你好世界", relation="at least", num_words=4),
    ),
    breaks=(
        ex("one - two *", relation="at least", num_words=3),
        ex("don't", relation="at least", num_words=2),
        ex("one two", relation="less than", num_words=2),
    ),
)
def number_words(text: Text, *, relation: Relation, num_words: Count) -> Verdict:
    """The text has so many words as `_words` counts them."""
    return counted(text.view(words), relation, num_words, unit="words", mark=False)


@checker(
    "length_constraints:number_sentences",
    says="Answer with {relation} {num_sentences} sentence(s).",
    follows=(
        ex("It is e.g. small. Dr. Smith saw it. So?", relation="less than", num_sentences=4),
        ex("1. Buy milk.\n2. Call Bob.", relation="less than", num_sentences=3),
        ex("你好，世界。这是第二句话！你明白吗？", relation="at least", num_sentences=3),
    ),
    breaks=(
        ex("It costs $3.50 at www.shop.com.", relation="at least", num_sentences=2),
        ex("# A title.\n\nOne! Two?", relation="less than", num_sentences=3),
        ex("... !!! ???", relation="at least", num_sentences=1),
    ),
)
def number_sentences(text: Text, *, relation: Relation, num_sentences: Count) -> Verdict:
    """The text has so many sentences as `_sentences` divides it."""
    return counted(text.view(sentences), relation, num_sentences, unit="sentences", mark=False)


@checker(
    "length_constraints:number_paragraphs",
    says="Answer with {num_paragraphs} paragraph(s); put the markdown divider *** between paragraphs.",
    follows=(
        ex("One.\n***\nTwo.", num_paragraphs=2),
        ex("One *** two *** three", num_paragraphs=3),
        ex("***Bold*** one.\n\n* * *\n\nTwo.\n\n---\n\nThree.", num_paragraphs=3),
        ex("One.\n\nStill one.", num_paragraphs=1),
    ),
    breaks=(
        ex("One.\n\nTwo.", num_paragraphs=2),
        ex("One. ***bold*** Two.", num_paragraphs=2),
        ex("One.\n***\n***\nTwo.", num_paragraphs=2),
        ex("***", num_paragraphs=1),
    ),
)
def number_paragraphs(text: Text, *, num_paragraphs: Ordinal) -> Verdict:
    """Dividers on lines of their own, or `***` between spaces, make exactly so many parts, none of them empty."""
    found = parts(text, paragraph_dividers(text))
    empty = sum(not has_word(part.text) for part in found)
    if empty or not found:
        why = f"{empty or 'no'} empty paragraphs among {len(found)}, wanted {num_paragraphs} full ones"
        return Verdict(False, why, (), right_of(len(found) - empty, num_paragraphs, len(found)))
    return counted(found, "exactly", num_paragraphs, unit="paragraphs", mark=False)


@checker(
    "length_constraints:nth_paragraph_first_word",
    says="Answer with {num_paragraphs} paragraph(s); put blank lines between paragraphs and start paragraph "
    "{nth_paragraph} with the word {first_word}.",
    follows=(
        ex("\n\nOne.\n \nSecond; two.", num_paragraphs=2, nth_paragraph=2, first_word="second"),
        ex("**New York** is big.", num_paragraphs=1, nth_paragraph=1, first_word="new york"),
    ),
    breaks=(
        ex("One.\n\nSecondly, two.", num_paragraphs=2, nth_paragraph=2, first_word="second"),
        ex("Second.\n\nOne.\n\nTwo.", num_paragraphs=2, nth_paragraph=1, first_word="second"),
        ex("One.\n\nA second.", num_paragraphs=2, nth_paragraph=2, first_word="second"),
    ),
)
def nth_paragraph_first_word(
    text: Text, *, num_paragraphs: Ordinal, nth_paragraph: Ordinal, first_word: Keyword
) -> Verdict:
    """Blank lines make exactly so many paragraphs, and the n-th of them starts with the word or phrase.

    Marks and quotes before the word are no matter; a hyphenated compound is another word.
    """
    found = text.view(paragraphs)
    count = counted(found, "exactly", num_paragraphs, unit="paragraphs", mark=False)
    if nth_paragraph > len(found):
        why = f"no paragraph {nth_paragraph} among {num_paragraphs}" if count else count.why
        return Verdict(False, why, count.spans, count.closeness / 2)
    paragraph = found[nth_paragraph - 1]
    right = text.part(_starts_with, paragraph.text, first_word)
    near = (count.closeness + right) / 2
    if not count:
        return Verdict(False, count.why, count.spans, near)
    why = f"paragraph {nth_paragraph} starts with {first_word!r}"
    if not right:
        opening = next(iter(words(paragraph.text)), paragraph).text[:40]
        why = f"paragraph {nth_paragraph} starts with {opening!r}, wanted {first_word!r}"
    return Verdict(right, why, ((paragraph.start, paragraph.start + 1),), near)


def _starts_with(paragraph: str, wanted: str) -> bool:
    place = next(iter(occurrences(Text(paragraph), wanted)), None)
    return place is not None and not words(paragraph[: place.start]) and not _COMPOUND.match(paragraph, place.end)


_COMPOUND = re.compile(r"[-‐‑][^\W_]")
