"""The fingerprint moves with what decides verdicts, and with nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import checkers

CODE = """
import sys
from checkers import find
from checkers._fingerprint import fingerprint
print(fingerprint([find(id, "official") for id in sys.argv[1:]]))
"""


def fingerprint(root: Path, *ids: str) -> str:
    run = [sys.executable, "-c", CODE, *ids]
    return subprocess.run(run, capture_output=True, text=True, check=True, cwd=root).stdout.strip()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package in a folder of its own, to change."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(str(checkers.__file__)).parent, tmp_path / "checkers", ignore=ignore)
    return tmp_path


def test_what_moves_it(copy: Path) -> None:
    ids = ["punctuation:no_comma"]
    before = fingerprint(copy, *ids)
    path = copy / "checkers" / "official" / "ifeval_edges.py"
    source = path.read_text()
    path.write_text(f"# a comment\n{source}")
    assert fingerprint(copy, *ids) == before
    other = copy / "checkers" / "official" / "ifeval_length.py"
    other.write_text(other.read_text() + "\nUNRELATED = 1\n")
    assert fingerprint(copy, *ids) == before
    path.write_text(source + "\nCHANGED = 1\n")
    changed = fingerprint(copy, *ids)
    assert changed != before
    engine = copy / "checkers" / "_loose.py"
    engine.write_text(engine.read_text() + "\nCHANGED = 1\n")
    assert fingerprint(copy, *ids) not in (before, changed)


def test_it_is_the_same_in_every_process(copy: Path) -> None:
    ids = ["length_constraints:number_words", "keywords:existence"]
    assert len({fingerprint(copy, *order) for order in (ids, ids[::-1]) for _ in range(2)}) == 1
