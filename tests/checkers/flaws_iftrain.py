"""The listed flaws of IFTrain's published checkers: the rows of `test_flaws`."""

from typing import Any

CAT = {"keyword": "cat"}
FIRST = {"first_word": "cat"}
TIDES = {"prompt_to_repeat": "Explain how tides work", "n_start": 1, "n_end": 12}
ONE_OF_TWO = {"n_sent": 1, "n_words": 2}


def _times(frequency: int, relation: str | None) -> dict[str, Any]:
    return {**CAT, "frequency": frequency, "relation": relation}


FLAWS: list[tuple[Any, ...]] = [
    ("keywords:word_once", "a part of a word counts", CAT, "They scattered.", False),
    ("keywords:word_once", "twice fails", CAT, "A cat, the CAT.", True),
    ("keywords:word_count_different_numbers", "less than the number wanted", _times(2, "less than"),
     "A cat and a *cat*.", True),
    ("keywords:word_count_different_numbers", "more than the number wanted", _times(2, "at least"),
     "Cat, cat, cat.", False),
    ("keywords:word_count_different_numbers", "the relation is drawn", _times(1, None), "A cat.", True, "varies"),
    ("keywords:exclude_word_harder", "at the start", CAT, "cat food.", False),
    ("keywords:exclude_word_harder", "at the end", CAT, "The cat", False),
    ("keywords:exclude_word_harder", "marks beside it", CAT, "A (cat), too.", False),
    ("keywords:exclude_word_harder", "in another case", CAT, "A Cat is here.", False),
    ("keywords:no_adjacent_consecutive", "behind a quote", {}, 'An "bold" move', False),
    ("keywords:palindrome", "I and a", {}, "I saw a dog", False),
    ("keywords:palindrome", "a full stop", {}, "It is my kayak.", True),
    ("keywords:keyword_specific_position", "marks are words", {"keyword": "go", "n": 1, "m": 3}, "Oh, yes, go.", True),
    ("keywords:keyword_specific_position", "case", {"keyword": "go", "n": 2, "m": 1}, "Oh. GO!", True),
    ("keywords:start_end", "a leading quote", {}, '"Home" is my home', True),
    ("copy:repeat_phrase", "the phrase is a regex", {"phrase": "(a) b* c?", "small_n": 1}, "(a) d* c?", True),
    ("copy:copying_simple", "the check of copy:copy", {"prompt_to_repeat": "Say it."}, "SAY IT.", True, "right"),
    ("new:copy_span_idx", "the last character is left out", TIDES, "xplain how t", True),
    ("new:copy_span_idx", "without it", TIDES, "xplain how ", False),
    ("detectable_format:sentence_hyphens", "a hyphen in a word", {}, "A well-known fact.-It is so.", True),
    ("detectable_format:square_brackets", "a blank text", {}, " ", False, "varies"),
    ("detectable_format:square_brackets", "nothing in them", {}, "[] []", False),
    ("detectable_format:square_brackets", "marks beside them", {}, "[one], [two].", True),
    ("detectable_format:bigram_wrapping", "a word is left", {}, "<<I am>> <<at home>> now", False),
    ("detectable_format:bigram_wrapping", "one word", {}, "Word", False),
    ("paragraphs:paragraphs", "bold italics divide", {}, "A ***very*** good day.\n***\nTwo.", True),
    ("paragraphs:paragraphs", "* * * is none", {}, "One.\n* * *\nTwo.", True),
    ("paragraphs:paragraphs", "--- is none", {}, "One.\n\n---\n\nTwo.", True),
    ("paragraphs:paragraphs2", "four line breaks", {}, "One.\n\n\n\nTwo.", True),
    ("first_word:first_word_sent", "a comma after it", FIRST, "Cat, come. CAT food is here.", True),
    ("first_word:first_word_answer", "bold", FIRST, "**Cat** food.", True),
    ("last_word:last_word_answer", "a blank text crashes it", {"last_word": "home"}, " \n", False, "varies"),
    ("punctuation:punctuation_dot", "an ellipsis", {}, "Well…", False),
    ("punctuation:punctuation_dot", "a decimal point: in general", {}, "3.5", False, "right"),
    ("punctuation:punctuation_exclamation", "full width", {}, "Well！", False),
    ("count:lowercase_counting", "a contraction is two", {"N": 1}, "don't", True),
    ("count:count_unique", "two full stops", {}, "One is. Two are.", True),
    ("count:count_unique", "case", {}, "One is one.", False),
    ("count:counting_composition", "marks are words", ONE_OF_TWO, "I do.\n***\nSo, you?\n***\n“We don't!”", True),
    ("count:counting_composition", "the divider as written", ONE_OF_TWO,
     "I do.\n\n* * *\n\nYou do.\n\n* * *\n\nWe do.\n", True),
    ("count:count_increment_word", "parts of words count", {"keyword1": "art", "keyword2": "war"},
     "Party, war, award", False),
    ("letters:letter_counting", "accented letters", {"N": 3, "relation": "at least"}, "été", True),
    ("letters:letter_counting2", "# is replaced by a letter",
     {"letter": "#", "let_frequency": 2, "let_relation": "at least"}, "#a #b", True, "varies"),
]  # fmt: skip
