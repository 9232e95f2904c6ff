"""Language data that is not there is told when a task is loaded, not in the middle of scoring."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import answers, row

SENTENCES = ("length_constraints:number_sentences", {"relation": "at least", "num_sentences": 2})


def blind(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command line on a machine without the data."""
    command = [sys.executable, "-c", BLIND, *args]
    environment = {**os.environ, "NLTK_DATA": "", "HOME": str(home)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_command_that_gets_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text(json.dumps(row(1, "Say hello.", SENTENCES)))
    given = answers(tmp_path / "answers.jsonl", ("Say hello.", "Hello. You."))
    files = ["--data", str(tmp_path / "data.jsonl"), "--responses", str(given), "-o", str(tmp_path / "run")]
    done = blind(tmp_path, "score", "--task", "ifeval", *files)
    assert done.returncode == 2
    assert "line 1, key 1, constraint 0: NLTK's English sentence model" in done.stderr
    assert "`ifbench data pull`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


def test_validate_says_it_once(task: Callable[..., Path], tmp_path: Path) -> None:
    folder = task([row(1, "Hi", SENTENCES), row(2, "Bye", SENTENCES)], semantics="official")
    done = blind(tmp_path, "validate", str(folder))
    assert done.returncode == 2
    assert done.stderr.count("ifbench data pull") == 1


BLIND = """
import sys, nltk
nltk.data.path[:] = []
from ifbench.cli import main
sys.argv[0] = "ifbench"
main()
"""
