"""The relaxations of a text: which there are, in which order, and where they stand in it."""

import pytest

from checkers import Semantics, Text, bind, judge
from checkers._loose import AS_IS, RELAXATIONS, relaxations

BOTH, FIRST, LAST = "no first and last line", "no first line", "no last line"
BARE = "no asterisks"
PUBLISHED = {
    "three lines": (
        "Sure:\n*a*\nBye",
        [
            (BARE, "Sure:\na\nBye"), (FIRST, "*a*\nBye"), (LAST, "Sure:\n*a*"), (BOTH, "*a*"),
            (f"{FIRST}, {BARE}", "a\nBye"), (f"{LAST}, {BARE}", "Sure:\na"), (f"{BOTH}, {BARE}", "a"),
        ],
    ),
    "no asterisk": ("a\nb\nc", [(FIRST, "b\nc"), (LAST, "a\nb"), (BOTH, "b")]),
    "two lines have none between": ("a\nb", [(FIRST, "b"), (LAST, "a")]),
    "white space around what stays": ("a\n\n b \n\nc", [(FIRST, "b \n\nc"), (LAST, "a\n\n b"), (BOTH, "b")]),
    "one line": ("one line,", []),
    "one line with asterisks": ("**a** * b", [(BARE, "a  b")]),
    "asterisks alone": ("* **", []),
    "the same line twice": ("a\na", [(FIRST, "a")]),
    "no text": ("", []),
    "a line end behind": ("a\n", [(LAST, "a")]),
    "blank lines around": ("\na\nb\n", [(FIRST, "a\nb")]),
}  # fmt: skip
WITHOUT_BLANK_ENDS = {
    "nothing blank": ("a\nb\nc", [(FIRST, "b\nc"), (LAST, "a\nb"), (BOTH, "b")]),
    "a line end behind": ("a\nb\n", [(FIRST, "b"), (LAST, "a")]),
    "blank lines around": ("\n \n*a*\nb\nc\n\n", [
        (BARE, "\n \na\nb\nc\n\n"), (FIRST, "b\nc"), (LAST, "*a*\nb"), (BOTH, "b"), (f"{LAST}, {BARE}", "a\nb"),
    ]),
    "a blank line inside": ("a\n\nb\n", [(FIRST, "b"), (LAST, "a")]),
    "one line among blank ones": ("\n\na\n", []),
    "blank": ("\n \n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PUBLISHED.values(), ids=PUBLISHED)
def test_as_published(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(relaxations(Text(text))) == expected


@pytest.mark.parametrize(("text", "expected"), WITHOUT_BLANK_ENDS.values(), ids=WITHOUT_BLANK_ENDS)
def test_a_blank_end_is_no_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(relaxations(Text(text), blank_ends=False)) == expected


def test_there_are_eight() -> None:
    assert (AS_IS, *(name for name, _ in PUBLISHED["three lines"][1])) == RELAXATIONS


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Sure:\n  **one** two\nBye"
    for _, relaxed in relaxations(Text(text)):
        at = relaxed.find("two")
        assert at < 0 or text[slice(*relaxed.origin((at, at + 3)))] == "two"


@pytest.mark.parametrize("semantics", ["official", "corrected"])
@pytest.mark.parametrize(
    ("text", "relaxation", "followed"),
    [("Sure, so:\nfine", FIRST, True), ("fine", None, True), ("Hello,", None, False)],
)
def test_judged(text: str, relaxation: str | None, followed: bool, semantics: Semantics) -> None:
    judged = judge(text, [bind("punctuation:no_comma", semantics=semantics)])[0]
    assert (judged.loose, judged.relaxation) == (followed, relaxation)
