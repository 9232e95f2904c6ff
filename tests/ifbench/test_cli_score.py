"""`ifbench score`: the run directory that it writes, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
WORDS = ("length_constraints:number_words", {"relation": "at least", "num_words": 2})
ROWS = [row("a", "Say hello."), row("b", "Say bye.", WORDS)]


def test_score_writes_a_run_that_can_be_scored_again(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"), ("Unheard", "of"))
    done = cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run", "--json")
    assert done.code == 0, done.err
    assert done.json["model"] == "a"
    assert done.json["counts"]["unmatched"] == 1
    assert "on line 3: Unheard" in done.err
    again = cli("score", tmp_path / "run", "--json")
    assert again.json["metrics"] == done.json["metrics"]
    other = cli("score", tmp_path / "run", "--semantics", "official", "--json")
    assert other.json["semantics"] == "official"


def test_an_edited_prompt_makes_an_old_answer_a_missing_one(task: Make, tmp_path: Path, cli: Cli) -> None:
    folder = task(ROWS)
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run")
    (folder / "items.jsonl").write_text("".join(json.dumps(r) + "\n" for r in [row("a", "Say hello now."), ROWS[1]]))
    done = cli("score", tmp_path / "run", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["counts"]["missing"] == 1


BAD_ANSWERS = {
    "no match": ('{"prompt": "Unheard", "response": "of"}', "no answer in"),
    "two answers": (
        '{"prompt": "Say bye.", "response": "1"}\n{"prompt": "Say bye.", "response": "2"}',
        "two different answers to one prompt, on lines 1 and 2",
    ),
    "empty": ("", "holds no answers"),
    "another encoding": ('{"prompt": "Say bye.", "response": "Caf\udce9"}', "line 1: "),
    "deep": ('{"prompt": "Say bye.", "response": ' + "[" * 100_000, "line 1: malformed JSON"),
    "malformed": ('{"prompt": "Say bye.", "response": "1"}\n{"prompt"', "line 2: malformed JSON"),
    "no object": ("[1]", "line 1: expected a JSON object, found list"),
    "no response": ('{"prompt": "Say bye."}', "line 1: expected"),
    "not text": ('{"prompt": "Say bye.", "response": 3}', "line 1: Expected `str | null`, got `int` - at `$.response`"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers_are_refused(task: Make, tmp_path: Path, cli: Cli, name: str) -> None:
    text, part = BAD_ANSWERS[name]
    (tmp_path / "a.jsonl").write_text(text, errors="surrogateescape")
    done = cli("score", "--task", task(ROWS), "--responses", tmp_path / "a.jsonl", "-o", tmp_path / "run")
    assert done.code == 2
    assert part in done.err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("damage", ['{"schema": 1}', '{"schema": 2}', "[]", "{", '{"schema": 1, "tasks": [1]}'])
def test_a_damaged_run_is_refused(task: Make, tmp_path: Path, cli: Cli, damage: str) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    (tmp_path / "run" / "run.json").write_text(damage)
    for command in ("score", "show"):
        done = cli(command, tmp_path / "run")
        assert done.code == 2
        assert "run.json" in done.err


def test_a_damaged_summary_is_written_anew(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    (tmp_path / "run" / "summary.json").write_text("[]")
    assert "writes it anew" in cli("show", tmp_path / "run").err
    assert cli("score", tmp_path / "run").code == 0
    assert cli("show", tmp_path / "run").code == 0


def test_what_a_run_does_not_hold_is_told(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    done = cli("show", tmp_path / "run", "--id", "nosuch")
    assert (done.code, "no item and no constraint 'nosuch'" in done.err) == (2, True)
    assert cli("score", tmp_path / "run", "--repeats", "5").code == 2


def test_two_tasks_in_one_directory(task: Make, tmp_path: Path, cli: Cli) -> None:
    """Each keeps its record; the directory is complete when both are; other semantics leave nothing stale behind."""
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    one, two = task(ROWS, "one"), task(ROWS[:1], "two")
    output = ["--responses", given, "--model", "m", "-o", tmp_path / "run"]
    cli("score", "--task", one, *output, "--semantics", "both")
    cli("score", "--task", two, *output)
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (set(run["tasks"]), run["complete"]) == ({"one", "two"}, True)
    cli("score", "--task", one, *output)
    results = cli("show", tmp_path / "run", "--json").json["results"]
    assert [(r["task"], r["semantics"]) for r in results] == [("one", "corrected"), ("two", "corrected")]
    assert cli("score", tmp_path / "run").code == 0


def test_answers_to_an_edited_prompt_are_no_answers(task: Make, tmp_path: Path, cli: Cli) -> None:
    folder = task(ROWS)
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run")
    (folder / "items.jsonl").write_text("".join(json.dumps(r) + "\n" for r in [row("a", "Say hello now."), ROWS[1]]))
    records = tmp_path / "run" / "mine" / "responses.jsonl"
    done = cli("score", "--task", folder, "--responses", records, "--json")
    assert (done.json["counts"]["missing"], done.json["counts"]["unmatched"]) == (1, 1)


def test_prompts_that_differ_in_outer_white_space_alone_are_told_apart(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello. ", "a, b"), (" Say hello.", "Hi"), ("Say bye.", "Bye bye"))
    counts = cli("score", "--task", task(ROWS), "--responses", given, "--json").json["counts"]
    assert (counts["missing"], counts["unmatched"]) == (1, 2)
