"""Where the published code raises, hangs or draws, `official` answers as `deviations.toml` says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import checkers.official
from checkers import BadArgument, bind, check, judge, registry

FILE = Path(checkers.official.__file__).with_name("deviations.toml")
DEVIATIONS = tomllib.loads(FILE.read_text(encoding="utf-8"))["deviation"]
OFFICIAL = {id for semantics, id in registry() if semantics == "official"}


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation["id"])
def test_a_deviation_is_a_rule_of_a_checker(deviation: dict[str, str]) -> None:
    assert set(deviation) == {"id", "rule", "reason"}
    assert deviation["id"] == "*" or deviation["id"] in OFFICIAL
    assert all(value.strip() for value in deviation.values())


def test_each_is_said_once() -> None:
    rules = [(deviation["id"], deviation["rule"]) for deviation in DEVIATIONS]
    assert len(rules) == len(set(rules))


NOT_BOUND: list[tuple[str, dict[str, Any], str]] = [
    ("length_constraints:number_words", {"relation": "at least"}, "num_words"),
    ("length_constraints:number_words", {"relation": "at least", "num_words": -1}, "num_words"),
    ("length_constraints:number_words", {"relation": "at most", "num_words": 1}, "relation"),
    ("keywords:existence", {"keywords": []}, "keywords"),
    ("keywords:existence", {"keywords": ["a", "("]}, "keywords"),
    ("keywords:existence", {"keywords": ["a{99999999999}"]}, "keywords"),
    ("keywords:frequency", {"keyword": " ", "frequency": 1, "relation": "at least"}, "keyword"),
    ("keywords:frequency", {"keyword": "*", "frequency": 1, "relation": "at least"}, "keyword"),
    ("keywords:forbidden_words", {"forbidden_words": ["(?i)a"]}, "forbidden_words"),
    ("detectable_content:postscript", {"postscript_marker": "*PS*"}, "postscript_marker"),
    ("detectable_format:multiple_sections", {"section_spliter": "[", "num_sections": 1}, "section_spliter"),
    ("language:response_language", {"language": "zh"}, "language"),
    (
        "length_constraints:nth_paragraph_first_word",
        {"num_paragraphs": 2, "nth_paragraph": 3, "first_word": "a"},
        "nth_paragraph",
    ),
    (
        "length_constraints:nth_paragraph_first_word",
        {"num_paragraphs": 2, "nth_paragraph": 0, "first_word": "a"},
        "nth_paragraph",
    ),
    ("count:words_japanese", {"N": 0}, "N"),
    ("ratio:overlap", {"percentage": 5}, "reference_text"),
    ("words:keywords_specific_position", {"keyword": "a", "n": 0, "m": 1}, "n"),
    ("words:keywords_specific_position", {"keyword": "a", "n": 1, "m": 0}, "m"),
    ("custom:csv_city", {"rows": 7}, "rows"),
    ("repeat:repeat_change", {}, "prompt_to_repeat"),
    ("repeat:repeat_span", {"prompt_to_repeat": "a", "n_start": -1, "n_end": 2}, "n_start"),
    ("copy:repeat_phrase", {"phrase": "(a) (b)", "small_n": 1}, "phrase"),
    ("copy:repeat_phrase", {"phrase": "(a b", "small_n": 1}, "phrase"),
    ("copy:repeat_phrase", {"phrase": "a b", "small_n": 0}, "small_n"),
    ("copy:copying_multiple", {"prompt_to_repeat": "a", "N": 0}, "N"),
    ("new:copy_span_idx", {"prompt_to_repeat": "a", "n_start": 0, "n_end": 1}, "n_start"),
    ("new:copy_span_idx", {"prompt_to_repeat": "a", "n_start": 1, "n_end": -1}, "n_end"),
    ("keywords:keyword_specific_position", {"keyword": "a", "n": 0, "m": 1}, "n"),
    ("keywords:keyword_specific_position", {"keyword": [], "n": 1, "m": 1}, "keyword"),
    ("count:lowercase_counting", {"N": 0}, "N"),
    ("count:counting_composition", {"n_sent": 2, "n_words": 0}, "n_words"),
    ("count:count_increment_word", {"keyword1": "a"}, "keyword2"),
    ("count:count_increment_word", {"keyword1": "a", "keyword2": "("}, "keyword2"),
    ("letters:letter_counting", {"N": 0, "relation": "at least"}, "N"),
    ("letters:letter_counting", {"N": 1, "relation": "at most"}, "relation"),
]


@pytest.mark.parametrize(("id", "args", "argument"), NOT_BOUND)
def test_not_bound(id: str, args: dict[str, Any], argument: str) -> None:
    with pytest.raises(BadArgument, match=id) as error:
        bind(id, semantics="official", **args)
    assert error.value.argument == argument


def letters(letter: str, relation: str) -> tuple[str, dict[str, Any]]:
    return "keywords:letter_frequency", {"letter": letter, "let_frequency": 1, "let_relation": relation}


PRODUCTS = "ProductID,Category,Brand,Price,Stock"
STUDENTS = '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"'
JSON: tuple[str, dict[str, Any]] = ("detectable_format:json_format", {})
DECIDED = [
    (*letters("#", "at least"), "####", False),
    (*letters("#", "less than"), "####", True),
    (*letters("!", "at least"), "a", True),
    (*letters("é", "at least"), "é", False),
    (*letters("é", "at least"), "y", True),
    (*letters("İ", "at least"), "i", False),
    (*letters("ab", "less than"), "ab", True),
    (*JSON, "[" * 50_000 + "]" * 50_000, True),
    (*JSON, "[" * 50_000, False),
    (*JSON, "9" * 4_301, False),
    ("language:response_language", {"language": "en"}, "HELLO WORLD", False),
    ("custom:csv_city", {}, "ID,Country,City,Year,Count\n" + "1,2\r2,3,4,5\n" * 7, False),
    ("custom:csv_city", {}, "ID,Country,City,Year,Count\n" + f"1,2,3,4,{'5' * 131_073}\n" * 7, False),
    ("custom:csv_special_character", {}, f"{PRODUCTS}\n" + '1,2,"3!",4,5\n' * 13 + "1\r1,2,3,4,5", False),
    ("custom:csv_quotes", {}, f"{STUDENTS}\n" * 3 + '""\t"2"\t"3"\t"4"\t"\r5"', True),
    ("custom:csv_quotes", {}, f"{STUDENTS}\n" * 3 + '"1"\t"2"\t"3"\t"4"\t5\r5', False),
    ("custom:csv_quotes", {}, f"{STUDENTS}\n" * 3 + '"1"\t"2"\t"3"\t"4"\t', False),
    ("letters:letter_counting2", {"letter": "#", "let_frequency": 1, "let_relation": "at least"}, "#", False),
    ("letters:letter_counting2", {"letter": "#", "let_frequency": 1, "let_relation": "at least"}, "y", True),
]


@pytest.mark.parametrize(("id", "args", "text", "ok"), DECIDED)
def test_decided(id: str, args: dict[str, Any], text: str, ok: bool) -> None:
    verdict = check(id, text, semantics="official", **args)
    assert (verdict.ok, verdict.fault) == (ok, None)


@pytest.mark.parametrize(("letter", "loose"), [("#", "w"), ("!", "c"), ("é", "w")])
def test_a_letter_is_drawn_anew_for_loose(letter: str, loose: str) -> None:
    id, args = letters(letter, "at least")
    judgement = judge(loose, [bind(id, semantics="official", **args)])[0]
    assert (judgement.strict.ok, judgement.loose) == (False, True)


def test_no_clock_decides() -> None:
    """NLTK itself gives up on this text after five seconds."""
    demand = bind("length_constraints:number_sentences", semantics="official", num_sentences=2, relation="less than")
    verdict = demand("a.\n" * 333_000)
    assert (verdict.ok, verdict.fault) == (True, None)


def test_too_long_a_text_follows_nothing() -> None:
    verdict = check("punctuation:no_comma", "a" * 1_000_001, semantics="official")
    assert (verdict.ok, verdict.fault) == (False, "oversize")
