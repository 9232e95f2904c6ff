"""How a run is told to go on, also while no answer lands."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench import progress
from tests.conftest import Cli, answers, row
from tests.ifbench.filtering.test_progress import on_a_terminal


@pytest.fixture
def slow(task: Callable[..., Path], tmp_path: Path) -> list[str]:
    """The arguments of a run whose one answer takes a second and a half."""
    given = answers(tmp_path / "answers.jsonl", ("Say hello.", "Hello"))
    return ["eval", "--model", str(given), "--model-args", "delay=1.5", "--tasks", str(task([row()])),
            "-o", str(tmp_path / "run")]  # fmt: skip


def test_plain_lines_come_by_the_clock(slow: list[str], cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PLAIN_SECONDS", 0.2)
    done = cli(*slow)
    assert done.code == 0, done.err
    lines = [line for line in done.err.splitlines() if " answers · " in line]
    assert len(lines) > 3
    assert lines[1].startswith("0/1 answers")
    assert lines[-1].startswith("1/1 answers")


def test_the_live_line_is_there_before_the_first_answer(slow: list[str]) -> None:
    told = on_a_terminal([sys.executable, "-m", "ifbench", *slow])
    assert told.count("0/1 answers") > 3
    assert "1/1 answers" in told
