"""Responses from what an engine said, and from what is stored."""

from dataclasses import replace

import pytest

from ifbench.protocols import Place
from ifbench.responses import judged_again, to_response
from ifbench.types import Completion, FinishReason, Message, Request, Sampling

PLACE = Place("t", "a", "", 0, 0)
REQUEST = Request("t/a//0/0", (Message("user", "Say hello."),), Sampling(), 1)

APART = {
    "leading white space": ("\n\n Yes.\n", "hm", "stop", "strip", "Yes.\n", True),
    "by a tag of one's own": ("\n\nYes.", "hm", "stop", "[/THINK]", "Yes.", True),
    "more of it in the text": ("so\n</think>\n\nYes.", "hm", "stop", "strip", "Yes.", True),
    "again, and never ending": ("\n<think>so", "hm", "stop", "strip", None, True),
    "the answer cut": ("\n\nYes", "hm", "length", "strip", "Yes", True),
    "the reasoning cut": ("", "hm", "length", "strip", None, True),
    "the reasoning cut, with white space": ("\n\n", "hm", "length", "strip", None, True),
    "nothing after it": ("\n", "hm", "stop", "strip", "", True),
    "kept": ("\n\nYes.", "hm", "stop", "keep", "\n\nYes.", False),
    "kept and cut": ("", "hm", "length", "keep", "", False),
    "none": ("\n\nYes.", None, "stop", "strip", "\n\nYes.", False),
    "none to speak of": ("\n\nYes.", "", "stop", "strip", "\n\nYes.", False),
    "none, and cut": ("", None, "length", "strip", "", False),
}


@pytest.mark.parametrize("name", APART)
def test_reasoning_that_came_apart(name: str) -> None:
    text, reasoning, finish, rule, answer, stripped = APART[name]
    cut: FinishReason = "length" if finish == "length" else "stop"
    made = to_response("k", PLACE, REQUEST, Completion("t/a//0/0", text, cut, reasoning), rule)
    assert (made.text, made.reasoning, made.answer, made.stripped) == (text, reasoning, answer, stripped)
    before = replace(made, answer=text, stripped=False)
    assert judged_again(before, rule) == made


def test_reasoning_that_never_ends_is_cut_off_and_not_empty() -> None:
    made = to_response("k", PLACE, REQUEST, Completion("t/a//0/0", "", "length", "hm"), "strip")
    assert (made.truncated, made.empty) == (True, False)


@pytest.mark.parametrize("rule", ["strip", "keep"])
def test_an_error_has_no_answer(rule: str) -> None:
    failed = Completion("t/a//0/0", "", "error", "hm", error="time-out")
    made = to_response("k", PLACE, REQUEST, failed, rule)
    assert (made.answer, made.stripped, made.error) == (None, False, "time-out")
    assert judged_again(made, rule) == made
