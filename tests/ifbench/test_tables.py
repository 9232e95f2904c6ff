"""The table of a series of results."""

from dataclasses import fields
from typing import Any

import pytest

from ifbench.metrics import Counts
from ifbench.tables import COUNTED, IN_TABLES, count_columns, headlines

HEADLINE = "prompt_level_strict_acc"


def result(task: str = "core", weights: str = "verified", **counts: int) -> dict[str, Any]:
    return {
        "task": task, "version": 2, "semantics": "corrected", "headline": HEADLINE, "n": 461, "weights": weights,
        "metrics": {HEADLINE: {"value": 0.5, "ci95": [0.45, 0.55]}}, "floor": {"metrics": {HEADLINE: 0.125}},
        "counts": {**dict.fromkeys(COUNTED, 0), **counts},
    }  # fmt: skip


def test_a_score_stands_beside_its_interval_and_the_null_floor() -> None:
    header, line = headlines([("runs/llama-3.2-1b-0123abcd", result())]).splitlines()
    assert header.split("  ")[0] == "core v2 corrected"
    assert [cell for cell in line.split("  ") if cell] == [
        "runs/llama-3.2-1b-0123abcd", "50.0 %", " 45.0 to 55.0", "12.5 %", "461",
    ]  # fmt: skip
    assert len(header) == len(line) <= 80


@pytest.mark.parametrize("name", IN_TABLES)
def test_a_count_has_a_column_where_it_is_not_zero_everywhere(name: str) -> None:
    header, one, other = headlines([("a", result()), ("b", result(**{name: 7}))]).splitlines()
    assert header.split("  ")[-1].strip() == name.replace("_", " ")
    assert (one.split()[-1], other.split()[-1]) == ("0", "7")


def test_weights_that_nobody_saw_are_marked() -> None:
    header, one, other = headlines([("a", result()), ("b", result(weights="unverified"))]).splitlines()
    assert (header.split()[-1], one.split()[-1], other.split()[-1]) == ("weights", "461", "unverified")


def test_each_task_has_a_table() -> None:
    both = [(run, result(task)) for run in ("a", "b") for task in ("core", "ifeval")]
    lines = headlines(both).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["core", "a", "b", "", "ifeval", "a", "b"]


def test_counts_that_are_always_shown_need_none() -> None:
    assert count_columns([{}], always=("empty",)) == ["empty"]
    assert {*IN_TABLES} <= {*COUNTED} == {count.name for count in fields(Counts)}
