"""The llamacpp backend with the real embedded model."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.errors import UsageError
from ifbench.types import Backend
from tests.ifbench.backends.conftest import ask, request


@pytest.fixture(scope="module")
def backend(smollm: Path) -> Backend:
    return make("llamacpp", str(smollm), {"n_parallel": "4", "n_ctx": "256"})


def test_answers_with_counts_and_reasons_to_finish(backend: Backend, capfd: pytest.CaptureFixture[str]) -> None:
    found = ask(backend, request("Say hello.", "short"), request("What is 2+2? One digit.", "whole", max_tokens=64))
    assert (found["short"].finish_reason, found["short"].completion_tokens) == ("length", 8)
    assert found["whole"].finish_reason == "stop"
    assert (found["whole"].prompt_tokens or 0) > 20
    assert all(c.text and c.error is None for c in found.values())
    assert capfd.readouterr() == ("", "")


def test_a_prompt_longer_than_the_context_fails_alone(backend: Backend) -> None:
    found = ask(backend, request("word " * 400, "long"), request("Say hello.", "short"))
    assert "exceeds the available context size" in str(found["long"].error)
    assert found["short"].error is None


def test_seeds_draw_and_repeat(backend: Backend) -> None:
    drawn = {
        id: request("Tell a story.", id, max_tokens=10, temperature=1.0, seed=seed)
        for id, seed in (("a", 1), ("again", 1), ("b", 2), ("last", 2**32 - 1), ("last again", 2**32 - 1))
    }
    found = {id: ask(backend, one)[id].text for id, one in drawn.items()}
    assert found["a"] == found["again"] != found["b"]
    assert found["last"] == found["last again"]


def test_a_plain_prompt_is_sent_as_it_is(backend: Backend) -> None:
    found = ask(backend, request("Once upon a time", "plain", chat=False), request("Once upon a time", "chat"))
    assert found["plain"].prompt_tokens == 4
    assert (found["chat"].prompt_tokens or 0) > 20


def test_odd_characters(backend: Backend) -> None:
    found = ask(backend, request("a\ud800b", "surrogate"), request("a\x00b", "nul"), request("", "empty"))
    assert [c.error for c in found.values()] == [None] * 3


def test_one_slot_and_four_write_the_same(backend: Backend, smollm: Path) -> None:
    prompts = ["Name a colour.", "Name a river in Africa, please.", "Why is the sky blue?"]
    single = make("llamacpp", str(smollm), {"n_parallel": "1", "n_ctx": "256"})
    together = ask(backend, *(request(p, max_tokens=12) for p in prompts))
    alone = ask(single, *(request(p, max_tokens=12) for p in prompts))
    assert {id: c.text for id, c in together.items()} == {id: c.text for id, c in alone.items()}


def test_the_context_grows_with_max_tokens(smollm: Path) -> None:
    backend = make("llamacpp", str(smollm), {"n_parallel": "1"})
    endless = "word " * 9000
    found = ask(backend, *(request(endless, str(n), max_tokens=n) for n in (4, 3000, 5)))
    sizes = {id: int(str(c.error).partition("context size (")[2].partition(" ")[0]) for id, c in found.items()}
    assert sizes["4"] == 2048
    assert sizes["3000"] >= 3000 + 1024
    assert sizes["5"] == sizes["3000"]


IDENTITY = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def test_one_model_under_two_names_is_one_content(backend: Backend, smollm: Path) -> None:
    named = make("llamacpp", "smollm2-135m", {"n_parallel": "4"}).identity
    assert named.model == backend.identity.model == IDENTITY
    assert named.name != backend.identity.name
    assert (named.weights, named.engine, named.options) == ("verified", "llamacpp", {"n_parallel": 4})


LET_GO = """
import sys
from ifbench.backends import make
from tests.ifbench.backends.conftest import request
backend = make("llamacpp", sys.argv[1], {"n_parallel": "2"})
answers = backend.generate(request("Tell a very long story.", str(n), max_tokens=1000 if n else 2) for n in range(4))
print(next(answers).id, flush=True)
if sys.argv[2] == "close":
    answers.close()
"""


@pytest.mark.parametrize("how", ["close", "exit"])
def test_letting_go_leaves_no_wreck(smollm: Path, how: str) -> None:
    """llama.cpp crashes when the interpreter ends under it, and 1000 tokens would take a minute."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", LET_GO, str(smollm), how], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
    assert time.monotonic() - began < 15


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks whether the model is being loaded")
def test_an_interrupt_while_the_model_is_loaded(smollm: Path, tmp_path: Path) -> None:
    """On one processor, where the server's own thread comes too late to be told to end."""
    command = [sys.executable, "-m", "ifbench", "eval", "--model", str(smollm), "--limit", "1", "-o", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        os.sched_setaffinity(child.pid, {min(os.sched_getaffinity(0))})
        maps = Path(f"/proc/{child.pid}/maps")
        while child.poll() is None and smollm.name not in maps.read_text():
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        try:
            _, err = child.communicate(timeout=60)
        finally:
            child.kill()
    assert child.returncode == 130, err
    assert "interrupted; the same command again goes on from here" in err
    assert "Traceback" not in err


REFUSED = {
    "absent": (None, "no model at .*absent.gguf; the embedded ones are smollm2-135m"),
    "no gguf": (b"PK\x03\x04", "is not a GGUF file"),
    "no template": (b"GGUF" + bytes(64), "has no chat template; give --no-chat-template"),
    "damaged": (b"GGUF" + bytes(64) + b"tokenizer.chat_template", "llama.cpp cannot load .*damaged.gguf"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_loaded(tmp_path: Path, case: str) -> None:
    pytest.importorskip("xllamacpp")
    content, sentence = REFUSED[case]
    path = tmp_path / f"{case}.gguf"
    if content:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=sentence):
        ask(make("llamacpp", str(path), {"n_ctx": "64", "n_parallel": "1"}), request("Hi"))
