"""What `corrected` counts: words, numbers and marks of a kind; near misses both ways."""

import pytest

from checkers import Text, check
from checkers._quantities import quantities

from .cases import judged

CASES = [
    ("count:word_count_range", "a compound", {"min_words": 2, "max_words": 3}, "well-known", False),
    ("count:word_count_range", "the bounds count", {"min_words": 2, "max_words": 2}, "**one** — two", True),
    ("count:unique_word_count", "case", {"N": 2}, "One one ONE", False),
    ("count:unique_word_count", "marks around a word", {"N": 2}, "_one_ “one” (one)", False),
    ("count:count_unique", "marks alone", {}, "... !!!", False),
    ("count:lowercase_counting", "an accented word", {"N": 1}, "café au LAIT", False),
    ("count:lowercase_counting", "no small word", {"N": 1}, "HELLO World", True),
    ("count:conjunctions", "marks beside it", {"small_n": 2}, "but, (but) *but*", False),
    ("count:conjunctions", "parts of words", {"small_n": 1}, "The band, forever so-called.", False),
    ("count:conjunctions", "a slash", {"small_n": 2}, "tea and/or milk", True),
    ("count:person_names", "one name twice", {"N": 2}, "Emma, EMMA", False),
    ("count:person_names", "a possessive in bold", {"N": 1}, "**Emma's** hat", True),
    ("count:person_names", "a common noun", {"N": 1}, "with grace", False),
    ("count:person_names", "an identifier", {"N": 1}, "Emma_x = 1", False),
    ("count:person_names", "an invisible character", {"N": 1}, "E\u200bmma", False),
    ("count:numbers", "a mixed number", {"N": 1}, "2 1/2 cups", True),
    ("count:numbers", "a date holds three", {"N": 3}, "2024-01-02", True),
    ("count:numbers", "list numbers", {"N": 2}, "1. Tea\n2. Milk", False),
    ("count:numbers", "nobody", {"N": 0}, "No one of them is the one.", True),
    ("count:numbers", "one that counts", {"N": 4}, "The next one to two weeks; part one needs one and a half.", True),
    ("count:numbers", "one by one", {"N": 0}, "One by one, one-on-one, one after another.", True),
    ("count:numbers", "fractions in words", {"N": 4}, "One-half, one-third, two-thirds and one third", True),
    ("count:pronouns", "a contraction", {"N": 2}, "I’m sure it's fine", True),
    ("count:pronouns", "parts of words", {"N": 1}, "Thistle, hermit, shed", False),
    ("count:pronouns", "acronyms", {"N": 1}, "The US and the WHO", False),
    ("count:pronouns", "in capitals", {"N": 2}, "GIVE IT TO US", True),
    ("count:pronouns", "some in capitals", {"N": 2}, "I saw THEM do IT", True),
    ("count:punctuation", "the other interrobangs", {}, "So; well: yes, no. Go! Why? What‽", True),
    ("count:punctuation", "the second interrobang gives ? and !", {}, "So; well: yes, no. What!? Why?!", True),
    ("count:punctuation", "one interrobang gives neither", {}, "So; well: yes, no. Why?!", False),
    ("count:punctuation", "one interrobang and one mark", {}, "So; well: yes, no. What? Why?!", False),
    ("count:punctuation", "no interrobang", {}, "So; well: yes, no. Go! Why?", False),
    ("count:words_japanese", "no spaces", {"N": 5}, "これは日本語の文章です。", False),
    ("count:words_japanese", "digits", {"N": 2}, "one 2", False),
    ("count:words_japanese", "Chinese only", {"N": 2}, "one 们", False),
    ("count:words_japanese", "Korean", {"N": 2}, "one 고양이", False),
    ("count:words_japanese", "glued to Latin letters", {"N": 2}, "one cat猫", False),
    ("count:words_japanese", "a loan word", {"N": 2}, "one Tシャツ", True),
    ("count:words_japanese", "bullets are no words", {"N": 2}, "- one 猫\n- two 「犬」。", True),
]

test_case = judged(CASES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,4 or 3, 4", ["3", "4", "3", "4"]),
        ("1,000 1,000,000.50 10,20,300", ["1,000", "1,000,000.50", "10", "20", "300"]),
        ("1.5 1.2.3 12:30 1/2 2½", ["1.5", "1.2.3", "12:30", "1/2", "2½"]),
        ("3-5, 2:1, 10/12/2024", ["3", "5", "2", "1", "10", "12", "2024"]),
        ("5km 3rd 1990s 1e5 -4% $6 #7 1920x1080", ["5km", "3rd", "1990s", "1e5", "4", "6", "7", "1920", "1080"]),
        ("H2O a1b2 1a2b v2.0 x2 https://a.b/1", []),
        ("COVID-19, Apollo 11", ["19", "11"]),
        ("twenty-five, thirty six; Two", ["twenty-five", "thirty six", "Two"]),
        (
            "two hundred and five thousand, a million, 2 million",
            ["two hundred and five thousand", "million", "2 million"],
        ),
        ("one two three", ["one", "two", "three"]),
        ("twenty-first fourteenth second hundreds often", []),
        ("two-thirds of a three-year plan", ["two", "three"]),
        ("one's no one; one of us, one another, one-sided", []),
        ("A loved one, one that a new one with you was, as one does", []),
        ("I met a boy one day, the top one percent, at level one, a number one.", ["one"] * 4),
        ("1. a\n  2) b\n**3.** c\n## 4. d\n5 e", ["5"]),
        ('"1. a\n2.) b\n3\ufe0f\u20e3 c\n"4 d"', ["4"]),
        ("٣ and １２", ["٣", "１２"]),
    ],
)
def test_quantities(text: str, expected: list[str]) -> None:
    assert quantities(Text(text)).texts == expected


def test_spans_point_into_the_text_as_given() -> None:
    text = "1. Cafe\u0301\r\nfor t\u200bwo at 3,4."
    spans = check("count:numbers", text, N=3).spans
    assert [text[start:end] for start, end in spans] == ["t\u200bwo", "3", "4"]
