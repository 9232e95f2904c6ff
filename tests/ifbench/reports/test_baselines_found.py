"""A baseline that a leaderboard cannot read is left out and told, never passed over."""

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.ifbench.reports.conftest import MakeRun

UNREADABLE = {
    "empty": (b"", "is damaged: "),
    "torn": (b'{"schema": 1, "ki', "is damaged: "),
    "no text": (b"\xff\xfe\x00\xd8" * 2000, "is damaged: "),
    "another": (b'{"kind": "something else"}', ""),
    "long": (b'{"a": "' + b"a" * 5000, ""),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_baseline_that_cannot_be_read_is_told(name: str, run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    """What else there may be is passed over."""
    path, (content, says) = tmp_path / "runs" / "baseline.json", UNREADABLE[name]
    run("good")
    path.write_bytes(content)
    done = cli("leaderboard", tmp_path / "runs", "-o", tmp_path / "it.md")
    assert (done.code, done.err.count("\n")) == (0, bool(says))
    assert not says or done.err.startswith(f"ifbench: left out: {path} {says}")


def test_a_baseline_that_is_not_there_is_told(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    run("good")
    (tmp_path / "runs" / "baseline.json").symlink_to("gone.json")
    done = cli("leaderboard", tmp_path / "runs", "-o", tmp_path / "it.md")
    told = f"ifbench: left out: cannot read {tmp_path / 'runs' / 'baseline.json'}: No such file or directory\n"
    assert (done.code, done.err) == (0, told)


def test_a_baseline_in_another_encoding_is_one(run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    cli("bless", run("good"), "--name", "main", "--to", tmp_path / "baselines")
    [blessed] = (tmp_path / "baselines").rglob("*.json")
    blessed.write_text(blessed.read_text(), encoding="utf-16")
    assert cli("leaderboard", tmp_path / "baselines", "-o", tmp_path / "it.md").code == 0
