"""--deterministic: each backend says what it promises, or that it can promise nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.errors import UsageError
from tests.conftest import Cli, answers, row
from tests.ifbench.backends.conftest import ask, request


def test_a_run_says_and_records_what_is_promised(task: Callable[..., Path], tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "answers.jsonl", ("Say hello.", "Hello"))
    command = ("eval", "--model", given, "--tasks", task([row()]), "-o", tmp_path / "run")
    done = cli(*command, "--deterministic")
    assert done.code == 0, done.err
    assert "Deterministic: the answers are given, nothing is drawn" in done.err
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert record["promise"] == "the answers are given, nothing is drawn"
    again = cli(*command)
    assert again.code == 2
    assert "holds another run (deterministic: True there, False here)" in again.err


def test_a_server_cannot_be_asked_for_it() -> None:
    pytest.importorskip("openai")
    with pytest.raises(UsageError, match="VLLM_BATCH_INVARIANT=1 vllm serve"):
        make("openai", "m", {"base_url": "http://localhost:1/v1"}, deterministic=True)


def test_llama_cpp_answers_one_at_a_time(smollm: Path) -> None:
    backend = make("llamacpp", "smollm2-135m", {}, deterministic=True)
    assert backend.identity.options["n_parallel"] == 1
    assert backend.identity.sampling["top_k"] == 0
    texts = [ask(backend, *(request(p) for p in order)) for order in (["Say one.", "Say two."], ["Say two."])]
    assert texts[0]["Say two."] == texts[1]["Say two."]
    with pytest.raises(UsageError, match="--deterministic needs n_parallel=1"):
        make("llamacpp", "smollm2-135m", {"n-parallel": "4"}, deterministic=True)
