"""What `corrected` asks of words and letters; near misses both ways."""

import pytest

from checkers import Text
from checkers._palindromes import palindromes

from .cases import judged

CASES = [
    ("keywords:no_adjacent_consecutive", "behind a mark", {}, "red *sun*", False),
    ("keywords:no_adjacent_consecutive", "an accent", {}, "dark éclair", False),
    ("keywords:no_adjacent_consecutive", "numbers have no letters", {}, "1 2 3 go", True),
    ("keywords:no_adjacent_consecutive", "the other way round", {}, "bold apes", True),
    ("keywords:no_adjacent_consecutive", "another paragraph", {}, "# All\n\nBold move", True),
    ("keywords:no_adjacent_consecutive", "another sentence", {}, "That is all. But so it is.", False),
    ("keywords:palindrome", "case", {}, "Anna!", True),
    ("keywords:palindrome", "bold, possessive", {}, "**Hannah's** hat", True),
    ("keywords:palindrome", "a phrase", {}, "Was it a car or a cat I saw?", True),
    ("keywords:palindrome", "a number", {}, "in 1881", True),
    ("keywords:palindrome", "a short phrase by chance", {}, "It is not to not be as it is a lot.", False),
    ("keywords:palindrome", "one letter again and again", {}, "www hmmm 111 III", False),
    ("keywords:start_end", "all in quotes", {}, "“Home is my home”", True),
    ("keywords:start_end", "a quote at the end only", {}, 'Home is my "home"', False),
    ("keywords:start_end", "case and emphasis", {}, "**Home** is my *HOME*\n", True),
    ("keywords:start_end", "punctuation at the end", {}, "Home is my home.", False),
    ("keywords:start_end", "one word", {}, "Home", False),
    ("keywords:start_end", "marks are no words", {}, ". is a home .", False),
    ("letters:letter_counting", "digits and marks", {"N": 1, "relation": "at least"}, "123 !?", False),
    ("letters:letter_counting", "strictly less", {"N": 3, "relation": "less than"}, "été", False),
    (
        "letters:letter_counting2",
        "an accent",
        {"letter": "e", "let_frequency": 2, "let_relation": "at least"},
        "Été",
        True,
    ),
]

test_case = judged(CASES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Level, madam: level!", ["Level", "madam", "level"]),
        ("Ada's ma'am race-car", ["Ada's", "ma'am", "race-car"]),
        ("So: a man, a plan,\na canal — Panama!", ["a man, a plan,\na canal — Panama"]),
        ("the taco cat", ["taco cat"]),
        ("He may assess a lot, not a ton", []),
        ("नवीन a1a 12:20", []),
        ("never odd or even, level", ["level"]),
    ],
)
def test_palindromes(text: str, expected: list[str]) -> None:
    assert palindromes(Text(text)).texts == expected
