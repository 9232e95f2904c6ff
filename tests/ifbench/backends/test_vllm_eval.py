"""`ifbench eval` with a real vLLM engine: what it stores, through kills too, and what it asks; on a CPU or a GPU."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from ifbench.evaluated import Evaluation
from ifbench.evaluation import evaluate
from ifbench.progress import Quiet
from ifbench.records import Response
from ifbench.spec import Spec
from ifbench.store import RunDirectory
from tests.ifbench.backends.conftest import VLLM_OPTIONS

pytestmark = pytest.mark.vllm
ITEMS, TOKENS = 16, 32
Run = Callable[..., Evaluation]


@pytest.fixture(scope="module")
def run(vllm_backend: Any, vllm_model: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Evaluates a spec as `ifbench eval` does, with the engine that the tests share."""

    def evaluated(**choices: Any) -> Evaluation:
        spec = Spec(
            vllm_model,
            options=VLLM_OPTIONS,
            **{"output": tmp_path_factory.mktemp("runs") / "run", "max_tokens": TOKENS, "limit": slice(2), **choices},
        )
        return evaluate(spec, Quiet(), vllm_backend)

    return evaluated


@pytest.fixture(scope="module")
def undisturbed(run: Run) -> Evaluation:
    return run(limit=slice(ITEMS))


def stored(done: Evaluation) -> list[Response]:
    found = RunDirectory(done.directory).responses("core")
    return [found[place] for place in sorted(found)]


def told(done: Evaluation) -> dict[Any, dict[str, Any]]:
    """Everything that is stored of each answer, but for the time it took."""
    return {r.place: {name: getattr(r, name) for name in r.__slots__ if name != "seconds"} for r in stored(done)}


@dataclass(frozen=True)
class Kills:
    """What the command left when its engine was killed, then itself, and the same evaluation to the end after that.

    Attributes:
        codes: of the two commands. said: stderr of the first.
        lines: answers stored after each of the three.
    """

    codes: tuple[int, int]
    lines: tuple[int, int, int]
    said: str
    last: Evaluation


@pytest.fixture(scope="module")
def kills(run: Run, vllm_model: str, tmp_path_factory: pytest.TempPathFactory) -> Kills:
    path = tmp_path_factory.mktemp("kills") / "run"
    options = ",".join(f"{name}={value}" for name, value in VLLM_OPTIONS.items())
    command = [sys.executable, "-m", "ifbench", "eval", "--model", vllm_model, "--limit", str(ITEMS)]
    command += ["--max-tokens", str(TOKENS), "--model-args", options, "-o", str(path)]
    died, first, said = broken(command, path, kill_the_engine)
    killed, second, _ = broken(command, path, kill_the_command)
    last = run(limit=slice(ITEMS), output=path)
    return Kills((died, killed), (first, second, lines(path)), said, last)


def broken(command: list[str], path: Path, kill: Callable[[subprocess.Popen[str]], None]) -> tuple[int, int, str]:
    """Start a command and kill something as soon as it has stored one more answer: exit code, answers, stderr."""
    before = lines(path)
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, start_new_session=True, **pipes) as child:
        while lines(path) == before and child.poll() is None:
            time.sleep(0.02)
        kill(child)
        _, said = child.communicate(timeout=120)
    return child.returncode, lines(path), said


def kill_the_engine(child: subprocess.Popen[str]) -> None:
    """SIGKILL the process that computes: vLLM's worker, or its engine where that computes itself."""
    processes = psutil.Process(child.pid).children(recursive=True)
    [*_, worker] = [process for process in processes if process.name().startswith("VLLM")]
    worker.kill()


def kill_the_command(child: subprocess.Popen[str]) -> None:
    """SIGKILL the command alone, and see its processes end."""
    processes = psutil.Process(child.pid).children(recursive=True)
    child.kill()
    _, alive = psutil.wait_procs(processes, timeout=30)
    os.killpg(child.pid, signal.SIGKILL)
    assert not alive


def lines(path: Path) -> int:
    log = path / "core" / "responses.jsonl"
    return log.read_bytes().count(b"\n") if log.exists() else 0


