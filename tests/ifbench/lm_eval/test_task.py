"""The functions that an exported folder gives to lm-eval."""

from pathlib import Path
from typing import Any

import pytest

from ifbench.lm_eval.task import inst_level_acc, load
from tests.conftest import row

DEMANDS = (("punctuation:no_comma", {}), ("keywords:existence", {"keywords": ["cat"]}))


@pytest.mark.parametrize(
    ("text", "strict", "loose"),
    [
        ("A cat.", [True, True], [True, True]),
        ("A dog.", [True, False], [True, False]),
        ("Sure, here:\nA cat.", [False, True], [True, True]),
        ("", [False, False], [False, False]),
        ("<think>hm, a cat</think>\nA dog.", [True, False], [True, False]),
        ("<think>hm, a cat", [False, False], [False, False]),
    ],
)
def test_the_four_metrics_of_an_answer(task: Any, text: str, strict: list[bool], loose: list[bool]) -> None:
    _, process_results = load(task([row(7, "Write.", *DEMANDS)]))
    assert process_results({"key": "7"}, [text]) == {
        "prompt_level_strict_acc": all(strict),
        "inst_level_strict_acc": strict,
        "prompt_level_loose_acc": all(loose),
        "inst_level_loose_acc": loose,
    }


def test_the_rows_keep_one_type_in_each_column(task: Any) -> None:
    pytest.importorskip("datasets", reason="lm-eval's data sets need pip install 'ifbench[lm-eval]'")
    rows, _ = load(task([row(1, "A.", *DEMANDS), row("b", "B.")]))
    found = list(rows(version=1)["test"])
    assert [r["key"] for r in found] == ["1", "b"]
    assert [r["prompt"] for r in found] == ["A.", "B."]


def test_constraints_are_averaged_over_all_answers_together() -> None:
    assert inst_level_acc([[True], [True, False, False]]) == 0.5


def test_a_folder_that_was_moved_still_works(task: Any, tmp_path: Path) -> None:
    moved = task([row(1)]).rename(tmp_path / "elsewhere")
    _, process_results = load(moved)
    assert process_results({"key": "1"}, ["Hello"])["prompt_level_strict_acc"] is True
