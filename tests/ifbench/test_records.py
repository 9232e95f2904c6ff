"""The key of a stored response: each part changes it, and nothing else does."""

from dataclasses import replace

import pytest

from ifbench.records import response_key
from ifbench.types import Identity, Message, Request, Sampling

IDENTITY = Identity("m", "vllm", "0.32.0", "sha256:aa", "tok", "tpl", "float32", options={"quantization": "none"})
REQUEST = Request("t/1//0/0", (Message("system", "s"), Message("user", "hi")), Sampling(0.5, 0.9, 64), 7)

CHANGES = {
    "engine": lambda: (replace(IDENTITY, engine="llamacpp"), REQUEST),
    "engine version": lambda: (replace(IDENTITY, engine_version="0.33.0"), REQUEST),
    "weights": lambda: (replace(IDENTITY, model="sha256:bb"), REQUEST),
    "tokenizer": lambda: (replace(IDENTITY, tokenizer="other"), REQUEST),
    "template": lambda: (replace(IDENTITY, template="other"), REQUEST),
    "dtype": lambda: (replace(IDENTITY, dtype="bfloat16"), REQUEST),
    "verified": lambda: (replace(IDENTITY, weights="unverified"), REQUEST),
    "options": lambda: (replace(IDENTITY, options={"quantization": "fp8"}), REQUEST),
    "system message": lambda: (IDENTITY, replace(REQUEST, messages=REQUEST.messages[1:])),
    "user message": lambda: (IDENTITY, replace(REQUEST, messages=(Message("user", "ho"),))),
    "role": lambda: (IDENTITY, replace(REQUEST, messages=(Message("user", "s"), Message("user", "hi")))),
    "temperature": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.6, 0.9, 64))),
    "top_p": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.5, 0.8, 64))),
    "max_tokens": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.5, 0.9, 65))),
    "seed": lambda: (IDENTITY, replace(REQUEST, seed=8)),
    "chat template use": lambda: (IDENTITY, replace(REQUEST, chat=False)),
    "sample": lambda: (IDENTITY, replace(REQUEST, sample=1)),
}


@pytest.mark.parametrize("part", CHANGES)
def test_each_part_alone_changes_the_key(part: str) -> None:
    assert response_key(*CHANGES[part]()) != response_key(IDENTITY, REQUEST)


def test_names_do_not() -> None:
    renamed = (replace(IDENTITY, name="elsewhere/m"), replace(REQUEST, id="another"))
    assert response_key(*renamed) == response_key(IDENTITY, REQUEST)
