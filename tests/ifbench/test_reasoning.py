"""The answer behind the reasoning."""

import pytest

from ifbench.reasoning import split_reasoning


@pytest.mark.parametrize(
    ("text", "answer", "stripped"),
    [
        ("No reasoning.", "No reasoning.", False),
        ("  leading space stays", "  leading space stays", False),
        ("<think>hm</think>\n\nYes.", "Yes.", True),
        ("hm</think> Yes.\n", "Yes.\n", True),
        ("<think>a</think>b<think>c</think> d", "d", True),
        ("<think>never ends", None, True),
        ("\n<think>never ends", None, True),
        ("<think>a</think>\n<think>again", None, True),
        ("The tag <think> is quoted here.", "The tag <think> is quoted here.", False),
        ("<think>only</think>", "", True),
    ],
)
def test_strip(text: str, answer: str | None, stripped: bool) -> None:
    split = split_reasoning(text, "strip")
    assert (split.answer, split.stripped) == (answer, stripped)


def test_keep_changes_nothing() -> None:
    assert split_reasoning("<think>a</think>b", "keep").answer == "<think>a</think>b"
