"""`ifbench score RUN`: what a run was scored by stays, and what is missing is told."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkers import punctuation
from ifbench.store import RunDirectory
from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
ROWS = [row("a", "Say hello."), row("b", "Say bye.")]
BOTH = ["official", "corrected"]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye, bye"), ("Unheard", "of"))


def judged_in(run: Path) -> tuple[list[str], set[str]]:
    """The semantics of the summary, and of the verdicts."""
    results = json.loads((run / "summary.json").read_text())["results"]
    rows = (run / "mine" / "verdicts.jsonl").read_text().splitlines()
    return sorted(one["semantics"] for one in results)[::-1], {json.loads(line)["semantics"] for line in rows}


def test_a_run_is_judged_in_what_it_was_judged_in_last(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    run = tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run)
    steps: list[tuple[list[str], list[str]]] = [
        ([], ["corrected"]), (["--semantics", "both"], BOTH), ([], BOTH), (["--semantics", "official"], ["official"]),
        ([], ["official"]),
    ]  # fmt: skip
    for args, semantics in steps:
        assert cli("score", run, *args).code == 0
        assert judged_in(run) == (semantics, set(semantics))
        results = json.loads((run / "summary.json").read_text())["results"]
        assert {one["counts"]["unmatched"] for one in results} == {1}


DAMAGE: list[Callable[[Path], Any]] = [
    lambda path: path.unlink(),
    lambda path: path.write_text("[]"),
    lambda path: path.write_text('{"results": [{"task": "mine", "semantics": []}]}'),
    lambda path: path.write_text('{"results": [{"task": "mine", "semantics": "official", "counts": null}]}'),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_without_a_summary_the_record_tells_the_semantics(
    task: Make, tmp_path: Path, cli: Cli, given: Path, damage: Callable[[Path], Any]
) -> None:
    run = tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run, "--semantics", "both")
    damage(run / "summary.json")
    assert cli("score", run).code == 0
    assert judged_in(run) == (BOTH, set(BOTH))


def test_going_on_with_a_run_drops_no_semantics(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    run = tmp_path / "run"
    made = ("eval", "--model", given, "--tasks", task(ROWS), "-o", run)
    assert cli(*made, "--json").json["weights"] == "unverified"
    assert cli("score", run, "--semantics", "both").code == 0
    assert cli(*made, "--json").json["semantics"] == "corrected"  # what was asked for is told, and gated, alone
    assert judged_in(run) == (BOTH, set(BOTH))
    assert cli(*made, "--semantics", "official").code == 0
    assert judged_in(run) == (["official"], {"official"})
    assert cli(*made).code == 0
    assert judged_in(run) == (BOTH, set(BOTH))


def test_a_missing_answer_is_counted_where_answers_are_given(task: Make, tmp_path: Path, cli: Cli) -> None:
    file = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"))
    run = tmp_path / "run"
    done = cli("score", "--task", task(ROWS), "--responses", file, "-o", run)
    again = cli("score", run)
    assert (done.code, again.code, again.err) == (0, 0, "")
    assert "missing 1" in done.out
    assert again.out == done.out


def test_a_missing_answer_is_told_where_a_model_could_give_it(task: Make, tmp_path: Path, cli: Cli) -> None:
    run = tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", answers(tmp_path / "a.jsonl", ("Say hello.", "Hi")), "-o", run)
    record = json.loads((run / "run.json").read_text())
    record["settings"]["engine"] = "vllm"
    (run / "run.json").write_text(json.dumps(record))
    done = cli("score", run, "--semantics", "both")
    asks = "1 answer is missing; the command that made the run asks for what is missing"
    assert (done.code, done.err) == (3, f"ifbench: {asks}\n")


def test_a_check_that_ends_in_an_error_is_told(
    task: Make, tmp_path: Path, cli: Cli, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(punctuation, "_none", lambda *_: 1 / 0)
    made = cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    for done in (made, cli("score", tmp_path / "run")):
        assert done.code == 3
        assert "check errors 2" in done.out
        assert "ifbench: 2 checks ended in an error, which counts as not followed\n" in done.err


def test_the_help_tells_the_defaults(cli: Cli) -> None:
    told = " ".join(cli("score", "--help").out.split())
    assert told.count("Default: the run's; for given answers the task's.") == 2
    assert "The verdicts and the summary of a RUN are replaced." in told


def test_a_kill_leaves_no_scores_beside_verdicts_by_another_rule(
    task: Make, tmp_path: Path, cli: Cli, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RunDirectory, "write_summary", killed)
        assert cli("score", run, "--reasoning", "keep").code == 130
    assert json.loads((run / "summary.json").read_text())["results"] == []
    told = cli("bless", run, "--name", "b")
    assert (told.code, "run `ifbench score" in told.err) == (3, True)
    assert cli("score", run).code == 0


@pytest.mark.parametrize("command", [["score", "--responses"], ["import", "--from", "lm-eval"]])
def test_a_pipe_is_refused(task: Make, tmp_path: Path, cli: Cli, command: list[str]) -> None:
    """Read twice it would give nothing, or wait for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = cli(*command, pipe, "--task", task(ROWS), "-o", tmp_path / "run")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"{pipe} is read more than once, so it cannot be a pipe" in done.err
    assert not (tmp_path / "run").exists()


def test_a_torn_last_answer_is_a_missing_one(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    run = tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run)
    log = run / "mine" / "responses.jsonl"
    log.write_bytes(log.read_bytes()[:-9])
    for command in (["show", run], ["compare", run, run], ["report", run, "-o", tmp_path / "r.md"]):
        done = cli(*command)
        assert done.code == 0, done
    done = cli("score", run, "--json")
    assert (done.code, done.json["counts"]["missing"], done.json["n"]) == (0, 1, 2)
