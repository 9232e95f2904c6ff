"""The llamacpp backend with the real embedded model."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.backends._llamacpp_server import Server
from ifbench.backends.llamacpp import LlamaCpp
from ifbench.errors import UsageError
from ifbench.reasoning import split_reasoning
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


def test_a_context_as_long_as_the_model_has(smollm: Path) -> None:
    backend = make("llamacpp", str(smollm), {"n_parallel": "1"})
    found = ask(backend, request("word " * 9000, "long"))
    assert "available context size (8192 tokens)" in str(found["long"].error)
    assert "--model-args n_ctx=N" in str(found["long"].error)


CONTEXTS: dict[str, tuple[dict[str, str], list[tuple[str, int]], list[tuple[int, int]]]] = {
    "a short prompt": ({}, [("Hi.", 4)], [(2048, 16)]),
    "a long answer": ({}, [("Hi.", 4), ("Hi.", 3000), ("Hi.", 5)], [(2048, 16), (4024, 16)]),
    "a long prompt": ({}, [("word " * 1500, 1000)], [(8192, 4)]),
    "a prompt that grows": ({}, [("word " * n, 4) for n in range(0, 1200, 100)], [(2048, 16), (4096, 8)]),
    "letters that take many tokens": ({}, [("\u0f40" * 1200, 400)], [(4096, 8)]),
    "more than the model has": ({}, [("word " * 90000, 4)], [(10000, 3)]),
    "one slot": ({"n_parallel": "1"}, [("word " * 1000, 4)], [(4096, 1)]),
    "a given one": ({"n_ctx": "100"}, [("word " * 9000, 3000)], [(100, 16)]),
}


@pytest.mark.parametrize("case", CONTEXTS)
def test_the_context_grows_with_the_requests(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In tokens and slots of each server that is started, for a model that has 10000 tokens."""
    pytest.importorskip("xllamacpp")
    options, asked, wanted = CONTEXTS[case]
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + b"llama.context_length" + bytes([4, 0, 0, 0, 16, 39, 0, 0]) + b"tokenizer.chat_template")
    started: list[tuple[int, int]] = []

    def start(self: LlamaCpp, context: int, slots: int) -> Server:
        started.append((context, slots))
        return Server(None, "")

    monkeypatch.setattr(LlamaCpp, "_start", start)
    backend = LlamaCpp(str(path), options)
    for text, max_tokens in asked:
        backend._serve(request(text, max_tokens=max_tokens))
    assert started == wanted


@pytest.fixture(scope="module")
def thinker(smollm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The embedded model with a template that opens a reasoning block, as long as the one in its place."""
    content = bytearray(smollm.read_bytes())
    at = content.index(b"tokenizer.chat_template") + len(b"tokenizer.chat_template") + 4
    length = int.from_bytes(content[at : at + 8], "little")
    template = b"{% for m in messages %}{{ m.content }}{% endfor %}{{ '<think>\\n' }}"
    content[at + 8 : at + 8 + length] = b"{#" + b"x" * (length - len(template) - 4) + b"#}" + template
    path = tmp_path_factory.mktemp("thinker") / "thinker.gguf"
    path.write_bytes(content)
    yield path
    path.unlink()


def test_a_reasoning_block_that_the_template_opens_is_part_of_the_text(thinker: Path) -> None:
    backend = make("llamacpp", str(thinker), {"n_parallel": "1", "n_ctx": "256"})
    found = ask(backend, request("Hi.", "chat"), request("Hi.", "plain", chat=False))
    assert found["chat"].finish_reason == "length"
    assert found["chat"].text.startswith("<think>\n")
    assert split_reasoning(found["chat"].text, "strip").answer is None
    assert "<think>" not in found["plain"].text


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


def assert_interrupted(child: subprocess.Popen[str]) -> None:
    try:
        _, err = child.communicate(timeout=60)
    finally:
        child.kill()
    assert child.returncode == 130, err
    assert "interrupted; the same command again goes on from here" in err
    assert "Traceback" not in err


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
        assert_interrupted(child)


def test_interrupts_while_answers_are_written(smollm: Path, tmp_path: Path) -> None:
    """Who sees nothing happen presses again: llama.cpp is seen to its end all the same."""
    command = [sys.executable, "-m", "ifbench", "eval", "--model", str(smollm), "--limit", "24", "-o", str(tmp_path)]
    log = tmp_path / "core" / "responses.jsonl"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        deadline = time.monotonic() + 60
        while not (log.exists() and log.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        for _ in range(3):
            child.send_signal(signal.SIGINT)
            time.sleep(0.2)
        assert_interrupted(child)


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
