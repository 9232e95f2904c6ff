"""The command line where what it speaks to, what it reads or itself is at fault."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.cli import main
from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
ROWS = [row("a", "Say hello."), row("b", "Say bye.")]


def test_a_reader_that_has_gone_is_no_failed_gate() -> None:
    listing = subprocess.Popen([sys.executable, "-m", "ifbench", "list", "checkers", "--json"], stdout=subprocess.PIPE)
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.wait(60) == 3


@pytest.mark.parametrize(
    ("args", "stream", "code"),
    [("list tasks", 1, 2), ("show nosuch", 2, 2), ("no-such-command", 2, 2)],
    ids=["output", "errors", "usage"],
)
def test_a_full_disk_is_no_failed_gate(args: str, stream: int, code: int) -> None:
    command = f"'{sys.executable}' -m ifbench {args} {stream}>/dev/full"
    assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode == code


def test_what_is_said_on_a_closed_stderr_goes_nowhere(task: Make, tmp_path: Path) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye now"))
    command = (
        f"'{sys.executable}' -m ifbench eval --model '{given}' --tasks '{task(ROWS)}' -o '{tmp_path / 'run'}' --json"
    )
    done = subprocess.run(["sh", "-c", f"{command} 2>&-"], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["n"] == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, cli: Cli) -> None:
    name = "x" * 300
    done = cli("show", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert f"{name}/run.json: File name too long" in done.err


def test_a_fault_of_ours_is_no_failed_gate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifbench.cli.cli.main", lambda **_: dict[str, int]()["a"])
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 3
    assert "KeyError" in (told := capsys.readouterr().err)
    assert told.endswith("ifbench: this is a fault of ifbench itself; please report it with the lines above\n")


def test_no_escape_of_an_error_reaches_the_terminal(cli: Cli) -> None:
    done = cli("show", "\x1b[31mred")
    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\\x1b[31mred" in done.err
