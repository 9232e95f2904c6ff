"""The reasoning block that a chat template opens."""

import pytest

from ifbench.backends._opened import opened_block


@pytest.mark.parametrize(
    ("prompt", "opened"),
    [
        ("<|user|>Hi.<|assistant|>", ""),
        ("<|user|>Hi.<|assistant|><think>\n", "<think>\n"),
        ("<|user|>Hi.<|assistant|><think>", "<think>"),
        ("<|user|>Hi.<|assistant|><think>\n\n</think>\n\n", ""),
        ("<|user|>What is <think>?<|assistant|>", ""),
        ("<|user|><think><|assistant|><think>\n\n", "<think>\n\n"),
        ("", ""),
    ],
)
def test_what_a_template_opened(prompt: str, opened: str) -> None:
    assert opened_block(prompt) == opened
