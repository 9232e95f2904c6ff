"""Checkers: what one says of itself with its arguments filled in, and the types of these."""

import re
from collections.abc import Mapping
from random import Random
from typing import Annotated, Any

import msgspec
import pytest

from checkers import (
    SEMANTICS,
    BadArgument,
    Checker,
    MissingData,
    Semantics,
    Text,
    Verdict,
    _registry,
    bind,
    registry,
    witnesses,
)
from checkers._binding import in_corrected

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("keywords:existence", {"keywords": ["tea", "bun"]}, "Include every keyword of this list: tea, bun."),
    ("keywords:existence", {"keywords": ["tea"]}, "Include every keyword of this list: tea."),
    ("first_word:first_word_sent", {"first_word": ["We", "they"]}, "Start each sentence with the word We."),
    ("ratio:stop_words", {"percentage": 50.0}, "At most 50 percent of the words may be stop words."),
    ("ratio:stop_words", {"percentage": 12.5}, "At most 12.5 percent of the words may be stop words."),
    ("ratio:stop_words", {"percentage": 16.66666667}, "At most 16.66666667 percent of the words may be stop words."),
    ("keywords:exclude_word_harder", {"keyword": "tea"}, "Do not include the keyword tea."),
    ("count:words_japanese", {"N": 2}, "Write in Japanese each word whose number is a multiple of 2."),
    ("count:unique_word_count", {"N": 1}, "Use at least 1 different word."),
    ("count:unique_word_count", {"N": 11}, "Use at least 11 different words."),
    (
        "count:counting_composition",
        {"n_sent": 1, "n_words": 21},
        "Write 3 paragraphs with * * * between them, each of 1 sentence of 21 words.",
    ),
]
CHECKERS = [registry()[key] for key in sorted(registry())]
WRONG_OF_ONE = re.compile(r"\b1(?:[a-z]| (?:(?!of )\w+ ){0,2}?\w*[^\Ws]s\b)")
"""A number 1 with an ending, or before a plural: "1th", "1 times", "1 more words"."""


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize(("id", "args", "says"), CASES)
def test_the_sentence_names_what_counts(id: str, args: dict[str, Any], says: str, semantics: Semantics) -> None:
    assert bind(id, semantics=semantics, **args).says == says


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda checker: f"{checker.semantics}-{checker.id}")
def test_the_sentence_is_english_whatever_the_numbers(checker: Checker) -> None:
    one, many = (checker.describe(_with(checker.follows[0].args, number)) for number in (1, 22))
    assert not WRONG_OF_ONE.search(one)
    assert not re.search(r"\b22[a-z]", many)
    assert "(s)" not in one + many


def _with(args: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The arguments with every number replaced."""
    return {name: number if isinstance(value, int | float) else value for name, value in args.items()}


def test_a_type_without_a_hash_binds() -> None:
    def rule(text: Text, *, n: Annotated[int, {"doc": "how many"}]) -> Verdict:
        return Verdict(len(text) == n, "")

    own = Checker("own:rule", "corrected", rule, "Anything.", (), ())
    assert msgspec.convert({"n": 1}, own.typed) == own.typed(n=1)
    assert own.typed is not Checker("own:rule", "official", rule, "Anything.", (), ()).typed


@pytest.mark.parametrize("id", sorted(id for semantics, id in registry() if semantics == "official"))
def test_a_published_constraint_is_the_same_in_corrected(id: str) -> None:
    shape, alike = witnesses.find(id), registry()["official", id].alike
    for draw in range(20):
        args = shape.arguments(Random(draw))
        try:
            published = bind(id, semantics="official", **args)
        except BadArgument:  # it is too much for the published checker
            continue
        except MissingData as missing:
            pytest.skip(str(missing))
        else:
            shared = alike and all(isinstance(value, int) or is_plain(value) for value in published.args.values())
            assert in_corrected(published) == (bind(id, **args) if shared else None)


@pytest.mark.parametrize("keyword", ["cafe\u0301", "a\u00a0b", "a\r\nb", "a\u200bb"])
def test_arguments_that_corrected_reads_otherwise_are_bound_anew(keyword: str) -> None:
    for wanted, other in ((keyword, True), ("tea", False)):
        args = {"keyword": wanted, "frequency": 1, "relation": "at least"}
        assert (in_corrected(bind("keywords:frequency", semantics="official", **args)) is None) == other


def is_plain(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and "\r" not in value


def test_no_list_is_shared_by_two_constraints() -> None:
    assert in_corrected(bind("keywords:existence", semantics="official", keywords=["tea"])) is None


def test_defaults_of_another_type_are_not_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(text: Text, *, n: int | bool = 1) -> Verdict:
        return Verdict(True, "")

    def other(text: Text, *, n: int | bool = True) -> Verdict:
        return Verdict(True, "")

    for function, alike in ((rule, True), (other, False)):
        own = Checker("own:rule", "corrected", function, "Anything.", (), ())
        monkeypatch.setitem(_registry._REGISTRY, ("corrected", "own:rule"), own)
        assert (Checker("own:rule", "official", rule, "Anything.", (), ()).alike is own) == alike