def test_a_dead_engine_ends_the_run_with_one_sentence(kills: Kills) -> None:
    assert kills.codes[0] == 3
    assert "Traceback" not in kills.said
    [sentence] = [line for line in kills.said.splitlines() if line.startswith("ifbench: ")]
    assert sentence.startswith("ifbench: vLLM stopped: ")
    assert sentence.endswith("the same command again goes on")


def test_answers_are_stored_as_they_finish_and_kept(kills: Kills) -> None:
    died, killed, whole = kills.lines
    assert 0 < died < killed < whole == ITEMS
    assert kills.codes[1] == -signal.SIGKILL
    assert kills.last.complete


def test_the_union_is_an_undisturbed_run(kills: Kills, undisturbed: Evaluation) -> None:
    assert told(kills.last) == told(undisturbed)
    for name in ("summary.json", "core/verdicts.jsonl"):
        assert (kills.last.directory / name).read_bytes() == (undisturbed.directory / name).read_bytes()
    records = [json.loads((run / "run.json").read_text()) for run in (kills.last.directory, undisturbed.directory)]
    assert records[0]["settings"] == records[1]["settings"]
    assert (records[0]["resumes"], records[1]["resumes"]) == (2, 0)


def test_finish_reasons_token_counts_and_truncation(undisturbed: Evaluation, vllm_backend: Any) -> None:
    found = stored(undisturbed)
    tokenizer = vllm_backend.load(chat=True).get_tokenizer()
    assert {r.finish_reason for r in found} == {"stop", "length"}
    for response in found:
        assert response.completion_tokens <= TOKENS
        assert response.completion_tokens == TOKENS or response.finish_reason == "stop"
        assert response.prompt_tokens == len(tokenizer.encode(chatml(response.prompt)))
    [scores] = undisturbed.scores
    assert scores.counts.truncated == sum(r.finish_reason == "length" for r in found)


def chatml(prompt: str, system: str = "You are a helpful AI assistant named SmolLM, trained by Hugging Face") -> str:
    """The model's own template by hand."""
    return f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"


@pytest.mark.parametrize(
    ("choices", "render"),
    [
        ({}, chatml),
        ({"system": "Answer in rhymes."}, lambda prompt: chatml(prompt, "Answer in rhymes.")),
        ({"chat": False}, str),
    ],
    ids=["template", "system", "no template"],
)
def test_what_the_model_reads(
    choices: dict[str, Any], render: Callable[[str], str], run: Run, vllm_backend: Any
) -> None:
    from vllm import SamplingParams

    found = stored(run(**choices))
    prompts = [render(response.prompt) for response in found]
    greedy = SamplingParams(temperature=0, max_tokens=TOKENS)
    raw = vllm_backend.load(chat=True).generate(prompts, greedy, use_tqdm=False)
    assert [r.text for r in found] == [r.outputs[0].text for r in raw]
    assert [r.prompt_tokens for r in found] == [len(r.prompt_token_ids) for r in raw]


def test_samples_have_their_own_seeds_and_repeat(run: Run) -> None:
    drawn = {"repeats": 3, "temperature": 0.8, "max_tokens": 16}
    one, again, other = run(**drawn), run(**drawn), run(**drawn, seed=1)
    texts = {r.place: r.text for r in stored(one)}
    assert len(texts) == len(set(texts.values())) == 6
    assert told(again) == told(one)
    assert all(r.text != texts[r.place] for r in stored(other))
    assert one.scores[0].n == 6


def test_run_json_says_how_texts_are_made(undisturbed: Evaluation) -> None:
    record = json.loads((undisturbed.directory / "run.json").read_text())
    settings = record["settings"]
    assert settings["sampling"] == {
        "top_k": 0, "min_p": 0.0, "presence_penalty": 0.0, "frequency_penalty": 0.0, "repetition_penalty": 1.0,
        "eos_token_id": [2], "not_applied": {},
    }  # fmt: skip
    assert record["tasks"]["core"]["sampling"] == {"temperature": 0.0, "top_p": 1.0, "max_tokens": TOKENS}
    assert {"torch", "transformers"} <= record["versions"].keys()
    assert all(len(settings[name]) == 64 for name in ("model", "tokenizer", "template"))
    assert settings["deterministic"] is False
    assert record["promise"] is None
