"""lm-eval's model classes as backends: its own `dummy`, and `hf` on a real model folder named by IFBENCH_TEST_MODEL."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends import make
from ifbench.backends._lm_eval_model import Model
from ifbench.errors import IncompleteError, UsageError
from ifbench.types import Message, Request, Sampling
from tests.conftest import Cli, row
from tests.ifbench.backends.conftest import ask, converse, request

pytest.importorskip("lm_eval", reason="needs pip install 'ifbench[lm-eval]'")
PLAIN = {"chat": False}


@pytest.fixture(scope="module")
def hf() -> Any:
    """`hf` in float32, the only type in which texts do not depend on the batch; loaded once."""
    torch = pytest.importorskip("torch", reason="lm-eval's hf needs torch")
    torch.set_num_threads(1)  # more of them stall one another on a busy machine
    folder = os.environ.get("IFBENCH_TEST_MODEL")
    if not folder:
        pytest.skip("IFBENCH_TEST_MODEL names no model folder")
    options = {"dtype": "float32", "batch_size": "4", "max_length": "256", "chunk": "4"}
    return make("lm-eval:hf", folder, options)


def test_a_chunk_is_asked_for_in_one_call() -> None:
    pulled = 0

    def requests() -> Iterator[Request]:
        nonlocal pulled
        for n in range(10):
            pulled += 1
            yield request("Hi.", str(n), **PLAIN)

    found = make("lm-eval:dummy", "any", {"chunk": "4"}).generate(requests())
    first = next(iter(found))
    assert (first.id, first.text, first.finish_reason, first.completion_tokens) == ("0", "lol", "stop", None)
    assert pulled == 4
    assert len(list(found)) == 9


def test_what_lm_eval_cannot_answer_fails_alone() -> None:
    found = ask(make("lm-eval:dummy", "any", {}), *(request(text, **PLAIN) for text in ("one", "  ", "two")))
    assert [found[text].text for text in ("one", "two")] == ["lol", "lol"]
    assert found["  "].error == "lm-eval's dummy: AssertionError"
    assert found["  "].finish_reason == "error"


def test_nothing_but_failures_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(IncompleteError, match="lm-eval's dummy: "):
        ask(make("lm-eval:dummy", "any", {}), *(request(text, **PLAIN) for text in (" ", "  ", "\n")))


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("hg-auto", {}, "lm-eval has no model class 'hg-auto'; did you mean hf-auto?"),
        ("zzzzz", {}, "lm-eval has no model class 'zzzzz'; choose from anthropic-chat"),
        ("local-completions", {"auth_token": "s3cret"}, "give auth_token in the environment"),
        ("hf", {"token": "s3cret"}, "give token in the environment (HF_TOKEN)"),
        ("dummy", {"chunk": "0"}, "option chunk=0 of the lm-eval backend"),
        ("hf", {}, "no model folder at no/such/model"),
    ],
)
def test_wrong_calls(name: str, options: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UsageError) as raised:
        _ = make(f"lm-eval:{name}", "no/such/model", options).identity
    assert sentence in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_a_slip_in_an_argument_is_no_silent_default() -> None:
    with pytest.raises(UsageError, match="lm-eval's dummy takes no 'write_outt'; did you mean write_out?"):
        ask(make("lm-eval:dummy", "any", {"write_outt": "true"}), request("Hi.", **PLAIN))


def test_a_class_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UsageError, match="lm-eval cannot load m as local-completions: "):
        ask(make("lm-eval:local-completions", "m", {"timeout": "never", "tokenizer_backend": "none"}), request("Hi."))


def test_lm_eval_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifbench.backends.lm_eval.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"needs lm-eval: pip install 'ifbench\[lm-eval\]'"):
        make("lm-eval:hf", "m", {})


@pytest.mark.parametrize("name", ["lm-eval", "lm-eval:", "vllm:hf"])
def test_a_name_wants_an_argument_or_none(name: str) -> None:
    with pytest.raises(UsageError, match=f"unknown backend '{name}'; choose from .*lm-eval:NAME"):
        make(name, "m", {})


def test_eval_resumes_and_prints_nothing_of_lm_eval(cli: Cli, task: Any, tmp_path: Path) -> None:
    folder = task([row(n, f"Prompt {n}") for n in range(5)])
    command = ("eval", "--backend", "lm-eval:dummy", "--model", "any", "--tasks", folder, "--no-chat-template")
    first = cli(*command, "-o", tmp_path / "run", "--model-args", "write_out=true", "--json")
    assert (first.code, first.json["metrics"]["prompt_level_strict_acc"]["value"]) == (0, 1.0)
    assert first.json["weights"] == "unverified"
    again = cli(*command, "-o", tmp_path / "run", "--model-args", "write_out=true")
    assert "5 reused" in again.err


class Renderer:
    """A class of lm-eval that renders a template and takes no notice of what it is asked."""

    def __init__(self, opening: str, text: str, think_end_token: str | None = None) -> None:
        self.think_end_token = think_end_token
        self._opening, self._text = opening, text

    def apply_chat_template(self, messages: list[dict[str, str]]) -> str:
        return f"{messages[0]['content']}<|assistant|>{self._opening}"

    def generate_until(self, instances: list[Any]) -> list[str]:
        return [self._text for _ in instances]


@pytest.mark.parametrize(
    ("lm", "chat", "text"),
    [
        (Renderer("<think>\n", "one, two"), True, "<think>\none, two"),
        (Renderer("<think>\n", "one</think>Two"), True, "<think>\none</think>Two"),
        (Renderer("<think>\n", "Two", think_end_token="</think>"), True, "Two"),
        (Renderer("<think>\n", "one, two"), False, "one, two"),
        (Renderer("", "one, two"), True, "one, two"),
    ],
)
def test_a_reasoning_block_that_the_template_opens_is_part_of_the_text(lm: Renderer, chat: bool, text: str) -> None:
    [completion] = Model(lm, "renderer").answer([request("Hi.", chat=chat)])
    assert completion.text == text


@pytest.mark.parametrize("name", ["peft", "delta", "steer_path"])
def test_weights_beside_the_model_are_part_of_its_identity(name: str, tmp_path: Path) -> None:
    model, adapter, copy = (tmp_path / folder for folder in ("model", "adapter", "copy"))
    for folder in (model, adapter, copy):
        folder.mkdir()
        (folder / "model.safetensors").write_text("weights")
    before, moved = (make("lm-eval:hf", str(model), {name: str(at)}).identity.content() for at in (adapter, copy))
    (adapter / "model.safetensors").write_text("trained on")
    after = make("lm-eval:hf", str(model), {name: str(adapter)}).identity.content()
    assert before == moved != after


def test_weights_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "model.safetensors").write_text("weights")
    with pytest.raises(UsageError, match="no model folder at no/such/adapter"):
        _ = make("lm-eval:hf", str(tmp_path), {"peft": "no/such/adapter"}).identity


def test_hf_says_what_transformers_says(hf: Any) -> None:
    prompts = ["Write a line about the sea.", "Name two fruits.", "Say hi.", "Count to three.", "Why is it late?"]
    ours = ask(hf, *(request(p, max_tokens=12) for p in prompts))
    lm = hf.load()._lm
    for p in prompts:
        rendered = lm.tokenizer.apply_chat_template(
            [{"role": "user", "content": p}], add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        out = lm.model.generate(**rendered, max_new_tokens=12, do_sample=False, repetition_penalty=1.0)
        written = out[0, rendered["input_ids"].shape[1] :]
        assert ours[p].text == lm.tokenizer.decode(written, skip_special_tokens=True)
        assert (ours[p].finish_reason == "length") == (len(written) == 12 and written[-1] != lm.eot_token_id)


def test_hf_draws_by_the_seed_of_each_request(hf: Any) -> None:
    drawn = [
        request("Tell a story.", id, max_tokens=12, temperature=1.0, seed=seed)
        for id, seed in zip("abc", (1, 1, 2), strict=True)
    ]
    found = ask(hf, drawn[0], request("Hi."), *drawn[1:])
    assert found["a"].text == found["b"].text != found["c"].text


def test_hf_leaves_the_filters_of_the_checkpoint_out(hf: Any) -> None:
    drawn = [request("Name a colour.", str(t), max_tokens=16, temperature=t, seed=3) for t in (0.0, 1.0)]
    before = ask(hf, *drawn)
    config = hf.load()._lm.model.generation_config
    told = {"min_p": 0.9, "typical_p": 0.1, "epsilon_cutoff": 0.1, "eta_cutoff": 0.1, "no_repeat_ngram_size": 1}
    own = {name: getattr(config, name) for name in told}
    config.update(**told)
    try:
        assert ask(hf, *drawn) == before
    finally:
        config.update(**own)


def test_hf_holds_dialogues_and_takes_a_system_message(hf: Any) -> None:
    said = converse(hf, ["say one", "say two"], 3)
    assert [[c.error for c in dialogue] for dialogue in said] == [[None] * 3] * 2
    told = (Message("system", "Answer in French."), Message("user", "Hello!"))
    found = ask(hf, Request("told", told, Sampling(max_tokens=8), 0), request("Hello!", "untold"))
    assert found["told"].text != found["untold"].text


def test_hf_does_not_cut_a_prompt_in_silence(hf: Any) -> None:
    found = ask(hf, request("word " * 300, "long"), request("Once upon a time", "plain", chat=False))
    assert "with --max-tokens 8 it would be cut to fit the context of 256" in str(found["long"].error)
    assert found["plain"].error is None


def test_hf_is_known_by_its_files(hf: Any) -> None:
    identity = hf.identity
    assert (identity.engine, identity.dtype, identity.weights) == ("lm-eval:hf", "float32", "verified")
    assert "transformers" in identity.engine_version
    assert len(identity.model) == len(identity.tokenizer) == len(identity.template) == 64
    assert (identity.options["batch_size"], identity.options["chunk"]) == ("4", 4)
