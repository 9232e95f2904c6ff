"""What an engine prints: lines pass, errors come to one sentence; with a real process that prints."""

import subprocess
import sys
from pathlib import Path

import pytest

from ifbench.backends._engine_log import EngineLog

TRACEBACK = """Traceback (most recent call last):
  File "core.py", line 1, in run
    start()
ValueError: No available memory for the cache blocks.

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "core.py", line 2, in run
    raise RuntimeError("Engine core initialization failed.")
RuntimeError: Engine core initialization failed.
"""
MARK = "(EngineCore pid=12) ERROR 11-20 07:49:14 [core.py:1510] "


def listen(log: EngineLog, text: str, to: str = "stderr") -> None:
    """Have a child print a text while the log listens."""
    with log.listening():
        subprocess.run([sys.executable, "-c", f"import sys; sys.{to}.write({text!r})"], check=True)


@pytest.mark.parametrize("mark", ["", MARK], ids=["raw", "logged"])
def test_an_error_is_kept_and_its_first_cause_told(mark: str, capfd: pytest.CaptureFixture[str]) -> None:
    log = EngineLog()
    said = "".join(mark + line for line in TRACEBACK.splitlines(keepends=True))
    listen(log, f"Loading weights\n{said}INFO 11-20 07:49:14 [a.py:1] Going on\n{MARK}{'x' * 999}\n")
    cause = log.cause(RuntimeError("Engine core initialization failed."))
    assert cause.startswith("ValueError: No available memory for the cache blocks. (all it said: ")
    whole = Path(cause.partition("(all it said: ")[2].removesuffix(")"))
    assert "RuntimeError" in whole.read_text()
    whole.unlink()
    captured = capfd.readouterr()
    first, info, last = captured.err.splitlines()
    assert (first, info) == ("Loading weights", "INFO 11-20 07:49:14 [a.py:1] Going on")
    assert last.startswith(MARK)
    assert len(last) == 200
    assert captured.out == ""


def test_a_process_that_died_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    log = EngineLog()
    died = (
        "ERROR 11-20 07:49:48 [multiproc_executor.py:315] Worker proc VllmWorker-0 died unexpectedly (exit code: None)"
    )
    listen(log, f"{died}\n{MARK}RuntimeError: cancelled\n")
    cause = log.cause(RuntimeError("engine dead"))
    assert cause.startswith("Worker proc VllmWorker-0 died unexpectedly")
    Path(cause.partition("(all it said: ")[2].removesuffix(")")).unlink()


def test_without_an_error_the_front_end_is_believed(capfd: pytest.CaptureFixture[str]) -> None:
    log = EngineLog()
    listen(log, "Fine\n", to="stdout")
    assert log.cause(ValueError("no such dtype")) == "no such dtype"
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "Fine\n")


def test_stdout_and_stderr_come_back(capfd: pytest.CaptureFixture[str]) -> None:
    log = EngineLog()
    listen(log, "inside\n")
    print("out")
    print("err", file=sys.stderr)
    log.cause(ValueError())  # the engine's processes have ended: nothing more will come
    captured = capfd.readouterr()
    assert captured.out == "out\n"
    assert sorted(captured.err.splitlines()) == ["err", "inside"]
