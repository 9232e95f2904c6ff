"""pass@k and pass^k."""

from itertools import combinations
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifbench.passes import Passes
from ifbench.stats import wilson

SAMPLES = st.lists(st.booleans(), min_size=2, max_size=6)


def passes(*followed: list[bool]) -> Passes:
    found = Passes()
    for item, samples in enumerate(followed):
        for one in samples:
            found.add(item, 0, one)
    return found


@given(samples=SAMPLES)
def test_it_is_the_share_of_all_choices_of_k_samples(samples: list[bool]) -> None:
    found = passes(samples).shares([0])
    for name, share in found.items():
        k = int(name[5:])
        choices = list(combinations(samples, k))
        rule = any if name.startswith("pass@") else all
        assert isclose(share.value or 0.0, sum(map(rule, choices)) / len(choices), abs_tol=1e-12)


@given(items=st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=5))
def test_more_samples_help_one_and_hinder_all(items: list[list[bool]]) -> None:
    found = passes(*items).shares(range(len(items)))
    assert list(found) == ["pass@2", "pass^2", "pass@4", "pass^4", "pass@5", "pass^5"]
    values = [share.value or 0.0 for share in found.values()]
    assert values[0:6:2] == sorted(values[0:6:2])
    assert values[1:6:2] == sorted(values[1:6:2], reverse=True)


def test_of_all_samples_the_interval_is_that_of_a_share_of_items() -> None:
    found = passes([True, False], [True, True], [False, False]).shares([0, 1, 2])
    assert found["pass@2"].value == pytest.approx(2 / 3)
    assert found["pass@2"].ci95 == pytest.approx(wilson(2 / 3, 3))
    assert found["pass^2"].value == pytest.approx(1 / 3)


def test_one_sample_has_none() -> None:
    assert passes([True], [True, False]).shares([0, 1]) == {}
    assert Passes().shares([]) == {}


def test_the_turns_of_a_dialogue_are_prompts_of_one_cluster() -> None:
    found = Passes()
    for turn, followed in enumerate((2, 0)):
        found.add("a", turn, followed, 2)
    found.add("b", 0, 2, 2)
    found.add("b", 1, 2, 2)
    assert found.shares(["a", "b"])["pass^2"].value == pytest.approx(3 / 4)
