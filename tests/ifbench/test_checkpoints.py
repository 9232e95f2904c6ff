"""Several checkpoints in one `ifbench eval`: given answers in place of engines, but real processes."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.checkpoints import expand
from ifbench.errors import UsageError
from tests.conftest import Cli, Done, answers, row

Make = Callable[..., Path]
ROWS = [row("a", "Say hello.", ("punctuation:no_comma", {})), row("b", "Say bye.", ("punctuation:no_comma", {}))]


@pytest.fixture
def series(task: Make, tmp_path: Path) -> Callable[..., Path]:
    """Checkpoints step-2 and step-10, the later one worse; gives the task."""
    (tmp_path / "runs").mkdir()
    answers(tmp_path / "runs" / "step-2.jsonl", ("Say hello.", "Hello"), ("Say bye.", "Bye"))
    answers(tmp_path / "runs" / "step-10.jsonl", ("Say hello.", "Hello, you"), ("Say bye.", "Bye"))
    return task(ROWS)


def pattern(folder: Path) -> str:
    return str(folder / "runs" / "step-*.jsonl")


def test_patterns_are_sorted_as_people_count(tmp_path: Path) -> None:
    for name in ("step-10", "step-2", "step-1"):
        (tmp_path / name).mkdir()
    (tmp_path / "step-3").write_text("no folder")
    found = expand([f"{tmp_path}/step-*/", f"{tmp_path}/step-1", "org/model"])
    assert [Path(name).name for name in found] == ["step-1", "step-2", "step-10", "model"]


def test_a_pattern_without_a_match(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no checkpoint matches"):
        expand([f"{tmp_path}/nothing-*"])


def test_each_has_its_directory_and_one_table_ends_it(series: Path, tmp_path: Path, cli: Cli) -> None:
    done = cli("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert len(lines) == 3
    assert "step-2" in lines[1]
    assert "100.0 %" in lines[1]
    assert "step-10" in lines[2]
    assert "50.0 %" in lines[2]
    assert len([path for path in (tmp_path / "out").iterdir() if (path / "summary.json").is_file()]) == 2


def test_a_finished_one_is_skipped_by_its_content(series: Path, tmp_path: Path, cli: Cli) -> None:
    command = ("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out", "--json")
    first = cli(*command)
    changed = tmp_path / "runs" / "step-10.jsonl"
    answers(changed, ("Say hello.", "Hello"), ("Say bye.", "Bye"))
    again = cli(*command)
    assert [one["skipped"] for one in first.json["runs"]] == [False, False]
    assert [one["skipped"] for one in again.json["runs"]] == [True, False]
    assert "step-2.jsonl: finished before; skipped" in again.err
    assert again.json["runs"][1]["results"][0]["metrics"]["prompt_level_strict_acc"]["value"] == 1.0


JUDGED_SINCE = [
    (("--semantics", "official"), "corrected", False),
    (("--reasoning", "keep"), "corrected", False),
    (("--semantics", "both"), "corrected", True),
]


@pytest.mark.parametrize(("since", "semantics", "skipped"), JUDGED_SINCE)
def test_one_that_was_judged_by_another_rule_since_is_judged_again(
    task: Make, tmp_path: Path, cli: Cli, since: tuple[str, ...], semantics: str, skipped: bool
) -> None:
    """A comma that only one of the semantics sees, and one that stands in the reasoning."""
    for step, text in ((1, "Hello\uff0c you"), (2, "<think>Well, well</think>Hello")):
        answers(tmp_path / f"step-{step}.jsonl", ("Say hello.", text))
    command = ("eval", "--model", tmp_path / "step-*.jsonl", "--tasks", task(ROWS[:1]), "-o", tmp_path / "out",
               "--semantics", semantics, "--fail-under", "0", "--json")  # fmt: skip
    first = cli(*command)
    assert shares(first) == [[(semantics, 0.0)], [(semantics, 1.0)]]
    for one in first.json["runs"]:
        assert cli("score", one["directory"], *since).code == 0
    again = cli(*command)
    assert shares(again) == shares(first)
    assert [one["skipped"] for one in again.json["runs"]] == [skipped, skipped]
    assert [one["skipped"] for one in cli(*command).json["runs"]] == [True, True]


def test_a_threshold_holds_for_the_wanted_semantics_alone(task: Make, tmp_path: Path, cli: Cli) -> None:
    answers(tmp_path / "step-1.jsonl", ("Say hello.", "Hello\uff0c you"))
    command = ("eval", "--model", tmp_path / "step-*.jsonl", "--tasks", task(ROWS[:1]), "-o", tmp_path / "out",
               "--semantics", "official", "--fail-under", "95", "--json")  # fmt: skip
    (one,) = cli(*command).json["runs"]
    both = cli("score", one["directory"], "--semantics", "both", "--json").json["results"]
    assert [row["metrics"]["prompt_level_strict_acc"]["value"] for row in both] == [1.0, 0.0]
    again = cli(*command)
    assert (again.code, shares(again), again.json["runs"][0]["skipped"]) == (0, [[("official", 1.0)]], True)


def shares(done: Done) -> list[list[tuple[str, float]]]:
    """The results of each checkpoint: the semantics, and the share of answers that follow, strictly."""
    return [
        [(row["semantics"], row["metrics"]["prompt_level_strict_acc"]["value"]) for row in one["results"]]
        for one in done.json["runs"]
    ]


def test_a_pattern_makes_a_series_of_one_too(series: Path, tmp_path: Path, cli: Cli) -> None:
    later = tmp_path / "runs" / "step-10.jsonl"
    text = later.read_bytes()
    later.unlink()
    command = ("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out", "--json")
    assert [one["skipped"] for one in cli(*command).json["runs"]] == [False]
    later.write_bytes(text)
    assert [one["skipped"] for one in cli(*command).json["runs"]] == [True, False]
    assert not (tmp_path / "out" / "run.json").exists()
    assert cli("trend", *sorted((tmp_path / "out").iterdir())).code == 0


def test_one_that_fails_takes_nothing_along(series: Path, tmp_path: Path, cli: Cli) -> None:
    answers(tmp_path / "runs" / "step-2.jsonl", ("Say hello.", "Hello"))
    done = cli("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out", "--json")
    assert done.code == 3
    assert [one["exit"] for one in done.json["runs"]] == ["incomplete", "good"]
    assert "step-2.jsonl: 1 answer failed, the first (item b): no answer to this prompt in" in done.err
    assert "the same command again asks for what is missing" in done.err


def test_a_wrong_one_is_told_before_the_first_runs(series: Path, tmp_path: Path, cli: Cli) -> None:
    done = cli("eval", "--model", pattern(tmp_path), "--model", tmp_path / "absent.jsonl", "--tasks", series)
    assert done.code == 2
    assert "absent.jsonl" in done.err
    assert not (Path.cwd() / "runs").exists()


def test_a_list_that_the_shell_expanded(series: Path, tmp_path: Path, cli: Cli) -> None:
    two = sorted((tmp_path / "runs").iterdir())
    done = cli("eval", "--model", *two, "--tasks", series)
    assert done.code == 2
    assert "quote a pattern of checkpoints" in done.err


def test_thresholds_hold_for_each(series: Path, tmp_path: Path, cli: Cli) -> None:
    command = ("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out", "--fail-under")
    assert cli(*command, "40").code == 0
    failed = cli(*command, "60")
    assert failed.code == 1
    [told] = [line for line in failed.err.splitlines() if "--fail-under" in line]
    assert told.endswith("step-10.jsonl: mine prompt_level_strict_acc is 50.0 %, under --fail-under 60")


def test_only_the_tasks_that_are_asked_for_are_told_and_held_to_a_threshold(
    series: Path, task: Make, tmp_path: Path, cli: Cli
) -> None:
    easy = task([row("c", "Say bye.", ("punctuation:no_comma", {}))], "easy")
    command = ("eval", "--model", pattern(tmp_path), "-o", tmp_path / "out", "--fail-under", "60", "--json", "--tasks")
    assert cli(*command, series).code == 1
    for skipped in (False, True):
        done = cli(*command, easy)
        assert done.code == 0, done.err
        assert [[r["task"] for r in one["results"]] for one in done.json["runs"]] == [["easy"], ["easy"]]
        assert [one["skipped"] for one in done.json["runs"]] == [skipped, skipped]


def test_each_is_held_against_a_baseline(series: Path, tmp_path: Path, cli: Cli) -> None:
    good = tmp_path / "runs" / "step-2.jsonl"
    assert cli("eval", "--model", good, "--tasks", series, "-o", tmp_path / "blessed").code == 0
    assert cli("bless", tmp_path / "blessed", "--name", "main", "--to", tmp_path).code == 0
    command = ("eval", "--model", pattern(tmp_path), "--tasks", series, "-o", tmp_path / "out", "--json")
    done = cli(*command, "--baseline", tmp_path / "mine" / "main.json")
    assert [one["gate"]["policy"]["checks"] for one in done.json["runs"]] == [2, 2]
    told = cli(*command[:-1], "--baseline", tmp_path / "mine" / "main.json").out
    assert [line.split(": ")[1] for line in told.splitlines()[-2:]] == ["INCONCLUSIVE", "INCONCLUSIVE"]
    assert told.splitlines()[-3] == "2 checkpoints against the baseline, each at level 0.025:"


def test_an_interrupt_ends_the_series_and_keeps_what_there_is(task: Make, tmp_path: Path) -> None:
    rows = [row(n, f"Prompt {n}", ("punctuation:no_comma", {})) for n in range(40)]
    for step in (1, 2):
        answers(tmp_path / f"step-{step}.jsonl", *((one["prompt"], f"Answer {step}") for one in rows))
    command = [sys.executable, "-m", "ifbench", "eval", "--tasks", str(task(rows)), "-o", str(tmp_path / "out"),
               "--model", str(tmp_path / "step-*.jsonl"), "--model-args"]  # fmt: skip
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    run = subprocess.Popen([*command, "delay=0.2"], **pipes)
    deadline = time.monotonic() + 30
    while landed(tmp_path / "out") < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 130, err
    assert "Traceback" not in err
    assert len(out.splitlines()) == 2, "the header and the one that was begun"
    kept = landed(tmp_path / "out")
    assert 5 <= kept < 40
    again = subprocess.run([*command, "delay=0"], capture_output=True, text=True, check=True)
    assert len(again.stdout.splitlines()) == 3
    assert landed(tmp_path / "out") == 80


def landed(out: Path) -> int:
    return sum(log.read_bytes().count(b"\n") for log in out.glob("*/mine/responses.jsonl"))
