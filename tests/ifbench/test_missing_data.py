"""Language data that is not there is told when a task is loaded, not in the middle of scoring."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import answers, row


def test_the_command_that_gets_it_is_named(tmp_path: Path) -> None:
    sentences = ("length_constraints:number_sentences", {"relation": "at least", "num_sentences": 2})
    (tmp_path / "data.jsonl").write_text(json.dumps(row(1, "Say hello.", sentences)))
    given = answers(tmp_path / "answers.jsonl", ("Say hello.", "Hello. You."))
    files = ["--data", str(tmp_path / "data.jsonl"), "--responses", str(given), "-o", str(tmp_path / "run")]
    command = [sys.executable, "-c", BLIND, "score", "--task", "ifeval", *files]
    environment = {**os.environ, "NLTK_DATA": "", "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "line 1, key 1, constraint 0: NLTK's English sentence model" in done.stderr
    assert "`ifbench data pull`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


BLIND = """
import sys, nltk
nltk.data.path[:] = []
from ifbench.cli import main
sys.argv[0] = "ifbench"
main()
"""
