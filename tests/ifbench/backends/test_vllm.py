"""The vllm backend with a real engine: IFBENCH_TEST_MODEL names a model folder."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends import make
from ifbench.errors import UsageError
from ifbench.types import Message, Request, Sampling
from tests.ifbench.backends.conftest import ask, request

pytestmark = pytest.mark.vllm
PROMPTS = [
    f"{what} {about}."
    for what in ("Write two sentences about", "List three facts about", "Explain in one line", "Ask a question about")
    for about in ("the sea", "tea", "a train journey", "prime numbers")
]


def test_texts_and_tokens_are_those_of_llm_chat(vllm_backend: Any) -> None:
    from vllm import SamplingParams

    ours = ask(vllm_backend, *(request(p, max_tokens=32) for p in PROMPTS))
    llm = vllm_backend.load(chat=True)
    conversations = [[{"role": "user", "content": p}] for p in PROMPTS]
    theirs = llm.chat(conversations, SamplingParams(temperature=0, max_tokens=32), use_tqdm=False)
    assert [ours[p].text for p in PROMPTS] == [r.outputs[0].text for r in theirs]
    assert [ours[p].prompt_tokens for p in PROMPTS] == [len(r.prompt_token_ids) for r in theirs]
    assert [ours[p].completion_tokens for p in PROMPTS] == [len(r.outputs[0].token_ids) for r in theirs]
    assert [ours[p].finish_reason for p in PROMPTS] == [r.outputs[0].finish_reason for r in theirs]


def test_a_dialogue_is_rendered_as_llm_chat_renders_it(vllm_backend: Any) -> None:
    from vllm import SamplingParams

    said = (
        Message("system", "Be brief."),
        Message("user", "Hi."),
        Message("assistant", "Hello!"),
        Message("user", "?"),
    )
    ours = ask(vllm_backend, Request("1", said, Sampling(max_tokens=16), 0))["1"]
    llm = vllm_backend.load(chat=True)
    messages = [{"role": m.role, "content": m.content} for m in said]
    [theirs] = llm.chat([messages], SamplingParams(temperature=0, max_tokens=16), use_tqdm=False)
    assert (ours.text, ours.prompt_tokens) == (theirs.outputs[0].text, len(theirs.prompt_token_ids))


def test_alone_and_together_are_equal_in_float32(vllm_backend: Any) -> None:
    together = ask(vllm_backend, *(request(p, max_tokens=12) for p in PROMPTS[:4]))
    alone = {p: ask(vllm_backend, request(p, max_tokens=12))[p] for p in PROMPTS[:4]}
    assert together == alone


def test_what_cannot_be_asked_fails_alone(vllm_backend: Any) -> None:
    found = ask(
        vllm_backend,
        request("word " * 3000, "long"),
        request("", "empty", chat=False),
        request("a\ud800b\x00", "odd"),
        request("Once upon a time", "plain", chat=False),
    )
    assert "tokens, too many for the context of 1024" in str(found["long"].error)
    assert "empty" in str(found["empty"].error)
    assert found["odd"].error is None
    assert found["plain"].prompt_tokens == 4
    assert (found["plain"].finish_reason, found["plain"].completion_tokens) == ("length", 8)


def test_seeds_draw_and_repeat(vllm_backend: Any) -> None:
    drawn = [
        request("Tell a story.", id, max_tokens=16, temperature=1.0, seed=s)
        for id, s in zip("abc", (1, 1, 2), strict=True)
    ]
    found = ask(vllm_backend, *drawn)
    assert found["a"].text == found["b"].text != found["c"].text


def test_letting_go_empties_the_engine(vllm_backend: Any) -> None:
    answers = vllm_backend.generate(request("Tell.", str(n), max_tokens=400 if n else 2) for n in range(4))
    assert next(iter(answers)).id == "0"
    answers.close()
    engine = vllm_backend.load(chat=True).llm_engine
    assert not engine.has_unfinished_requests()


def test_requests_are_pulled_as_the_engine_has_room(vllm_backend: Any) -> None:
    pulled = 0

    def requests() -> Iterator[Request]:
        nonlocal pulled
        for n in range(100):
            pulled += 1
            yield request("Hi.", str(n), max_tokens=2)

    answers = vllm_backend.generate(requests())
    next(answers)
    assert pulled == 4 * 8
    assert len(list(answers)) == 99


def test_identity_comes_from_the_files(vllm_backend: Any, vllm_model: str) -> None:
    identity = vllm_backend.identity
    assert (identity.engine, identity.dtype, identity.weights) == ("vllm", "float32", "verified")
    assert identity.engine_version.startswith("0.")
    assert len(identity.model) == len(identity.tokenizer) == len(identity.template) == 64
    assert make("vllm", vllm_model, {}).identity.dtype == "bfloat16"


@pytest.fixture
def without_template(vllm_model: str, tmp_path: Path) -> str:
    folder = tmp_path / "model"
    shutil.copytree(vllm_model, folder, copy_function=os.link, ignore=shutil.ignore_patterns("chat_template*"))
    config = json.loads((folder / "tokenizer_config.json").read_text())
    (folder / "tokenizer_config.json").unlink()
    (folder / "tokenizer_config.json").write_text(json.dumps({k: v for k, v in config.items() if k != "chat_template"}))
    return str(folder)


def test_no_chat_template_is_told_before_anything_is_loaded(without_template: str) -> None:
    with pytest.raises(UsageError, match="has no chat template; give --no-chat-template"):
        ask(make("vllm", without_template, {}), request("Hi."))


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("x.gguf", "vLLM does not load x.gguf directly"),
        ("nowhere/at/all", "no model folder at nowhere/at/all"),
        (".", "is no model folder: it has no config.json"),
    ],
)
def test_what_is_no_model(model: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=sentence):
        _ = make("vllm", model, {}).identity


def test_a_folder_that_only_looks_like_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"architectures": ["Nonsense"], "model_type": "nonsense"}')
    (tmp_path / "chat_template.jinja").write_text("{{ messages }}")
    with pytest.raises(UsageError, match="vLLM cannot load"):
        ask(make("vllm", str(tmp_path), {}), request("Hi."))


def test_an_unknown_option_is_told_before_anything_is_loaded(vllm_model: str) -> None:
    with pytest.raises(UsageError, match="did you mean max_model_len?"):
        make("vllm", vllm_model, {"max_model_length": "8"})
