"""--deterministic with a real vLLM engine, on a model whose template opens a reasoning block."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.vllm_flips import flips
from ifbench.backends import make
from ifbench.backends.vllm import INVARIANT
from ifbench.errors import IncompleteError, UsageError
from ifbench.evaluated import Evaluation
from ifbench.evaluation import evaluate, make_backend
from ifbench.progress import Quiet
from ifbench.spec import Spec
from ifbench.store import RunDirectory
from tests.ifbench.backends.conftest import VLLM_OPTIONS, ask, request

pytestmark = pytest.mark.vllm
OPTIONS = {name: value for name, value in VLLM_OPTIONS.items() if name != "max_num_seqs"}
OPENS = (
    "{% if add_generation_prompt %}<think>\n"
    "{% if messages[0]['content'] == 'Do not think.' %}\n</think>\n\n{% endif %}{% endif %}"
)
"""Appended to a prompt: a block left open, or closed at once as templates do for a model that is not to think."""
Run = Callable[..., Evaluation]


@pytest.fixture(scope="module")
def thinking(vllm_model: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The model with a template that opens a reasoning block."""
    folder = tmp_path_factory.mktemp("models") / "thinking"
    shutil.copytree(vllm_model, folder, copy_function=os.symlink)
    template = (folder / "chat_template.jinja").read_text()
    (folder / "chat_template.jinja").unlink()
    (folder / "chat_template.jinja").write_text(template.rstrip("\n") + OPENS)
    return str(folder)


@pytest.fixture(scope="module")
def run(thinking: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Evaluates the same few items with --deterministic, in one engine."""
    spec = Spec(thinking, options=OPTIONS, deterministic=True)
    backend: Any = make_backend(spec)

    def evaluated(items: int = 3, **choices: Any) -> Evaluation:
        output = tmp_path_factory.mktemp("runs") / "run"
        mine = Spec(**{**vars(spec), "output": output, "limit": slice(items), "max_tokens": 12, **choices})
        return evaluate(mine, Quiet(), backend)

    yield evaluated
    backend.close()
    os.environ.pop(INVARIANT, None)  # the engine leaves it behind, for its own process may be this one


@pytest.fixture(scope="module")
def first(run: Run) -> Evaluation:
    return run()


def test_nothing_flips(first: Evaluation, run: Run) -> None:
    again = run(items=2)
    whole = run(items=3, output=again.directory)
    counted = flips(first.directory, whole.directory, "core")
    assert (counted["answers"], counted["texts"], counted["flipped"]) == (3, 0, 0)
    assert counted["verdicts"] > 3


def test_the_run_says_what_is_promised(first: Evaluation) -> None:
    record = json.loads((first.directory / "run.json").read_text())
    assert "a text then depends on its request alone" in record["promise"]
    assert record["settings"]["deterministic"] is True
    options = record["settings"]["options"]
    assert options["enable_prefix_caching"] is False
    assert options.get("max_num_seqs") == 1 or options.get("VLLM_BATCH_INVARIANT") is True


def test_a_block_that_the_template_opens_belongs_to_the_text(first: Evaluation) -> None:
    for response in RunDirectory(first.directory).responses("core").values():
        assert response.text.startswith("<think>\n")
        assert len(response.text) > len("<think>\n")
        assert (response.answer, response.stripped, response.truncated) == (None, True, True)
        assert response.completion_tokens <= 12
    [scores] = first.scores
    assert scores.counts.truncated == scores.n == 3
    assert all(not row.strict and "never ends" in row.why for row in first.rows)


def test_keep_judges_the_block_too(first: Evaluation, run: Run) -> None:
    kept = run(reasoning="keep", output=first.directory)
    for response in RunDirectory(kept.directory).responses("core").values():
        assert response.text.startswith("<think>\n")
    assert not any("never ends" in row.why for row in kept.rows)


def test_a_block_that_the_template_closes_is_none(run: Run) -> None:
    done = run(items=1, system="Do not think.")
    [response] = RunDirectory(done.directory).responses("core").values()
    assert not response.text.startswith("<think>")
    assert response.answer == response.text


def test_what_contradicts_it_is_refused(vllm_model: str) -> None:
    with pytest.raises(UsageError, match="--deterministic needs enable_prefix_caching=False"):
        make("vllm", vllm_model, {"enable_prefix_caching": "true"}, deterministic=True)


def test_a_context_that_does_not_fit_is_told_in_one_sentence(
    vllm_model: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VLLM_CPU_KVCACHE_SPACE", raising=False)
    tight = {**OPTIONS, "max_model_len": "8192", "kv_cache_memory_bytes": "1000000"}
    with pytest.raises(IncompleteError, match="vLLM could not start: .*memory.*ask for less .*max_model_len"):
        ask(make("vllm", vllm_model, tight), request("Hi."))
    assert "Traceback" not in capfd.readouterr().err
