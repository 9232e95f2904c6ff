"""After a checker's failure nothing is missing: what is told is what helps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checkers import punctuation
from tests.conftest import Cli, Done, answers, row

CAUSE = "(item a, punctuation:no_comma): the checker failed: ZeroDivisionError: division by zero"
FAILED = f"1 check ended in an error, which counts as not followed, the first {CAUSE}"


@pytest.fixture
def evaluated(task: Callable[..., Path], tmp_path: Path, cli: Cli) -> Callable[..., Done]:
    """Evaluates with a broken checker; whether the second answer is there too."""
    folder = task([row("a", "Say hello."), row("b", "Say bye.", ("startend:quotation", {}))])

    def run(monkeypatch: pytest.MonkeyPatch, model: str, *pairs: tuple[str, str]) -> Done:
        answers(tmp_path / "a-1.jsonl", ("Say hello.", "Hi"), *pairs)
        with monkeypatch.context() as broken:
            broken.setattr(punctuation, "_none", lambda *_: 1 / 0)
            return cli("eval", "--model", tmp_path / model, "--tasks", folder, "-o", tmp_path / "run")

    return run


WHOLE = (("Say bye.", '"Bye"'),)


def mends(run: Path) -> str:
    return f"once the checker is mended, `ifbench score {run}` judges the stored answers again"


def test_a_run(evaluated: Callable[..., Done], tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "run"
    done = evaluated(monkeypatch, "a-1.jsonl", *WHOLE)
    assert done.code == 3
    assert done.err.endswith(f"ifbench: {FAILED}\nifbench: the run is incomplete; {mends(run)}\n")
    blessed = ("bless", run, "--name", "main", "--to", tmp_path / "baselines")
    refused = cli(*blessed)
    assert (refused.code, refused.err) == (3, f"ifbench: {run}: {FAILED}; {mends(run)}\n")
    assert cli("score", run).code == 0, "the advice helps"
    assert cli(*blessed).code == 0


def test_a_series(evaluated: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its processes are new ones: the checker is broken in this one by hand."""
    from ifbench import checkpoints

    def here(spec: checkpoints.Spec, directory: checkpoints.RunDirectory) -> checkpoints.Checkpoint:
        exit, error = checkpoints._evaluate(spec)
        return checkpoints.Checkpoint(spec.model, directory.path, (), exit, error)

    monkeypatch.setattr(checkpoints, "_apart", here)
    done = evaluated(monkeypatch, "a-*.jsonl", *WHOLE)
    (run,) = (tmp_path / "run").iterdir()
    assert f"a-1.jsonl: {FAILED}; {mends(run)} ({run})" in done.err


def test_where_an_answer_is_missing_too_it_comes_first(
    evaluated: Callable[..., Done], tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = evaluated(monkeypatch, "a-1.jsonl")
    assert "the first (item b): no answer to this prompt" in done.err
    assert f"; {FAILED}\n" in done.err
    assert done.err.endswith("the same command again asks for what is missing\n")
    refused = cli("bless", tmp_path / "run", "--name", "main", "--to", tmp_path / "baselines")
    assert "run: 1 answer is missing or an error; give what is missing" in refused.err
