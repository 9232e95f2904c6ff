"""What tests share: where development data lies, NLTK's data, and the command line in process."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a background shell ignores it, and every child would
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_configure() -> None:
    """Let NLTK find its data: beside the checkout, or else fetched as a user would."""
    if (SHARED / "nltk_data").is_dir():
        os.environ.setdefault("NLTK_DATA", str(SHARED / "nltk_data"))
        return
    from ifbench.errors import IfbenchError
    from ifbench.nltk_data import pull

    try:
        list(pull())
    except IfbenchError as error:
        print(f"NLTK data could not be had: {error}", file=sys.stderr)


@pytest.fixture
def shared() -> Path:
    """The folder of development data; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the development data in ../shared")
    return SHARED


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


Cli = Callable[..., Done]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs the command line in this process: `cli("check", "punctuation:no_comma", stdin=b"...")`."""

    def run(*args: object, stdin: bytes = b"") -> Done:
        from io import BytesIO, TextIOWrapper

        from ifbench.cli import main

        monkeypatch.setattr(sys, "argv", ["ifbench", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return Done(int(stop.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def task(tmp_path: Path) -> Callable[..., Path]:
    """Makes a task folder from rows: `task([{...}], semantics="corrected")` gives its path."""

    def make(rows: list[dict[str, Any]], name: str = "mine", **passport: Any) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        says = {"id": name, "title": name, "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
        (folder / "task.yaml").write_text(json.dumps({**says, **passport}))
        (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        return folder

    return make


def row(key: Any = 1, prompt: str = "Say hello.", *demands: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """An IFEval-style row."""
    demands = demands or (("punctuation:no_comma", {}),)
    ids, kwargs = [id for id, _ in demands], [args for _, args in demands]
    return {"key": key, "prompt": prompt, "instruction_id_list": ids, "kwargs": kwargs}


def answers(path: Path, *pairs: tuple[str, str | None]) -> Path:
    """A file of answers."""
    path.write_text("".join(json.dumps({"prompt": prompt, "response": text}) + "\n" for prompt, text in pairs))
    return path


def full_disk(kept: Path, *args: object) -> None:
    """A command that may write no file over 100 bytes says so in a sentence, and leaves what it was to replace."""
    kept.write_text("earlier\n")
    command = [sys.executable, "-m", "ifbench", *map(str, args)]
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # noqa: E731
    done = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=small)
    says = f"ifbench: the disk is full: {kept} was not written; free some space and run the same command again\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", says)
    assert kept.read_text() == "earlier\n"
    assert not list(kept.parent.glob(f".{kept.name.split('.')[0]}*"))
