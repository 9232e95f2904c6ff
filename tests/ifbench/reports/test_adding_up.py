"""A summary that its verdicts contradict is shown nowhere as a result."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, answers
from tests.ifbench.reports.conftest import MakeRun, prompts

NAME = "prompt_level_strict_acc"
CHANGES: dict[str, tuple[Callable[[Any], None], str]] = {
    "score": (lambda v: v["metrics"][NAME].update(value=0.99), f"metrics {NAME} value is 0.99, and 0.538462 by the"),
    "interval": (lambda v: v["metrics"][NAME].update(ci95=[0.4, 0.5]), f"metrics {NAME} ci95 0 is 0.4, and 0.2"),
    "answered": (lambda v: v["answered"].update(n=13), "answered n is 13, and 12 by the verdicts"),
    "constraint": (
        lambda v: v["by_constraint"]["punctuation:no_comma"]["loose"].update(value=1.0),
        "by_constraint punctuation:no_comma loose value is 1, and 0.",
    ),
    "left out": (lambda v: v["by_constraint"].pop("punctuation:no_comma"), "n is not told, and 13 by the verdicts"),
    "made up": (lambda v: v["by_constraint"].update(x={**v["by_constraint"]["punctuation:no_comma"]}), "and not told"),
    "missing": (lambda v: v["counts"].update(missing=0), "counts missing is 0, and 1 by the verdicts"),
    "n": (lambda v: v.update(n=12), "n is 12, and 13 by the verdicts"),
}  # fmt: skip
MIXED = {0: "Well, no", 2: "no, no", 4: "Too, many, words, here", 5: None, 6: "*One*, two", 12: "No, I said"}


def edit(run: Path, change: Callable[[Any], object]) -> None:
    summary = json.loads((run / "summary.json").read_text())
    change(summary["results"][0])
    (run / "summary.json").write_text(json.dumps(summary))


@pytest.mark.parametrize("name", CHANGES)
def test_a_figure_that_was_altered_is_named_and_the_run_left_out(
    name: str, run: MakeRun, cli: Cli, tmp_path: Path
) -> None:
    change, says = CHANGES[name]
    bad, _ = run("bad", MIXED), run("good")
    edit(bad, change)
    done = cli("leaderboard", tmp_path / "runs", "-o", tmp_path / "it.json")
    assert done.code == 0
    assert f"left out: {bad / 'summary.json'} is not what the verdicts on mixed add up to: " in done.err
    assert says in done.err
    [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
    assert [row["run"] for row in group["rows"]] == ["good"]
    assert cli("report", bad, "-o", tmp_path / "it.json").code == 2
    assert cli("score", bad).code == 0, "as is advised"
    assert cli("report", bad, "-o", tmp_path / "it.json").code == 0


@pytest.mark.parametrize("args", [(), ("--json",)])
def test_nothing_of_it_is_shown(run: MakeRun, cli: Cli, args: tuple[str, ...]) -> None:
    bad = run("bad", MIXED)
    assert cli("show", bad, *args).code == 0
    edit(bad, CHANGES["score"][0])
    done = cli("show", bad, *args)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert CHANGES["score"][1] in done.err


def test_the_last_digit_is_not_a_contradiction(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("one", MIXED)
    edit(made, lambda v: v["metrics"][NAME].update(value=v["metrics"][NAME]["value"] + 1e-15))
    assert cli("report", made, "-o", tmp_path / "it.md").code == 0


def test_a_log_may_hold_more_than_was_judged(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    """Such as a refusal to a prompt that has been rewritten since, which its verdict calls missing."""
    made = run("one", MIXED)
    log = made / "mixed" / "responses.jsonl"
    last = json.loads(log.read_text().splitlines()[-1])
    with log.open("a") as stream:
        stream.write(json.dumps({**last, "item": 6, "turn": 0, "prompt": "Another.", "answer": "I cannot."}) + "\n")
    assert cli("report", made, "-o", tmp_path / "it.md").code == 0


@pytest.mark.parametrize("args", [("--repeats", 2), ("--semantics", "both"), ("--limit", "3:9"), ("--ids", "7,2")])
def test_what_was_made_adds_up(everything: Path, cli: Cli, tmp_path: Path, args: tuple[object, ...]) -> None:
    pairs = [(prompt, "a, b" if at % 3 else "Fine words") for at, prompt in enumerate(prompts())]
    model = answers(tmp_path / "model.jsonl", *pairs)
    made = cli("eval", "--model", model, "--tasks", everything, "-o", tmp_path / "run", *args)
    done = cli("report", tmp_path / "run", "-o", tmp_path / "it.md")
    assert (done.code, done.err) == (0, ""), made.err
