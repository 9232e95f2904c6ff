"""Rows from the hub, through the real library on a cache as it lays it out; no network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ifbench.errors import IncompleteError, UsageError
from ifbench.items import parse_items, rows_digest
from ifbench.tasks import load_task
from tests.conftest import row

pytest.importorskip("huggingface_hub")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ROWS = [row("a"), row("b", "Say bye.")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A task whose rows are on the hub, and a cache that holds them at a commit."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.file_download.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    repo = tmp_path / "hub" / "datasets--team--set"
    (repo / "refs").mkdir(parents=True)
    (repo / "refs" / "main").write_text(COMMIT)
    (repo / "snapshots" / COMMIT).mkdir(parents=True)
    (repo / "snapshots" / COMMIT / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in ROWS))
    return passport(tmp_path, rows_digest(parse_items(enumerate(ROWS, 1), "f")))


def passport(path: Path, sha256: str, file: str = "rows.jsonl") -> Path:
    source = {"hub": "team/set", "file": file, "sha256": sha256}
    says = {"id": "far", "title": "", "version": 1, "semantics": "corrected", "source": source}
    folder = path / "far"
    folder.mkdir(exist_ok=True)
    (folder / "task.yaml").write_text(json.dumps(says))
    return folder


def test_the_rows_and_the_revision_that_was_got(folder: Path) -> None:
    task = load_task(str(folder))
    assert [item.key for item in task.items] == ["a", "b"]
    assert task.origin == f"hf:team/set@{COMMIT}/rows.jsonl"
    assert task.pinned is True


def test_other_rows_than_the_pinned_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not those that task.yaml pins"):
        load_task(str(passport(tmp_path, "0" * 64)))


def test_without_a_network_one_sentence_names_data(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IncompleteError, match=r"cannot fetch other.jsonl of team/set for far .* give it with --data"):
        load_task(str(passport(tmp_path, "0" * 64, "other.jsonl")))


IMPATIENT = "import time; time.sleep = lambda seconds: None; from ifbench.cli import main; main()"


def test_out_of_reach_it_is_told_once_and_in_our_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", IMPATIENT, "validate", str(passport(tmp_path, "0" * 64))]
    nowhere = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "0"}
    done = subprocess.run(command, env={**os.environ, **nowhere}, capture_output=True, text=True, check=False)
    asks, fails = done.stderr.splitlines()
    assert done.returncode == 3
    assert asks == "Asking the Hugging Face hub for the rows of far"
    assert fails.startswith("ifbench: cannot fetch rows.jsonl of team/set for far (")


def test_without_the_extra_one_sentence_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(UsageError, match=r"pip install 'ifbench\[hub\]', or give a local file with --data"):
        load_task(str(folder))
