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


@pytest.mark.parametrize(
    ("tag", "text", "answer", "stripped"),
    [
        ("[/THINK]", "[THINK]hm[/THINK]\nYes.", "Yes.", True),
        ("[/THINK]", "[THINK]never ends", None, True),
        ("[/THINK]", "<think>a</think>b", "<think>a</think>b", False),
        ("<|end_of_thinking|>", "hm<|end_of_thinking|> Yes.", "Yes.", True),
        ("<|end_of_thinking|>", "<|end_of_thinking|>", "", True),
    ],
)
def test_a_tag_of_ones_own(tag: str, text: str, answer: str | None, stripped: bool) -> None:
    split = split_reasoning(text, tag)
    assert (split.answer, split.stripped) == (answer, stripped)


def test_a_bare_word_is_no_rule() -> None:
    with pytest.raises(ValueError, match="'stripp' is neither strip nor keep"):
        split_reasoning("text", "stripp")


def test_keep_changes_nothing() -> None:
    assert split_reasoning("<think>a</think>b", "keep").answer == "<think>a</think>b"
