"""`ifbench score --verdicts FILE`: a row for each answer, the same in every form and on any number of processes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from ifbench.row_writer import SUFFIXES
from ifbench.rows import read_rows
from tests.conftest import Cli, answers, full_disk, row
from tests.ifbench.test_stream import KILLED, ROWS, given, write

Make = Callable[..., Path]
SAID = [("Say 0 things.", "one two"), ("Say 3 things.", "* one, two three"), ("Say 4 things.", "a \ud800")]


def got(path: Path) -> list[dict[str, Any]]:
    return [row for _, row in read_rows(path)]


def of_run(folder: Path) -> list[dict[str, Any]]:
    """The rows that the verdicts of a run directory amount to."""
    lines: Iterable[dict[str, Any]] = map(json.loads, (folder / "mine" / "verdicts.jsonl").open())
    found = []
    for (key, sample, turn, semantics), held in groupby(
        lines, lambda one: (one["item"], one["sample"], one["turn"], one["semantics"])
    ):
        judged = list(held)
        found.append({
            "task": "mine", "key": key, "sample": sample, "turn": turn, "semantics": semantics,
            "prompt_level_strict": all(one["strict"] for one in judged),
            "prompt_level_loose": all(one["loose"] for one in judged),
            "constraints": [
                {name: one[name] for name in ("id", "strict", "loose", "why", "closeness", "fault")} for one in judged
            ],
        })  # fmt: skip
    return found


@pytest.mark.parametrize("semantics", ["both", "corrected"])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_rows_are_the_verdicts_of_the_run_directory(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], semantics: str, long: bool, suffix: str
) -> None:
    if long:
        as_stream()
    path, rows = write(tmp_path / "a.jsonl", given()), tmp_path / f"rows{suffix}"
    command = ["score", "--task", task(ROWS), "--responses", path, "--repeats", "auto", "--semantics", semantics]
    command += ["--verdicts", rows, "--jobs", 1, "--json"]
    done = cli(*command, "-o", tmp_path / "run")
    beside = got(rows)
    assert beside == of_run(tmp_path / "run")
    rows.unlink()
    alone = cli(*command)
    assert (done.code, alone.code, alone.json) == (0, 0, done.json)
    assert got(rows) == beside
    assert {one["semantics"] for one in beside} == ({"official", "corrected"} if semantics == "both" else {semantics})
    results = done.json.get("results", [done.json])
    for name in ("strict", "loose"):
        followed = sum(one[f"prompt_level_{name}"] for one in beside)
        assert followed == sum(round(one["metrics"][f"prompt_level_{name}_acc"]["value"] * one["n"]) for one in results)
        assert 0 < followed < len(beside)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_processes_write_what_one_does(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], suffix: str
) -> None:
    as_stream()
    path, folder, files = write(tmp_path / "a.jsonl", given()), task(ROWS), []
    for jobs in (1, 2):
        rows = tmp_path / f"{jobs}{suffix}"
        done = cli("score", "--task", folder, "--responses", path, "--repeats", 3, "--jobs", jobs, "--verdicts", rows,
                   "--semantics", "both")  # fmt: skip
        assert done.code == 0
        files.append(rows.read_bytes())
    assert files[0] == files[1]


def test_a_run_scored_again(task: Make, tmp_path: Path, cli: Cli) -> None:
    run, rows = tmp_path / "run", tmp_path / "rows.parquet"
    given = answers(tmp_path / "a.jsonl", *SAID)
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run)
    done = cli("score", run, "--verdicts", rows, "--semantics", "both")
    assert (done.code, done.err) == (0, "")  # most answers are missing, and were given by others
    found = got(rows)
    assert found == of_run(run)
    assert len(found) == 2 * len(ROWS)
    missing = [one for one in found if one["constraints"][0]["fault"] == "missing"]
    assert len(missing) == 2 * (len(ROWS) - len(SAID))
    assert not any(one["prompt_level_loose"] for one in missing)
    third = next(one for one in found if (one["key"], one["semantics"]) == ("k3", "corrected"))
    assert [one["why"] for one in third["constraints"]] == ["3 words, wanted at least 3", "1 comma, wanted none"]


@pytest.mark.parametrize(
    ("keys", "wanted", "kind"),
    [([1, 2], [1, 2], "int64"), ([1, "b"], ["1", "b"], "string"), ([1, 2**70], ["1", str(2**70)], "string")],
)
def test_the_columns_of_parquet(
    task: Make, tmp_path: Path, cli: Cli, keys: list[Any], wanted: list[Any], kind: str
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = task([row(key, f"Say {n}.") for n, key in enumerate(keys)])
    given, rows = answers(tmp_path / "a.jsonl", ("Say 0.", "x")), tmp_path / "rows.parquet"
    assert cli("score", "--task", folder, "--responses", given, "--verdicts", rows).code == 0
    assert [one["key"] for one in got(rows)] == wanted
    types = {field.name: str(field.type) for field in parquet.read_schema(rows)}
    assert types == {
        "task": "string", "key": kind, "sample": "int64", "turn": "int64", "semantics": "string",
        "prompt_level_strict": "bool", "prompt_level_loose": "bool",
        "constraints": "list<element: struct<id: string, strict: bool, loose: bool, why: string, closeness: double, "
                       "fault: string>>",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("rows.csv", "its name must end in one of .jsonl, .jsonl.gz, .parquet"),
        ("nowhere/rows.jsonl", "No such file or directory"),
        ("folder.jsonl", "it is a folder"),
        ("loop/rows.jsonl", "Too many levels of symbolic links"),
        ("a.jsonl", "must be another file than"),
        ("run/rows.jsonl", "lie outside it"),
        ("/proc/rows.jsonl", "cannot write /proc/rows.jsonl"),
    ],
)
@pytest.mark.parametrize("long", [False, True])
def test_a_place_that_is_none(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], target: str, says: str, long: bool
) -> None:
    if long:
        as_stream()
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    given, folder = answers(tmp_path / "a.jsonl", *SAID), task(ROWS)
    before = sorted(tmp_path.iterdir())
    done = cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run", "--verdicts", tmp_path / target)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert says in done.err
    assert sorted(tmp_path.iterdir()) == before


def test_what_belongs_to_the_run_is_not_written_over(task: Make, tmp_path: Path, cli: Cli) -> None:
    given, run = answers(tmp_path / "a.jsonl", *SAID), tmp_path / "run"
    cli("score", "--task", task(ROWS), "--responses", given, "-o", run)
    responses = run / "mine" / "responses.jsonl"
    before = responses.read_bytes()
    done = cli("score", run, "--verdicts", responses)
    assert (done.code, responses.read_bytes()) == (2, before)
    assert "lie outside it" in done.err


def test_what_is_scored_against_is_not_written_over(task: Make, tmp_path: Path, cli: Cli) -> None:
    given, run, folder = answers(tmp_path / "a.jsonl", *SAID), tmp_path / "run", task(ROWS)
    data, twin = tmp_path / "mydata.jsonl", tmp_path / "twin.jsonl"
    data.write_bytes((folder / "items.jsonl").read_bytes())
    twin.hardlink_to(data)
    score = ["score", "--task", folder, "--data", data, "--responses", given]
    assert cli(*score, "-o", run).code == 0
    before = data.read_bytes()
    for target in (folder / "items.jsonl", data, twin):
        for command in (["score", run], ["score", run, "--data", given], score):
            done = cli(*command, "--verdicts", target)
            assert (done.code, done.out, target.read_bytes()) == (2, "", before)
            assert "must be another file than" in done.err
    assert cli(*score, "--verdicts", folder / "rows.jsonl").code == 0


def test_bad_input_leaves_an_earlier_file_alone(task: Make, tmp_path: Path, cli: Cli) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("earlier\n")
    given = answers(tmp_path / "a.jsonl", ("Say 1 things.", "a"), ("Say 1 things.", "b"))
    assert cli("score", "--task", task(ROWS), "--responses", given, "--verdicts", rows).code == 2
    assert rows.read_text() == "earlier\n"
    assert not list(tmp_path.glob(".rows*"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk(task: Make, tmp_path: Path, suffix: str) -> None:
    given, rows = answers(tmp_path / "a.jsonl", *SAID), tmp_path / f"rows{suffix}"
    full_disk(rows, "score", "--task", task(ROWS), "--responses", given, "--verdicts", rows)


def test_stopped_it_leaves_no_file_behind(task: Make, tmp_path: Path) -> None:
    given_, rows = write(tmp_path / "a.jsonl", given()), tmp_path / "rows.jsonl"
    command = [sys.executable, "-c", KILLED, "score", "--task", str(task(ROWS)), "--responses", str(given_)]
    command += ["--repeats", "auto", "--jobs", "1", "--verdicts", str(rows)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not list(tmp_path.glob(".rows.jsonl.*")) and process.poll() is None:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read().splitlines()[-1] == "ifbench: interrupted"
    assert not list(tmp_path.glob("*rows*"))
