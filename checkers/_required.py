"""What must stand in an answer by its constraints, in every form that it may take there."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ._characters import APOSTROPHES, DOUBLE_QUOTES
from ._core import Constraint
from ._words import words

Args = Mapping[str, Any]
Texts = Callable[[Args], list[str]]


def _named(*names: str) -> Texts:
    return lambda args: [args[name].strip() for name in names if isinstance(args[name], str)]


def _words_of(*names: str) -> Texts:
    return lambda args: [word for text in _named(*names)(args) for word in words(text).texts]


def _span(args: Args) -> list[str]:
    return [args["prompt_to_repeat"][args["n_start"] : args["n_end"] + 1].strip()]


def _end(args: Args) -> list[str]:
    """What of a phrase at the end is looked for: marks of emphasis, closing quotes and emoji behind it are not."""
    return re.findall(r"(?s).*(?:[^\W_]|[.,;:!?])", args["end_phrase"].strip())


KEYWORDS: dict[str, Texts] = {
    "keywords:existence": lambda args: [keyword.strip() for keyword in args["keywords"]],
    "keywords:frequency": lambda args: (
        [args["keyword"].strip()] * (args["relation"] == "at least" and args["frequency"] > 0)
    ),
    "keywords:word_once": _named("keyword"),
    "keywords:keyword_specific_position": _words_of("keyword"),
    "words:keywords_specific_position": _words_of("keyword"),
    "words:words_position": _words_of("keyword"),
    "sentence:keyword": _named("word"),
    "count:count_increment_word": _named("keyword1", "keyword2"),
    "count:keywords_multiple": _named(*(f"keyword{n}" for n in range(1, 6))),
    "first_word:first_word_answer": _words_of("first_word"),
    "first_word:first_word_sent": _words_of("first_word"),
    "last_word:last_word_answer": _words_of("last_word"),
    "last_word:last_word_sent": _words_of("last_word"),
    "length_constraints:nth_paragraph_first_word": _named("first_word"),
    "startend:end_checker": _end,
    "count:punctuation": lambda args: [".", ",", "!"],
}
"""What must stand in the answer, in capitals or small letters; where it is looked for by words, each of them."""

OPTIONS = {"detectable_format:constrained_response": [f"My answer is {a}." for a in ("yes", "no", "maybe")]}
"""One of these must stand in the answer, letter by letter."""

PRESCRIBED: dict[str, Texts] = {
    "copy:copying_simple": _named("prompt_to_repeat"),
    "copy:copy": _named("prompt_to_repeat"),
    "new:copy_span_idx": _span,
}
"""The only answers that follow, but for case, white space and the shape of marks."""

COPIES: dict[str, Texts] = {
    **PRESCRIBED,
    "combination:repeat_prompt": _named("prompt_to_repeat"),
    "copy:copying_multiple": _named("prompt_to_repeat"),
}
"""What must stand in the answer, with the same liberties."""


def texts_of(table: Mapping[str, Texts], constraint: Constraint) -> list[str]:
    """What a table has for a constraint; blank texts are passed over."""
    return [text for text in table[constraint.id](constraint.args) if text] if constraint.id in table else []


def required(holder: Constraint) -> Iterator[list[str]]:
    """The texts that must stand in an answer, each in the forms that it may take there."""
    if holder.id in OPTIONS:
        yield OPTIONS[holder.id]
    yield from map(_placed, texts_of(KEYWORDS, holder))
    for text in texts_of(COPIES, holder):
        longer = [text + "x"] if holder.id == "combination:repeat_prompt" else []  # its last word may go on
        yield retyped(text) + longer


def _placed(keyword: str) -> list[str]:
    """A keyword alone and, where a mark at its edge does not end a word, beside a letter."""
    before = "" if keyword[0].isalnum() else "x"
    after = "" if keyword[-1].isalnum() else "t"
    return [keyword, before + keyword, keyword + after, before + keyword + after]


def retyped(text: str) -> list[str]:
    """A text as a copy may have it: in another case, with other line breaks, with straight marks."""
    parts = text.split()
    lines = re.sub(r"\s+(?=\d{1,3}[.)]\s)", "\n", text)  # the number of a list item is no word
    return [text, text.lower(), text.upper(), " ".join(parts), "\n".join(parts), lines, text.translate(_STRAIGHT)]


_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DOUBLE_QUOTES, '"'))
