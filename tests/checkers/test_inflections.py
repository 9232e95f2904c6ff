"""Regular forms of words, and numbers by their labels."""

import pytest

from checkers._inflections import inflections
from checkers._numbering import numbers, to_roman

FORMS = {
    "hate": "hates hated hating",
    "kill": "kills killed killing",
    "run": "runs runned running",
    "city": "cities citied citying",
    "box": "boxes boxed boxing",
    "key": "keys keyed keying",
    "die": "dies died dying",
    "see": "sees seeing",
    "agree": "agrees agreed agreeing",
    "the": "thes thed theing",
    "open": "opens opened opening openned openning",
    "quiz": "quizzes quizzed quizzing",
    "squat": "squats squatted squatting",
    "new": "",
    "hero": "heroes heroed heroing",
    "New York": "",
    "go": "goes going",
    "us": "",
    "größe": "",
}


@pytest.mark.parametrize(("word", "forms"), FORMS.items())
def test_inflections(word: str, forms: str) -> None:
    assert inflections(word) == tuple(forms.split())


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("3", {3}),
        ("III", {3}),
        ("c", {3, 100}),
        ("Three", {3}),
        ("x", {10, 24}),
        ("iiii", set()),
        ("day", set()),
        ("0", {0}),
    ],
)
def test_numbers(label: str, expected: set[int]) -> None:
    assert numbers(label) == expected


def test_roman_there_and_back() -> None:
    assert all(value in numbers(to_roman(value)) for value in range(1, 300))
