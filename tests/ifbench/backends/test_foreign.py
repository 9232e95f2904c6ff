"""Backends that are not ours: what their code raises is told as theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.types import Completion
from tests.conftest import Cli, row

Make = Callable[..., Path]
WHOLE = """
from ifbench.types import Completion, Identity

class Engine:
    promise = "none"
    identity = Identity("m", "mine", "1", "x")
    def __init__(self, model, options):
        pass
    def generate(self, requests):
        for request in requests:
            yield Completion(request.id, "fine")
"""
ASIDE = "def generate(self, requests):\n        return None\n    def aside(self, requests)"
BREAKS = {
    "no Python": (("class Engine", "class class"), "raised SyntaxError: invalid syntax"),
    "its constructor": (("pass", "raise ValueError('no GPU\\nat all')"), "raised ValueError: no GPU (/"),
    "other arguments": (("model, options", "model"), "raised TypeError: Engine.__init__() takes 2 positional"),
    "its identity": (("identity = ", "other = "), "raised AttributeError: 'Engine' object has no attribute 'identity'"),
    "no identity": (('Identity("m", "mine", "1", "x")', "'m'"), "raised TypeError: expected ifbench.types.Identity"),
    "generate": (
        ("Completion(request.id", "Completion(request.name"),
        "raised AttributeError: 'Request' object has no",
    ),
    "no generator": (("def generate(self, requests)", ASIDE), "raised TypeError: 'NoneType' object is not iterable"),
    "no completion": (('Completion(request.id, "fine")', '"fine"'), "raised TypeError: expected ifbench.types.Complet"),
}


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Writes a module of its own and gives the name of its backend."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(source: str) -> str:
        (tmp_path / f"{tmp_path.name}.py").write_text(source)
        return f"{tmp_path.name}:Engine"

    return write


@pytest.mark.parametrize("what", BREAKS)
def test_what_a_backend_raises_is_its_own(
    task: Make, tmp_path: Path, cli: Cli, engine: Callable[[str], str], what: str
) -> None:
    change, says = BREAKS[what]
    name = engine(WHOLE.replace(*change))
    run = ("--tasks", task([row("a", "Say hello.")]), "-o", tmp_path / "run")
    done = cli("eval", "--backend", name, "--model", "m", *run)
    assert (done.code, done.out, "Traceback" in done.err) == (3, "", False)
    assert f"ifbench: the backend {name} {says}" in done.err


def test_a_backend_of_ones_own(task: Make, tmp_path: Path, cli: Cli, engine: Callable[[str], str]) -> None:
    run = ("--tasks", task([row("a", "Say hello.")]), "-o", tmp_path / "run")
    done = cli("eval", "--backend", engine(WHOLE), "--model", "m", *run)
    assert (done.code, "Deterministic: none" in done.err) == (0, True)


def test_a_fault_of_ours_is_not_told_as_the_backends(
    task: Make, tmp_path: Path, cli: Cli, engine: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> Completion:
        raise ValueError("ours")

    monkeypatch.setattr("ifbench.runner.response_key", wrong)
    run = ("--tasks", task([row("a", "Say hello.")]), "-o", tmp_path / "run")
    done = cli("eval", "--backend", engine(WHOLE), "--model", "m", *run)
    assert (done.code, "this is a fault of ifbench itself" in done.err) == (3, True)
