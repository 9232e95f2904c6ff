"""Counting verdicts: the comparison, the closeness, the words."""

import pickle
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers import Constraint, Piece, Semantics, Verdict, bind, counted, followed, judge, rewarded
from checkers._registry import Checker
from checkers._verdict import MAX_SPANS, Comparison, Later, Span


@pytest.mark.parametrize(
    ("n", "comparison", "wanted", "ok", "closeness"),
    [
        (300, "at least", 300, True, 1.0),
        (288, "at least", 300, False, 0.96),
        (0, "at least", 0, True, 1.0),
        (4, "less than", 5, True, 1.0),
        (5, "less than", 5, False, 5 / 6),
        (0, "less than", 0, False, 0.0),
        (5, "at most", 5, True, 1.0),
        (2, "exactly", 3, False, 2 / 3),
        (3, "exactly", 3, True, 1.0),
    ],
)
def test_counted(n: int, comparison: Comparison, wanted: int, ok: bool, closeness: float) -> None:
    verdict = counted(n, comparison, wanted, unit="words")
    assert (verdict.ok, verdict.closeness) == (ok, pytest.approx(closeness))


@given(st.integers(0, 500), st.sampled_from(["at least", "less than", "at most", "exactly"]), st.integers(0, 500))
def test_closeness_is_one_exactly_when_followed(n: int, comparison: Comparison, wanted: int) -> None:
    verdict = counted(n, comparison, wanted, unit="words")
    assert 0.0 <= verdict.closeness <= 1.0
    assert (verdict.closeness == 1.0) is verdict.ok


@pytest.mark.parametrize(
    ("n", "unit", "shown"),
    [
        (1, "words", "1 word,"),
        (2, "words", "2 words,"),
        (0, "words", "0 words,"),
        (1, "different words", "1 different word,"),
        (1, "matches of 'cats'", "1 match of 'cats',"),
        (1, "names of the list", "1 name of the list,"),
        (1, "times 'less'", "1 time 'less',"),
    ],
)
def test_one_is_singular(n: int, unit: str, shown: str) -> None:
    assert counted(n, "at least", 3, unit=unit).why.startswith(shown)


def test_only_what_is_too_much_is_marked_where_marking_all_says_nothing() -> None:
    pieces = [Piece("a", 0, 1), Piece("b", 2, 3), Piece("c", 4, 5)]
    assert counted(pieces, "less than", 3, unit="words", mark=False).spans == ((4, 5),)
    assert counted(pieces, "at least", 3, unit="words", mark=False).spans == ()
    assert counted(pieces, "at least", 3, unit="words").spans == ((0, 1), (2, 3), (4, 5))


def test_spans_are_looked_for_only_when_somebody_looks() -> None:
    looked: list[int] = []

    def find() -> Iterator[Span]:
        looked.append(1)
        return ((at, at + 1) for at in range(2 * MAX_SPANS))

    verdict = Later(False, "why", find, 0.5)
    assert (bool(verdict), verdict.closeness, verdict.fault, looked) == (False, 0.5, None, [])
    assert (len(verdict.spans), verdict.spans[0]) == (MAX_SPANS, (0, 1))


@pytest.mark.parametrize(
    ("semantics", "why"), [("official", "1 commas, wanted none"), ("corrected", "1 comma, wanted none")]
)
def test_a_verdict_that_is_given_has_its_spans(semantics: Semantics, why: str) -> None:
    rule = bind("punctuation:no_comma", semantics=semantics)
    for verdict in (rule("a, b"), judge("a, b", [rule])[0].strict, pickle.loads(pickle.dumps(rule("a, b")))):
        assert verdict == Verdict(False, why, ((1, 2),), 0.5)
        assert msgspec.convert(msgspec.to_builtins(verdict), Verdict) == verdict
    assert len(rule("," * 3 * MAX_SPANS + "a").spans) == MAX_SPANS


def no_places() -> Iterator[Span]:
    raise RuntimeError("no places")


FAULTY = [
    Verdict(2, "two"),  # type: ignore[arg-type]
    Verdict(0, "none"),  # type: ignore[arg-type]
    Verdict(True, "five", spans=5),  # type: ignore[arg-type]
    Later(True, "later", no_places, 1.0),
    SimpleNamespace(ok=True),
    True,
    None,
]


@pytest.mark.parametrize("gives", FAULTY, ids=["two", "zero", "spans", "later", "alike", "bool", "none"])
def test_a_checker_that_gives_no_verdict_has_failed_whoever_asks(gives: Any) -> None:
    rule = Constraint(Checker("own:rule", "corrected", lambda text: gives, "Anything.", (), ()))
    judged = judge("a", [rule])[0]
    assert (judged.strict.ok, judged.strict.fault, judged.strict.closeness) == (False, "error", 0.0)
    assert [one.strict for one in followed("a", [rule])] == [False]
    assert not followed("a", [rule])[0]
    assert rewarded("a", [rule]).reward == 0.0
    assert rewarded("a", [rule]).verdicts[0].fault == "error"
