"""Constraints that contradict each other, and pairs that only look so."""

from typing import Any

import pytest

from checkers import bind, contradictions

Demand = tuple[str, dict[str, Any]]
WORDS, FREQUENCY = "length_constraints:number_words", "keywords:frequency"


def less(count: int) -> dict[str, Any]:
    return {"relation": "less than", "num_words": count}


def least(count: int) -> dict[str, Any]:
    return {"relation": "at least", "num_words": count}


NO_COMMA: Demand = ("punctuation:no_comma", {})
CONTRADICTORY: dict[str, tuple[Demand, Demand, str]] = {
    "a forbidden word in the text to repeat": (
        ("combination:repeat_prompt", {"prompt_to_repeat": "Tell me of cats."}),
        ("keywords:forbidden_words", {"forbidden_words": ["cats"]}),
        "does not allow",
    ),
    "a comma in the text to repeat": (
        ("copy:copy", {"prompt_to_repeat": "Well, go on."}), NO_COMMA, "does not allow (1 comma",
    ),
    "a comma at the end": (("startend:end_checker", {"end_phrase": "So, bye"}), NO_COMMA, "no_comma"),
    "a keyword that is forbidden": (
        ("keywords:existence", {"keywords": ["dog", "cat"]}),
        ("keywords:forbidden_words", {"forbidden_words": ["Cat"]}),
        "'cat'",
    ),
    "a keyword never": (
        ("keywords:existence", {"keywords": ["cat"]}),
        (FREQUENCY, {"keyword": "cat", "relation": "less than", "frequency": 1}),
        "'cat'",
    ),
    "all marks without a dot": (("count:punctuation", {}), ("punctuation:punctuation_dot", {}), "'.'"),
    "bands of words": ((WORDS, least(300)), (WORDS, less(200)), "at least 300"),
    "a range and a bound": (
        ("count:word_count_range", {"min_words": 10, "max_words": 20}), (WORDS, least(21)), "from 10 to 20",
    ),
    "once and thrice": (
        ("keywords:word_count_different_numbers", {"keyword": "cat", "frequency": 1}),
        (FREQUENCY, {"keyword": "Cat", "relation": "at least", "frequency": 3}),
        "exactly 1",
    ),
    "a long text in few words": (
        ("copy:copy", {"prompt_to_repeat": "one two three four"}), (WORDS, less(4)), "less than 4",
    ),
    "a copy alone and a keyword": (
        ("copy:copy", {"prompt_to_repeat": "one two"}), ("keywords:existence", {"keywords": ["cat"]}), "prescribes",
    ),
    "both cases": (("change_case:english_capital", {}), ("change_case:english_lowercase", {}), "capital"),
    "a fixed answer, and capitals": (
        ("detectable_format:constrained_response", {}), ("change_case:english_capital", {}), "and small letters",
    ),
    "English and French": (
        ("change_case:english_capital", {}), ("language:response_language", {"language": "fr"}), "English",
    ),
}  # fmt: skip
POSSIBLE: dict[str, tuple[Demand, ...]] = {
    "touching bands": ((WORDS, least(199)), (WORDS, less(200))),
    "a keyword in capitals, and small letters": (
        ("keywords:existence", {"keywords": ["Cat"]}), ("change_case:english_lowercase", {}),
    ),
    "a part of a forbidden word": (
        ("keywords:existence", {"keywords": ["category"]}), ("keywords:forbidden_words", {"forbidden_words": ["cat"]}),
    ),
    "other keywords": (
        ("keywords:word_count_different_numbers", {"keyword": "cat", "frequency": 1}),
        (FREQUENCY, {"keyword": "dog", "relation": "at least", "frequency": 3}),
    ),
    "once or more, and thrice": (
        ("keywords:word_once", {"keyword": "cat"}),
        (FREQUENCY, {"keyword": "cat", "relation": "at least", "frequency": 3}),
    ),
    "a copy in another case": (
        ("copy:copy", {"prompt_to_repeat": "Say A"}), ("change_case:english_lowercase", {}),
    ),
    "a fixed answer with its reasons": (("detectable_format:constrained_response", {}), (WORDS, least(12))),
    "a postscript without dots": (
        ("detectable_content:postscript", {"postscript_marker": "P.S."}), ("punctuation:punctuation_dot", {}),
    ),
    "a last word with a mark": (
        ("last_word:last_word_answer", {"last_word": "end."}), ("punctuation:punctuation_dot", {}),
    ),
    "first words without a space between": (
        ("first_word:first_word_answer", {"first_word": "New York"}), ("format:no_whitespace", {}),
    ),
    "an end with an emoji": (("startend:end_checker", {"end_phrase": "Bye 🙂"}), ("format:no_whitespace", {})),
    "a copy in paragraphs": (
        ("copy:copy", {"prompt_to_repeat": "One. Two."}),
        ("length_constraints:nth_paragraph_first_word", {"num_paragraphs": 2, "nth_paragraph": 1, "first_word": "one"}),
    ),
    "a copy with its list": (
        ("copy:copy", {"prompt_to_repeat": "Buy - milk - eggs"}),
        ("detectable_format:number_bullet_lists", {"num_bullets": 2}),
    ),
    "a copy in capitals": (
        ("copy:copy", {"prompt_to_repeat": "say hi"}),
        ("change_case:capital_word_frequency", {"capital_frequency": 2, "capital_relation": "at least"}),
    ),
    "a copy whose list numbers are no words": (("copy:copy", {"prompt_to_repeat": "1. one 2. two"}), (WORDS, less(3))),
    "a copy with other quotes": (
        ("copy:copy", {"prompt_to_repeat": "don't"}),
        ("keywords:letter_frequency", {"letter": "'", "let_frequency": 1, "let_relation": "less than"}),
    ),
    "a copy without the space behind": (("copy:copy", {"prompt_to_repeat": "Hello "}), ("format:no_whitespace", {})),
    "a request whose last word goes on": (
        ("combination:repeat_prompt", {"prompt_to_repeat": "Say cat"}),
        ("keywords:forbidden_words", {"forbidden_words": ["cat"]}),
    ),
    "a keyword inside a name": (
        ("keywords:existence", {"keywords": ["_cat"]}), ("keywords:exclude_word_harder", {"keyword": "cat"}),
    ),
    "keywords that may be in an address": (("keywords:existence", {"keywords": ["one two three"]}), (WORDS, less(3))),
    "two spellings": (
        (FREQUENCY, {"keyword": "straße", "relation": "at least", "frequency": 1}),
        (FREQUENCY, {"keyword": "strasse", "relation": "less than", "frequency": 1}),
    ),
    "a keyword in the other": (("count:count_increment_word", {"keyword1": "C*", "keyword2": "C"}),),
    "English twice": (("change_case:english_capital", {}), ("language:response_language", {"language": "en"})),
    "the same twice": (NO_COMMA, NO_COMMA),
}  # fmt: skip


def found(*demands: Demand) -> list[tuple[int, int, str]]:
    return contradictions([bind(id, **args) for id, args in demands])


@pytest.mark.parametrize(("first", "second", "why"), CONTRADICTORY.values(), ids=CONTRADICTORY)
def test_contradictions(first: Demand, second: Demand, why: str) -> None:
    for order in ((first, second), (second, first)):
        [(a, b, told)] = found(*order)
        assert (a, b) == (0, 1)
        assert why in told


@pytest.mark.parametrize("demands", POSSIBLE.values(), ids=POSSIBLE)
def test_no_contradictions(demands: tuple[Demand, ...]) -> None:
    assert found(*demands) == []


def test_an_impossible_range_contradicts_itself() -> None:
    impossible = (WORDS, {"relation": "less than", "num_words": 0})
    [(a, b, told)] = found(NO_COMMA, impossible)
    assert (a, b) == (1, 1)
    assert "no number of words" in told
