"""The report is the same bytes whatever the order of the rows, the process and PYTHONHASHSEED."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun

BEFORE = [[PASS] * 4] * 20 + [[FAIL, PASS, PASS, PASS]] * 10
AFTER = [[PASS, FAIL, PASS, FAIL]] * 8 + [["One, two", PASS, " ", PASS]] * 8 + [[PASS] * 4] * 14


def reports(baseline: Path, run: Path, to: Path, seed: str) -> dict[str, bytes]:
    """Every output of one gate in a process of its own."""
    to.mkdir()
    outputs = ["--junit", to / "j.xml", "--junit-cases", "item", "--markdown", to / "m.md"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "GITHUB_STEP_SUMMARY": str(to / "s.md"), "GITHUB_ACTIONS": "1"}
    for kind in ([], ["--json"]):
        command = [sys.executable, "-m", "ifbench", "regress", run, "--baseline", baseline, *outputs, *kind]
        done = subprocess.run(list(map(str, command)), capture_output=True, env=environment, check=False)
        assert done.returncode == 1, done.stderr
        (to / f"out{len(kind)}").write_bytes(done.stdout + done.stderr)
    return {file.name: file.read_bytes() for file in sorted(to.iterdir())}


@pytest.mark.parametrize("command", ["trend", "compare"])
def test_exploring(run: MakeRun, cli: Callable, command: str) -> None:
    args = (command, run("before", BEFORE), run("after", AFTER), "--json")
    first = cli(*args).out
    shuffle(args[1])
    shuffle(args[2])
    assert cli(*args).out == first


def shuffle(place: Path) -> None:
    """Put the lines of the run's files in another order."""
    for name in ("verdicts.jsonl", "responses.jsonl"):
        lines = (place / "mine" / name).read_text().splitlines()
        random.Random(3).shuffle(lines)
        (place / "mine" / name).write_text("\n".join(lines) + "\n")


def test_the_gate(run: MakeRun, bless: Callable[..., Path], tmp_path: Path) -> None:
    before, after = run("before", BEFORE), run("after", AFTER)
    baseline = bless(before)
    first = reports(baseline, after, tmp_path / "a", "0")
    assert set(first) == {"j.xml", "m.md", "out0", "out1", "s.md"}
    bytes_before = baseline.read_bytes()
    shuffle(before)
    shuffle(after)
    assert bless(before).read_bytes() == bytes_before
    assert reports(baseline, after, tmp_path / "b", "1") == first
