"""IFTrain's brackets, paragraphs, first and last words and punctuation: near misses both ways."""

import pytest

from checkers import check

from .cases import judged

HOME = {"last_word": "home"}
CAT = {"first_word": "cat"}

CASES = [
    ("detectable_format:sentence_hyphens", "a space", {}, "A fact. -It is so.", False),
    ("detectable_format:sentence_hyphens", "no hyphen", {}, "A well-known fact. It is so.", False),
    ("detectable_format:sentence_hyphens", "one is missing", {}, "A fact.-It is so. We know.", False),
    ("detectable_format:sentence_hyphens", "an abbreviation", {}, "Dr. Who is here.-It is so.", True),
    ("detectable_format:sentence_hyphens", "a dash", {}, "A fact.–It is so.", False),
    ("detectable_format:sentence_hyphens", "an end mark in quotes", {}, '"Go!"-He went.', True),
    ("detectable_format:square_brackets", "two words", {}, "[one two]", False),
    ("detectable_format:square_brackets", "two words without a space", {}, "[one,two]", False),
    ("detectable_format:square_brackets", "a word outside", {}, "Answer: [one]", False),
    ("detectable_format:square_brackets", "no spaces in the script", {}, "[你好] [世界]", True),
    ("detectable_format:bigram_wrapping", "a word alone in brackets", {}, "<<I am>> <<here>>", False),
    ("detectable_format:bigram_wrapping", "marks beside them", {}, "<<I am>>, <<at home>>.", True),
    ("detectable_format:bigram_wrapping", "contractions", {}, "<<I don't>> <<like it>>", True),
    ("paragraphs:paragraphs", "no line breaks", {}, "One is here.***Two is here.", True),
    ("paragraphs:paragraphs", "three", {}, "One.\n***\nTwo.\n***\nThree.", False),
    ("paragraphs:paragraphs", "no divider", {}, "One.\n\nTwo.", False),
    ("paragraphs:paragraphs2", "a space between them", {}, "One.\n \nTwo.", True),
    ("paragraphs:paragraphs2", "one line break", {}, "One.\nTwo.", False),
    ("paragraphs:paragraphs2", "three", {}, "One.\n\nTwo.\n\nThree.", False),
    ("first_word:first_word_sent", "a quote before it", CAT, '"Cat food?" he asked.', True),
    ("first_word:first_word_sent", "a list", CAT, "1. Cat food is here.\n2. Cat toys are here.", True),
    ("first_word:first_word_sent", "a longer word", CAT, "Cats are here.", False),
    ("first_word:first_word_sent", "one sentence without", CAT, "Cat food is here. Eat it.", False),
    ("first_word:first_word_answer", "a comma after it", CAT, "Cat, come.", True),
    ("first_word:first_word_answer", "a longer word", CAT, "Category.", False),
    ("last_word:last_word_sent", "several end marks", HOME, "Go home?! Are we home...", True),
    ("last_word:last_word_sent", "sources", HOME, "Go home.[1] Are we home?[2][3]", True),
    ("last_word:last_word_sent", "a hyphen in it", HOME, "Go ho-me.", False),
    ("last_word:last_word_sent", "one sentence without", HOME, "Go home. Now.", False),
    ("last_word:last_word_answer", "an emoji after it", HOME, "Go home! 🏠", True),
    ("last_word:last_word_answer", "a longer word", HOME, "Two homes.", False),
    ("punctuation:punctuation_dot", "none", {}, "Well! Is it 3,5?", True),
    ("punctuation:punctuation_exclamation", "in code: in general", {}, "if a != b", False),
    ("punctuation:punctuation_exclamation", "none", {}, "Well. ǃ is a click.", True),
]  # fmt: skip

test_case = judged(CASES)


@pytest.mark.parametrize(
    ("id", "text", "places"),
    [
        ("detectable_format:square_brackets", "[one] two\r\n[a b] c", ["two", "[a b]", "c"]),
        ("detectable_format:square_brackets", "one two", []),
        ("detectable_format:bigram_wrapping", "<<I am>> at <<home>>", ["at", "<<home>>"]),
    ],
)
def test_what_stands_in_wrong_brackets_or_in_none_is_shown(id: str, text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in check(id, text).spans] == places
