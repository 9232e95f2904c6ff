"""The fingerprint moves with what decides verdicts, and with nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nltk
import pytest

import checkers
from checkers import MissingData, _fingerprint, find
from checkers._data import files_of
from checkers._once import once
from checkers.official._nltk import punkt, stop_words
from checkers.official._tagger import tagger

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


LOADERS: tuple[Callable[[], object], ...] = (punkt, stop_words, tagger)
NEEDS = {
    "length_constraints:number_sentences": (punkt,),
    "ratio:stop_words": (stop_words,),
    "words:start_verb": (punkt, tagger),
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is the only one where NLTK looks for its data."""
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    _fingerprint._digest_of_data.cache_clear()
    yield tmp_path
    _fingerprint._digest_of_data.cache_clear()


def prints() -> dict[str, str]:
    """The fingerprint of each id in `official`, as another process would see it."""
    _fingerprint._digest_of_data.cache_clear()
    return {id: _fingerprint.fingerprint([find(id, "official")]) for id in (*NEEDS, "punctuation:no_comma")}


@pytest.mark.parametrize("name", [name for load in LOADERS for name in files_of(load)])
def test_it_moves_with_the_data_of_nltk_that_is_needed(data: Path, name: str) -> None:
    path = data / name
    path.parent.mkdir(parents=True)
    seen = []
    for content in (None, "one", "two"):
        if content is not None:
            path.write_text(content)
        seen.append(prints())
    for id in seen[0]:
        needed = any(name in files_of(load) for load in NEEDS.get(id, ()))
        assert len({found[id] for found in seen}) == (3 if needed else 1)


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_a_loader_reads_the_files_that_it_names(load: Callable[[], object], request: pytest.FixtureRequest) -> None:
    try:
        load()
    except MissingData as missing:
        pytest.skip(str(missing))
    contents = {name: nltk.data.find(name).open().read() for name in files_of(load)}
    data: Path = request.getfixturevalue("data")
    for name, content in contents.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    read_anew = once(load.__wrapped__)  # type: ignore[attr-defined]
    assert read_anew()
    for name in contents:
        (data / name).rename(data / "aside")
        with pytest.raises(MissingData):
            once(load.__wrapped__)()  # type: ignore[attr-defined]
        (data / "aside").rename(data / name)
