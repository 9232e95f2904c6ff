"""Telling a model's reasoning from its answer."""

import re
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

TAG = r"[^\w\s/]"
"""What a tag has, and a bare word has not."""
Reasoning = Annotated[str, Meta(pattern=rf"^(?s:strip|keep|.*{TAG}.*)$")]
"""The rule that tells the answer from the text: "strip", it follows the last `</think>`; "keep", it is the whole text;
else the tag, no bare word, that ends the reasoning of models that have another one, such as "[/THINK]"."""
START, END = "<think>", "</think>"
NEVER_ENDS = "no answer after the reasoning, which never ends"
"""Why such an answer follows nothing."""
DIALOGUE_ENDED = f"the dialogue ended before: {NEVER_ENDS}"
"""Why the turns after it follow nothing either."""


def is_tag(text: str) -> bool:
    """Whether a text may end reasoning; a bare word may well be meant for something else."""
    return re.search(TAG, text) is not None


def rule_of(tag: Reasoning) -> Reasoning:
    """A rule by one name: "strip" also where its tag is spelt out."""
    return "strip" if tag == END else tag


@dataclass(frozen=True, slots=True)
class Split:
    """A text in two. `answer` is None when the reasoning never ends: then there is no answer to judge."""

    answer: str | None
    stripped: bool


def split_reasoning(text: str, rule: Reasoning) -> Split:
    """The answer: what follows the last tag that ends reasoning, leading white space removed, as in lm-eval.

    Reasoning begins with the same tag without its slash; where it begins again after the last end, it never ends.

    Raises:
        ValueError: the rule is another bare word.
    """
    if rule == "keep":
        return Split(text, False)
    if rule != "strip" and not is_tag(rule):
        raise ValueError(f"reasoning {rule!r} is neither strip nor keep, nor a tag such as [/THINK]")
    end = END if rule == "strip" else rule
    start = end.replace("/", "", 1)
    _, closed, answer = text.rpartition(end)
    if closed:
        answer = answer.lstrip()
    if start != end and answer.lstrip().startswith(start):
        return Split(None, True)
    return Split(answer, bool(closed))
