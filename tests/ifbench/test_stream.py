"""Scoring a long file as a stream: the files of a short one, whatever the processes, forms and interruptions."""

import gzip
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench import bulk, folds, given_answers, stream
from tests.conftest import Cli, row

Make = Callable[..., Path]
WORDS = "length_constraints:number_words"
ITEMS = 12
ROWS = [
    row(f"k{n}", f"Say {n} things.", (WORDS, {"relation": "at least", "num_words": n}), ("punctuation:no_comma", {}))
    for n in range(ITEMS)
]
FILES = ("summary.json", "mine/verdicts.jsonl")


def given(samples: int = 3) -> list[dict[str, Any]]:
    """Answers in the order of the samples: good, bad and none; some to prompts that are not asked."""
    found: list[dict[str, Any]] = []
    for sample in range(samples):
        for n in range(ITEMS):
            text = None if n == 5 and sample else f"* {'word ' * (n + sample - 1)}{',' * (n % 3 == sample)} \ud800"
            found.append({"prompt": f"Say {n} things." + " " * (n == 7), "response": text})
        found.append({"prompt": f"Unheard {sample}", "response": "x"})
    return [one for at, one in enumerate(found) if at != 14]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    lines = "\n\n".join(map(json.dumps, rows)).encode() + b"\n"
    if path.suffix == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines))
    else:
        path.write_bytes(lines)
    return path


def read(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES] + sorted(
        (folder / "mine" / "responses.jsonl").read_bytes().splitlines()
    )


def test_a_parquet_file_is_long_by_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text that a million rows repeat it holds one."""
    path = write(tmp_path / "a.parquet", [{"prompt": "a", "response": "b"}] * 30)
    for rows, is_long in ((30, True), (31, False)):
        monkeypatch.setattr(given_answers, "LONG_TABLE", rows)
        assert given_answers._is_long(path) is is_long
    path.write_bytes(path.read_bytes()[:-9])
    assert not given_answers._is_long(path)


@pytest.mark.parametrize("semantics", ["both", "official"])
def test_the_files_of_a_stream_are_those_of_a_short_file(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], semantics: str
) -> None:
    path = write(tmp_path / "a.jsonl", given())
    command = ["score", "--task", task(ROWS), "--responses", path, "--repeats", "auto", "--semantics", semantics]
    short = cli(*command, "-o", tmp_path / "short", "--json")
    as_stream()
    alone = cli(*command, "-o", tmp_path / "alone", "--jobs", 1, "--json")
    assert (alone.code, alone.json) == (0, short.json)
    assert "left out, not being asked for by" in alone.err
    assert "3 of the answers; the first, on line 25: Unheard 0" in alone.err
    assert "strict so far" in alone.err
    assert cli(*command, "--jobs", 1, "--json").json == short.json
    together = cli(*command, "-o", tmp_path / "together", "--jobs", 2, "--json")
    assert together.json == short.json
    assert read(tmp_path / "short") == read(tmp_path / "alone") == read(tmp_path / "together")
    assert not list((tmp_path / "alone" / "mine").glob(".spool*"))


def test_the_rate_is_that_of_the_first_semantics(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None]
) -> None:
    as_stream()
    path = write(tmp_path / "a.jsonl", [{"prompt": "Say 0 things.", "response": "Hello\uff0c you"}])
    done = cli("score", "--task", task(ROWS[:1]), "--responses", path, "--semantics", "both", "--jobs", 1, "--json")
    shares = [one["metrics"]["prompt_level_strict_acc"]["value"] for one in done.json["results"]]
    assert (shares, "100.0% strict so far" in done.err) == ([1.0, 0.0], True)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_forms(task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], name: str) -> None:
    rows = [{**one, "response": (one["response"] or "").replace("\ud800", "")} for one in given()]
    command = ["score", "--task", task(ROWS), "--repeats", "3", "--json", "--jobs", 1, "--responses"]
    expected = cli(*command, write(tmp_path / "expected.jsonl", rows), "--model", "a").json
    path = write(tmp_path / name, rows)
    assert cli(*command, path).json == expected
    as_stream()
    assert cli(*command, path).json == expected


def test_a_finished_run_repeated_stays_as_it_is(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None]
) -> None:
    path = write(tmp_path / "a.jsonl", [one for one in given() if one["response"] and one["prompt"][:3] == "Say"])
    as_stream()
    command = ["score", "--task", task(ROWS), "--responses", path, "--repeats", "auto", "-o", tmp_path / "run"]
    cli(*command, "--jobs", 1)
    before = read(tmp_path / "run")
    assert cli(*command, "--jobs", 1).code == 0
    assert read(tmp_path / "run") == before
    assert cli("score", tmp_path / "run").code == 0
    assert read(tmp_path / "run") == before


KILLED = """
import sys, time
from ifbench import bulk, given_answers, stream
given_answers.LONG_FILE, bulk.BATCH, stream.COMMIT_SECONDS = 0, 4, 0.0
judge = bulk.Scorer.judge
def slowly(self, batch):
    time.sleep(0.3)
    return judge(self, batch)
