"""What `corrected` makes of a text before it judges it."""

import pytest

from checkers import Text, check
from checkers._text import canonical, unfenced

FENCES = {
    "markdown": ("```markdown\nOne two.\n```\n", "One two.\n"),
    "md, of waves": ("\n~~~MD\nOne two.\n~~~", "One two.\n"),
    "code inside": ("```md\nOne two.\n```py\nx\n```\nThree.\n```", "One two.\n```py\nx\n```\nThree.\n"),
    "words after it": ("```markdown\nOne two.\n```\nBye.", None),
    "words before it": ("Hi:\n```markdown\nOne two.\n```", None),
    "another language": ("```python\nOne two.\n```", None),
    "no label": ("```\nOne two.\n```", None),
    "never closed": ("```markdown\nOne two.", None),
    "one word": ("```markdown\nOne\n```", None),
}


@pytest.mark.parametrize(("text", "expected"), FENCES.values(), ids=FENCES)
def test_the_fence_around_all_is_no_part(text: str, expected: str | None) -> None:
    assert unfenced(canonical(Text(text))) == (text if expected is None else expected)


def test_an_argument_keeps_its_fence() -> None:
    request = "```markdown\nSay it.\n```"
    assert check("combination:repeat_prompt", f"{request}\nIt.", prompt_to_repeat=request)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0b\u2009c\u202fd", "a b c d"),
        ("10\u00a0000 or 10\u202f000\u00a0km", "10\u00a0000 or 10\u202f000 km"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u200b\ufeffb\u200dc", "ab\u200dc"),
        ("e\u0301", "é"),
    ],
)
def test_canonical(text: str, expected: str) -> None:
    assert canonical(Text(text)) == expected


def test_spans_point_into_the_text_as_given() -> None:
    text = "```markdown\r\nOne,\u00a0two.\r\n```"
    ((start, end),) = check("punctuation:no_comma", text).spans
    assert (text[start:end], start) == (",", 16)
