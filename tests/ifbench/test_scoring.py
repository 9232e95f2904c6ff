"""What is missing, and what a model failed to give."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checkers import SEMANTICS, Constraint, bind
from ifbench import items
from ifbench.errors import UsageError
from ifbench.reasoning import DIALOGUE_ENDED, NEVER_ENDS
from ifbench.scoring import Judge, judges_in, places
from ifbench.tasks import load_task
from tests.conftest import Cli, answers

Make = Callable[..., Path]
COUNT = 10


def dialogues() -> list[dict[str, Any]]:
    demand = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
    return [{"key": n, "turns": [{"prompt": f"{turn}, {n}.", **demand} for turn in "abc"]} for n in range(COUNT)]


@pytest.fixture
def folder(task: Make) -> Path:
    return task(dialogues())


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Answers to every turn of every item; the reasoning of the very first never ends."""
    texts = {"a, 0.": "<think> and so on"}
    prompts = [turn["prompt"] for item in dialogues() for turn in item["turns"]]
    return answers(tmp_path / "answers.jsonl", *((prompt, texts.get(prompt, "Fine")) for prompt in prompts))


def whys(run: Path) -> list[str]:
    rows = map(json.loads, (run / "mine" / "verdicts.jsonl").read_text().splitlines())
    return [row["why"] for row in rows if not row["strict"]]


def test_turns_after_reasoning_that_never_ends_are_failed_and_not_missing(
    folder: Path, given: Path, tmp_path: Path, cli: Cli
) -> None:
    run = tmp_path / "run"
    for _ in range(2):
        done = cli("eval", "--model", given, "--tasks", folder, "-o", run, "--json")
        assert done.code == 0, done.err
        counts = done.json["counts"]
        assert (done.json["n"], counts["missing"], counts["truncated"]) == (3 * COUNT, 0, 1)
        assert whys(run) == [NEVER_ENDS, DIALOGUE_ENDED, DIALOGUE_ENDED]
    assert json.loads((run / "run.json").read_text())["complete"] is True
    assert cli("bless", run, "--name", "main", "--to", tmp_path).code == 0
    assert cli("score", run, "--json").json["counts"]["missing"] == 0
    assert cli("score", run, "--reasoning", "keep", "--json").json["counts"]["missing"] == 2


def test_given_answers_to_such_turns_are_of_the_task(folder: Path, given: Path, tmp_path: Path, cli: Cli) -> None:
    done = cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run", "--json")
    assert done.code == 0, done.err
    assert (done.json["counts"]["missing"], done.json["counts"]["unmatched"]) == (0, 0)
    assert whys(tmp_path / "run") == [NEVER_ENDS, DIALOGUE_ENDED, DIALOGUE_ENDED]


def test_such_turns_fail_too_where_another_rule_had_them_asked(folder: Path, tmp_path: Path, cli: Cli) -> None:
    given, run = tmp_path / "all.jsonl", tmp_path / "run"
    texts = [f"{'<think>so ' * (n == 0 and turn == 0)}a{n}" for n in range(COUNT) for turn in range(3)]
    prompts = [f"{turn}, {n}." for n in range(COUNT) for turn in "abc"]
    rows = [{"prompt": prompt, "response": text} for prompt, text in zip(prompts, texts, strict=True)]
    given.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert cli("eval", "--model", given, "--tasks", folder, "-o", run, "--reasoning", "keep").code == 0
    assert whys(run) == []
    assert cli("score", run, "--reasoning", "strip").code == 0
    assert whys(run) == [NEVER_ENDS, DIALOGUE_ENDED, DIALOGUE_ENDED]


def test_turns_after_one_that_did_not_come_are_missing(folder: Path, tmp_path: Path, cli: Cli) -> None:
    prompts = [turn["prompt"] for item in dialogues() for turn in item["turns"]]
    half = answers(tmp_path / "half.jsonl", *((prompt, "Fine") for prompt in prompts if prompt != "b, 0."))
    assert cli("score", "--task", folder, "--responses", half, "--json").json["counts"]["missing"] == 2


def test_answers_to_later_turns_alone_are_none(folder: Path, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "b.jsonl", *((f"b, {n}.", "Fine") for n in range(COUNT)))
    done = cli("score", "--task", folder, "--responses", given)
    assert done.code == 2
    assert "is to a prompt of mine; it begins with 'b, 0.'" in done.err


def test_a_turn_after_one_without_an_answer_is_left_out(folder: Path, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "ac.jsonl", *((f"{turn}, 3.", "Fine") for turn in "ac"))
    done = cli("score", "--task", folder, "--responses", given, "--json")
    assert done.code == 0
    assert (done.json["counts"]["missing"], done.json["counts"]["unmatched"]) == (3 * COUNT - 1, 1)


def test_an_answer_that_is_null_is_stored_once(folder: Path, tmp_path: Path, cli: Cli) -> None:
    given = tmp_path / "null.jsonl"
    given.write_text("".join(json.dumps({"prompt": f"a, {n}.", "response": None}) + "\n" for n in range(COUNT)))
    for _ in range(2):
        assert cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run").code == 0
        assert len((tmp_path / "run" / "mine" / "responses.jsonl").read_text().splitlines()) == COUNT


def test_judges_in_both_semantics_have_the_constraints_of_each_alone() -> None:
    whole = load_task("core-v1")
    for judge_ in judges_in(whole, SEMANTICS):
        alone = Judge(whole, judge_.semantics)
        assert all(judge_.constraints(place) == alone.constraints(place) for place in places(whole, 1))


def test_each_constraint_is_bound_once_for_each_semantics(task: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that the two do not share, however many turns there are."""
    turn = {"prompt": "?", "instruction_id_list": ["keywords:existence"], "kwargs": [{"keywords": ["caf\u00e9"]}]}
    found = load_task(str(task([{"key": "x", "turns": [turn] * 20}])))
    asked: list[str] = []

    def watched(id: str, **args: Any) -> Constraint:
        asked.append(args["semantics"])
        return bind(id, **args)

    monkeypatch.setattr(items, "bind", watched)
    judges_in(found, SEMANTICS)
    assert Counter(asked) == {"official": 20, "corrected": 20}


def test_what_does_not_bind_in_corrected_alone_is_told_with_its_place(task: Make) -> None:
    row = {"key": "x", "prompt": "?", "instruction_id_list": ["keywords:letter_frequency"]}
    args = {"letter": "ab", "let_frequency": 1, "let_relation": "at least"}
    found = load_task(str(task([*dialogues(), {**row, "kwargs": [args]}])))
    with pytest.raises(UsageError, match="key 'x', constraint 0: keywords:letter_frequency: argument 'letter'"):
        judges_in(found, SEMANTICS)


def test_a_selection_of_items_is_judged_by_the_same_checkers(task: Make) -> None:
    other = {"key": "x", "prompt": "Shout.", "instruction_id_list": ["change_case:english_capital"], "kwargs": [{}]}
    whole = load_task(str(task([*dialogues(), other])))
    alone = replace(whole, rows=whole.rows[:1], items=whole.items[:1])
    prints = [Judge(one, "corrected").fingerprint for one in (whole, whole.select(limit=slice(0, 1)), alone)]
    assert prints[0] == prints[1] != prints[2]