bulk.Scorer.judge = slowly
from ifbench.cli import main
main()
"""


def test_a_killed_run_goes_on_where_it_was(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = write(tmp_path / "a.jsonl", given()), task(ROWS)
    command = ["score", "--task", folder, "--responses", path, "--repeats", "auto", "--semantics", "both", "--jobs", 1]
    cli(*command, "-o", tmp_path / "whole", "--verdicts", tmp_path / "whole.jsonl")
    state = tmp_path / "killed" / "mine" / ".spool.json"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, *map(str, command), "-o", str(tmp_path / "killed")], stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 120
    while not (state.is_file() and json.loads(state.read_text())["state"][2] >= 8) and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert not (tmp_path / "killed" / "summary.json").exists()
    done = json.loads(state.read_text())["state"][2]
    assert 8 <= done < 33
    as_stream()
    judged: list[int] = []
    judge = bulk.Scorer.judge
    monkeypatch.setattr(bulk.Scorer, "judge", lambda self, batch: judged.append(len(batch)) or judge(self, batch))
    again = cli(*command, "-o", tmp_path / "killed", "--verdicts", tmp_path / "killed.jsonl")
    assert again.code == 0
    assert f"{done} before" in again.err
    assert sum(judged) == sum(bool(one["prompt"][:3] == "Say") for one in given()) - done
    assert read(tmp_path / "whole")[:2] == read(tmp_path / "killed")[:2]
    assert (tmp_path / "whole.jsonl").read_bytes() == (tmp_path / "killed.jsonl").read_bytes()
    keys, whole = (
        sorted(json.loads(line)["key"] for line in (tmp_path / run / "mine" / "responses.jsonl").open())
        for run in ("killed", "whole")
    )
    assert keys == whole


@pytest.mark.parametrize("merged", range(3, 7))
def test_an_interrupt_between_sums_counts_nothing_twice(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], monkeypatch: pytest.MonkeyPatch, merged: int
) -> None:
    as_stream()
    monkeypatch.setattr(stream, "COMMIT_SECONDS", 0.0)
    path = write(tmp_path / "a.jsonl", given())
    command = ["score", "--task", task(ROWS), "--responses", path, "--repeats", 3, "--semantics", "both", "--jobs", 1]
    cli(*command, "-o", tmp_path / "whole")
    merge, left = folds.Fold.merge, iter(range(merged))

    def interrupted(self: folds.Fold, other: folds.Fold) -> None:
        merge(self, other)
        if next(left, None) is None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(folds.Fold, "merge", interrupted)
        assert cli(*command, "-o", tmp_path / "run").code == 130
    again = cli(*command, "-o", tmp_path / "run")
    assert (again.code, "before" in again.err) == (0, True)
    assert read(tmp_path / "run") == read(tmp_path / "whole")


BAD = {
    "conflict": ([{"prompt": "Say 1 things.", "response": "a"}, {"prompt": "Say 1 things.", "response": "b"}],
                 "two different answers to one prompt, on lines 1 and 3"),
    "no text": ([{"prompt": "Say 1 things.", "response": "a"}, {"prompt": "Say 1 things."}], "line 3: expected"),
    "other fields": ([{"question": "Say 1 things.", "reply": "a"}], "line 1: expected"),
    "none asked for": ([{"prompt": "Unheard", "response": "a"}], "it begins with 'Unheard'"),
}  # fmt: skip


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("name", BAD)
def test_bad_input(task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], name: str, long: bool) -> None:
    rows, part = BAD[name]
    if long:
        as_stream()
    path = write(tmp_path / "a.jsonl", rows)
    done = cli("score", "--task", task(ROWS), "--responses", path, "-o", tmp_path / "run")
    assert done.code == 2
    assert part in done.err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("long", [False, True])
def test_damaged_files(task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool) -> None:
    if long:
        as_stream()
    whole = write(tmp_path / "a.jsonl.gz", given()).read_bytes()
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:-12])
    (tmp_path / "no.parquet").write_bytes(b"PAR1 but not really")
    other = write(tmp_path / "other.parquet", [{"question": "Say 1 things.", "reply": "a"}])
    folder = task(ROWS)
    for name, part in {
        "cut.jsonl.gz": "cut.jsonl.gz after line",
        "no.parquet": "cannot read",
        other.name: "line 1: expected {\"prompt\": ..., \"response\": ...}, found 'question', 'reply'",
    }.items():
        done = cli("score", "--task", folder, "--responses", tmp_path / name, "--repeats", "auto", "-o", tmp_path / "r")
        assert (done.code, (tmp_path / "r").exists()) == (2, False)
        assert part in done.err
        assert str(tmp_path / name) in done.err


def test_another_file_in_the_same_folder_is_refused(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None]
) -> None:
    as_stream()
    folder = task(ROWS)
    for name, samples, code in (("a", 1, 0), ("b", 2, 2)):
        path = write(tmp_path / f"{name}.jsonl", given(samples))
        command = ["score", "--task", folder, "--responses", path, "-o", tmp_path / "run", "--repeats", "auto"]
        assert cli(*command, "--jobs", 1).code == code


def test_what_is_put_aside_for_another_purpose_is_not_taken(tmp_path: Path) -> None:
    with stream.Spool(tmp_path, 3, "one") as spool:
        spool.put([2, 0], [b"two", b"nought"])
        spool.commit({"done": 2})
        spool.put([1], [b"lost"])
    with stream.Spool(tmp_path, 3, "one") as spool:
        assert spool.state == {"done": 2}
        assert [spool.read(n) for n in range(3)] == [b"nought", None, b"two"]
        spool.put([1], [b"one"])
        assert spool.read(1) == b"one"
    with stream.Spool(tmp_path, 3, "other") as spool:
        assert (spool.state, spool.read(0)) == (None, None)
        spool.discard()
    assert not list(tmp_path.iterdir())


def test_one_answer_to_two_items_is_counted_once(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None]
) -> None:
    as_stream()
    twice = [row(key, "Say so.", ("punctuation:no_comma", {})) for key in "ab"]
    path = write(tmp_path / "a.jsonl", [{"prompt": "Say so.", "response": "So."}])
    done = cli("score", "--task", task(twice), "--responses", path, "--jobs", 1)
    assert done.code == 0
    assert re.search(r"^1/1 answers judged · .* · 100\.0% strict so far$", done.err, re.MULTILINE)
