"""Telling a model's reasoning from its answer."""

from dataclasses import dataclass
from typing import Literal

START, END = "<think>", "</think>"
NEVER_ENDS = "no answer after the reasoning, which never ends"
"""Why such an answer follows nothing."""
DIALOGUE_ENDED = f"the dialogue ended before: {NEVER_ENDS}"
"""Why the turns after it follow nothing either."""


@dataclass(frozen=True, slots=True)
class Split:
    """A text in two. `answer` is None when the reasoning never ends: then there is no answer to judge."""

    answer: str | None
    stripped: bool


def split_reasoning(text: str, rule: Literal["strip", "keep"]) -> Split:
    """The answer: what follows the last `</think>`, leading white space removed, as lm-eval does (`think_end_token`).

    Args:
        text: the raw text.
        rule: "keep" judges the text as it is.
    """
    if rule == "keep":
        return Split(text, False)
    _, closed, answer = text.rpartition(END)
    if closed:
        answer = answer.lstrip()
    if answer.lstrip().startswith(START):
        return Split(None, True)
    return Split(answer, bool(closed))
