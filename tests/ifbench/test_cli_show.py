"""`ifbench show`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
WORDS = "length_constraints:number_words"
ROWS = [row("a", "Say hello."), row("b", "Say bye.", (WORDS, {"relation": "at least", "num_words": 2}))]


def test_show_differences(task: Make, tmp_path: Path, cli: Cli) -> None:
    rows = [row("a", "Say hello.", ("keywords:forbidden_words", {"forbidden_words": ["a+b"]}))]
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "aab"))
    command = ("score", "--task", task(rows), "--responses", given, "-o", tmp_path / "run")
    assert cli(*command).code == 0
    assert "judged in one semantics" in cli("show", tmp_path / "run", "--differences").err
    assert cli("score", tmp_path / "run", "--semantics", "both").code == 0
    [one] = cli("show", tmp_path / "run", "--differences", "--json").json["differences"]
    [case] = one["cases"]
    assert (one["id"], case["item"], case["official"]) == ("keywords:forbidden_words", "a", False)
    assert case["official_why"] != case["corrected_why"]
    told = cli("show", tmp_path / "run", "--differences").out
    assert "a, constraint 0: official not followed" in told


def test_differences_that_are_loose_alone(task: Make, tmp_path: Path, cli: Cli) -> None:
    """Both fail strictly; without its first line the text follows for one of them."""
    rows = [row("a", "Say hello.", ("startend:quotation", {}))]
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Sure:\n“Hi there”"))
    assert (
        cli("score", "--task", task(rows), "--responses", given, "--semantics", "both", "-o", tmp_path / "run").code
        == 0
    )
    [one] = cli("show", tmp_path / "run", "--differences", "--json").json["differences"]
    assert (one["official_only"], one["corrected_only"], one["cases"][0]["loosely"]) == (0, 1, True)
    told = cli("show", tmp_path / "run", "--differences").out
    assert "official not followed: " in told
    assert "corrected followed loosely: " in told


def test_show(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi \x1b[31mred"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    assert "prompt level, strict" in cli("show", tmp_path / "run").out
    failed = cli("show", tmp_path / "run", "--failed").out
    assert "mine b" in failed
    assert "1 word, wanted at least 2" in failed
    assert "mine a" not in failed
    one = cli("show", tmp_path / "run", "--id", "a").out
    assert "\\x1b[31mred" in one
    assert "\x1b" not in one
    by_id = cli("show", tmp_path / "run", "--id", WORDS).out
    assert "mine b" in by_id
    assert "mine a" not in by_id


def test_no_line_begins_with_a_key(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi, all"))
    folder = task([row("a\n::error title=x::owned", "Say hello.")])
    cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run")
    assert cli("show", tmp_path / "run", "--failed").out.startswith("mine a ::error title=x::owned\n")


def test_show_answers_as_json(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    [one] = cli("show", tmp_path / "run", "--failed", "--json").json["answers"]
    assert (one["item"], one["answer"], one["finish_reason"]) == ("b", "Bye", "stop")
    assert {(verdict["id"], verdict["strict"]) for verdict in one["verdicts"]} == {(WORDS, False)}
    [whole] = cli("show", tmp_path / "run", "--id", "a", "--json").json["answers"]
    assert whole["prompt"] == "Say hello."
    assert cli("show", tmp_path / "run", "--failed", "--differences").code == 2


@pytest.mark.parametrize(("lost", "options"), [("summary.json", ()), ("mine/verdicts.jsonl", ("--failed",))])
def test_show_of_a_run_that_was_not_judged(
    task: Make, tmp_path: Path, cli: Cli, lost: str, options: tuple[str, ...]
) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    (tmp_path / "run" / lost).unlink()
    done = cli("show", tmp_path / "run", *options)
    assert (done.code, done.out, "ifbench score" in done.err) == (3, "", True)
