"""Every backend holds three dialogues of five turns, each next turn made of the answer before."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends import infer, make
from ifbench.backends.function import Function
from ifbench.errors import UsageError
from ifbench.types import Backend
from tests.ifbench.backends.conftest import Server, converse

OPENINGS = ["say one", "say two", "say three"]
TURNS = 5


def llamacpp(request: pytest.FixtureRequest) -> Backend:
    request.getfixturevalue("smollm")
    return make("llamacpp", "smollm2-135m", {"n_parallel": "2"})


def openai_llamacpp(request: pytest.FixtureRequest) -> Backend:
    return make("openai", "smollm2-135m", {"base_url": request.getfixturevalue("llama_server")})


def openai_small(request: pytest.FixtureRequest) -> Backend:
    server: Server = request.getfixturevalue("server")
    return make("openai", "m", {"base_url": server.url, "concurrency": "2"})


def lm_eval_llamacpp(request: pytest.FixtureRequest) -> Backend:
    pytest.importorskip("lm_eval", reason="needs pip install 'ifbench[lm-eval]'")
    url = f"{request.getfixturevalue('llama_server')}/v1/chat/completions"
    return make("lm-eval:local-chat-completions", "smollm2-135m", {"base_url": url, "num_concurrent": "2"})


def replay(request: pytest.FixtureRequest) -> Backend:
    path: Path = request.getfixturevalue("tmp_path") / "answers.jsonl"
    path.write_text("".join(json.dumps({"prompt": p, "response": p.upper()}) + "\n" for p in (*OPENINGS, "Go on.")))
    return make("replay", str(path), {})


def function(request: pytest.FixtureRequest) -> Backend:
    return Function("mine", lambda messages: f"{len(messages)} messages, the last one {messages[-1]['content']}")


def vllm(request: pytest.FixtureRequest) -> Backend:
    return request.getfixturevalue("vllm_backend")  # type: ignore[no-any-return]


MAKERS: list[Any] = [
    llamacpp,
    openai_llamacpp,
    openai_small,
    lm_eval_llamacpp,
    replay,
    function,
    pytest.param(vllm, marks=pytest.mark.vllm),
]


@pytest.fixture(scope="module")
def llama_server(smollm: Path) -> Iterator[str]:
    """llama.cpp's own HTTP server."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(smollm)
    params.n_parallel, params.n_ctx, params.verbosity, params.warmup = 2, 2048, 0, False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    running = xllamacpp.Server(params)
    yield running.listening_address
    del running


@pytest.mark.parametrize("maker", MAKERS)
def test_three_dialogues_of_five_turns(
    maker: Callable[[pytest.FixtureRequest], Backend], request: pytest.FixtureRequest
) -> None:
    backend = maker(request)
    said = converse(backend, OPENINGS, TURNS)
    assert [len(dialogue) for dialogue in said] == [TURNS] * len(OPENINGS)
    for n, dialogue in enumerate(said):
        assert [c.id for c in dialogue] == [f"{n}/{turn}" for turn in range(TURNS)]
        assert [c.error for c in dialogue] == [None] * TURNS
        assert all(c.text for c in dialogue)
    assert backend.identity.name


def test_an_unknown_backend_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"unknown backend 'vlm'; choose from llamacpp, openai, replay, vllm"):
        make("vlm", "m", {})


@pytest.mark.parametrize(
    ("model", "base_url", "backend"),
    [
        ("smollm2-135m", None, "llamacpp"),
        ("x/y.gguf", None, "llamacpp"),
        ("answers.jsonl", None, "replay"),
        ("org/model", None, "vllm"),
        ("smollm2-135m", "http://localhost:8000", "openai"),
    ],
)
def test_the_backend_that_fits_a_model(model: str, base_url: str | None, backend: str) -> None:
    assert infer(model, base_url) == backend
