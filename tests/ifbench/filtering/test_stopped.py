"""`ifbench filter` stopped midway: an earlier file stays as it was, and nothing is left behind for long."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psutil
import pytest

from tests.conftest import Cli
from tests.ifbench.filtering.conftest import KEPT, got, put, rows


@contextmanager
def under_way(
    tmp_path: Path, rules: Path, holds: str = "earlier\n"
) -> Iterator[tuple["subprocess.Popen[str]", IO[str]]]:
    """A filter in the middle of its work for certain: its rows come through a pipe, which is given too.

    In the end its output, which held "earlier", must hold what is told.
    """
    source, output = tmp_path / "in.jsonl", tmp_path / "k.jsonl"
    os.mkfifo(source)
    output.write_text("earlier\n")
    command = [sys.executable, "-m", "ifbench", "filter", "--input", str(source), "--output", str(output)]
    command += ["--constraints", str(rules), "--jobs", "2"]
    asked = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    with asked as process:
        stream = source.open("w")
        try:
            send(stream)
            while not left_over(tmp_path):
                time.sleep(0.05)
            yield process, stream
        finally:
            with suppress(BrokenPipeError):  # it may have ended before it read all
                stream.close()
    assert output.read_text() == holds


def left_over(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob(".k.jsonl.????????.part"))


def send(stream: IO[str]) -> None:
    stream.writelines(json.dumps(row) + "\n" for row in rows(100))
    stream.flush()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("group", [False, True], ids=["alone", "with its workers"])
def test_stopped_midway_it_cleans_up(tmp_path: Path, rules: Path, number: int, group: bool) -> None:
    with under_way(tmp_path, rules) as (process, _):
        (os.killpg if group else os.kill)(process.pid, number)
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read().strip() == "ifbench: interrupted"
    assert not left_over(tmp_path)


def test_what_a_killed_one_left_is_removed_by_the_next(tmp_path: Path, rules: Path, cli: Cli) -> None:
    with under_way(tmp_path, rules) as (process, _):
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -9
    [left] = left_over(tmp_path)
    others = [
        tmp_path / name for name in (".k.jsonl.bak", ".k.jsonl.0123456.part", f".k{left.name}", f"{left.name}.gz")
    ]
    for one in others:
        one.touch()
    given = put(tmp_path / "given.jsonl", rows())
    assert cli("filter", "--input", given, "--constraints", rules, "--output", tmp_path / "k.jsonl").code == 0
    assert not left.exists()
    assert all(one.exists() for one in others)


def test_what_a_living_one_writes_is_left_to_it(tmp_path: Path, rules: Path, cli: Cli) -> None:
    with under_way(tmp_path, rules, "later\n") as (process, stream):
        own = left_over(tmp_path)
        given = put(tmp_path / "given.jsonl", rows())
        output = tmp_path / "k.jsonl"
        assert cli("filter", "--input", given, "--constraints", rules, "--output", output).code == 0
        assert left_over(tmp_path) == own
        assert got(output) == [rows()[n] for n in KEPT]
        output.write_text("later\n")
        stream.write("no JSON")
        stream.close()
        assert process.wait(30) == 2
    assert not left_over(tmp_path)


def test_a_worker_that_is_killed(tmp_path: Path, rules: Path) -> None:
    with under_way(tmp_path, rules) as (process, stream):
        workers: list[psutil.Process] = []
        while len(workers) < 2:
            time.sleep(0.05)
            workers = [one for one in psutil.Process(process.pid).children() if "spawn_main" in " ".join(one.cmdline())]
        workers[0].kill()
        with suppress(BrokenPipeError):  # it may have ended before all of this is read
            for _ in range(20):
                send(stream)
        assert process.wait(30) == 3
        assert process.stderr is not None
        assert "a worker process was killed" in process.stderr.read()
    assert not left_over(tmp_path)
