"""The progress line of `ifbench filter`: on a terminal, and nowhere else."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ifbench.row_writer import SUFFIXES
from ifbench.rows import Meter, read_rows
from tests.ifbench.filtering.conftest import put, rows


def on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command writes to a stderr that is a terminal."""
    terminal, end = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR")}
    with subprocess.Popen(command, stderr=end, env={**kept, "TERM": "xterm", **environment}) as process:
        os.close(end)
        told = b""
        try:
            while got := os.read(terminal, 10_000):
                told += got
        except OSError:  # the other end is closed
            pass
        assert process.wait(60) == 0
    os.close(terminal)
    return told.decode()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rate_share_and_time_left(tmp_path: Path, rules: Path, suffix: str) -> None:
    given, kept = put(tmp_path / f"in{suffix}", rows(500)), tmp_path / "k.jsonl"
    command = [sys.executable, "-m", "ifbench", "filter", "--input", str(given), "--output", str(kept)]
    command += ["--constraints", str(rules), "--jobs", "1"]
    told = on_a_terminal(command)
    shown = re.findall(r"(\d+) rows · \d+ a second · (\d+)% read · \d+ s left · 37.5% kept so far", told)
    assert shown, told
    assert "4000" in {done for done, _ in shown}
    assert on_a_terminal(command, CI="1") == ""  # a short one; it would tell after 30 s
    quiet = subprocess.run(command, check=True, capture_output=True)
    assert quiet.stderr == b""


def test_how_much_is_read(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        meter = Meter()
        assert meter.share is None
        shares = [meter.share for _ in read_rows(put(tmp_path / f"in{suffix}", rows(1_000)), meter)]
        known = [share for share in shares if share is not None]
        assert known == sorted(known)
        assert known[0] < known[-1] <= 1
        assert meter.share == 1


def test_of_a_pipe_it_is_unknown(tmp_path: Path) -> None:
    pipe, meter = tmp_path / "in.jsonl", Meter()
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({json.dumps({})!r})"]):
        assert [meter.share for _ in read_rows(pipe, meter)] == [None]
    assert meter.share is None
