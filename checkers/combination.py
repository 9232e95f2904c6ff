"""Answers that consist of several parts."""

import re
import unicodedata

from ._args import Keyword
from ._dividers import answer_dividers, parts
from ._keywords import end_at, ends_word
from ._registry import checker, ex
from ._text import Text
from ._verdict import Verdict, counted
from ._words import has_word


@checker(
    "combination:two_responses",
    says="Give two different answers, separated by six asterisks: ******.",
    follows=(ex("One answer.\n******\nAnother."), ex("Tea ****** Coffee\n\n******\n")),
    breaks=(
        ex("One answer.\n*******\nAnother."),
        ex("Yes, it is.\n******\nYES it is!"),
        ex("One.\n******\nTwo.\n******\nThree."),
        ex("One.\n******\n******\nTwo."),
        ex("Only one."),
    ),
)
def two_responses(text: Text) -> Verdict:
    """Runs of exactly six asterisks leave two parts that are not blank and differ in more than case and marks."""
    found = parts(text, answer_dividers(text))
    if len(found) != 2:
        return counted(found, "exactly", 2, unit="answers", mark=False)
    first, second = (_essence(part.text) for part in found)
    if not first or not second or first == second:
        return Verdict(
            False, "the two answers are the same" if first and second else "an answer is empty", found.spans, 0.5
        )
    return Verdict(True, "two different answers", found.spans)


def _essence(text: str) -> str:
    """A text without case and marks; emoji and white space inside it are kept."""
    marks = {ord(char): None for char in set(text) if unicodedata.category(char)[0] == "P"}
    return text.casefold().translate(marks).strip()


@checker(
    "combination:repeat_prompt",
    says="First repeat the request word for word, then give the answer. The request: {prompt_to_repeat}",
    follows=(
        ex('Write a "poem".\n\nRoses are red.', prompt_to_repeat='Write a "poem".'),
        ex("write  a\n“Poem”. Roses are red.", prompt_to_repeat='Write a "poem".'),
    ),
    breaks=(
        ex('Write a "poem".', prompt_to_repeat='Write a "poem".'),
        ex('Sure. Write a "poem". Roses.', prompt_to_repeat='Write a "poem".'),
        ex("Write a song. Roses are red.", prompt_to_repeat='Write a "poem".'),
        ex("Write about rainy days.", prompt_to_repeat="Write about rain"),
    ),
)
def repeat_prompt(text: Text, *, prompt_to_repeat: Keyword) -> Verdict:
    """The text starts with the request, in any case, white space and shape of quotes, and an answer follows.

    Marks of markdown and quotation before the request change no word of it.
    """
    end = _repeated(text, prompt_to_repeat.strip())
    if end is None:
        return Verdict(False, "the text does not start with the request")
    answered = has_word(text[end:])
    why = "the request and an answer" if answered else "the request, but no answer after it"
    return Verdict(answered, why, ((0, end),), closeness=1.0 if answered else 0.5)


def _repeated(text: Text, request: str) -> int | None:
    """Where the request ends that a text starts with."""
    first, last = _MARKS.match(text).span(1)  # type: ignore[union-attr]  # it matches any text
    ends = (end_at(text, request, start) for start in range(last, first - 1, -1))
    whole = (end for end in ends if end is not None and (ends_word(text, end) or not request[-1].isalnum()))
    return next(whole, None)


_MARKS = re.compile(r"""\s*+([>#*_"'“‘«`\s]{0,12})""")
