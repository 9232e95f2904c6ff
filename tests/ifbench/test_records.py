"""The key of a stored response: each part changes it, and nothing else does."""

from dataclasses import replace

import pytest

from ifbench.records import response_key
from ifbench.types import Identity, Message, Request, Sampling

IDENTITY = Identity("m", "vllm", "0.32.0", "sha256:aa", "tok", "tpl", "float32", options={"quantization": "none"})
REQUEST = Request("t/1//0/0", (Message("system", "s"), Message("user", "hi")), Sampling(0.5, 0.9, 64), 7)

CHANGES = {
    "engine": lambda: (replace(IDENTITY, engine="llamacpp"), REQUEST, 0),
    "engine version": lambda: (replace(IDENTITY, engine_version="0.33.0"), REQUEST, 0),
    "weights": lambda: (replace(IDENTITY, model="sha256:bb"), REQUEST, 0),
    "tokenizer": lambda: (replace(IDENTITY, tokenizer="other"), REQUEST, 0),
    "template": lambda: (replace(IDENTITY, template="other"), REQUEST, 0),
    "dtype": lambda: (replace(IDENTITY, dtype="bfloat16"), REQUEST, 0),
    "verified": lambda: (replace(IDENTITY, weights="unverified"), REQUEST, 0),
    "options": lambda: (replace(IDENTITY, options={"quantization": "fp8"}), REQUEST, 0),
    "system message": lambda: (IDENTITY, replace(REQUEST, messages=REQUEST.messages[1:]), 0),
    "user message": lambda: (IDENTITY, replace(REQUEST, messages=(Message("user", "ho"),)), 0),
    "role": lambda: (IDENTITY, replace(REQUEST, messages=(Message("user", "s"), Message("user", "hi"))), 0),
    "temperature": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.6, 0.9, 64)), 0),
    "top_p": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.5, 0.8, 64)), 0),
    "max_tokens": lambda: (IDENTITY, replace(REQUEST, sampling=Sampling(0.5, 0.9, 65)), 0),
    "seed": lambda: (IDENTITY, replace(REQUEST, seed=8), 0),
    "chat template use": lambda: (IDENTITY, replace(REQUEST, chat=False), 0),
    "sample": lambda: (IDENTITY, REQUEST, 1),
}


@pytest.mark.parametrize("part", CHANGES)
def test_each_part_alone_changes_the_key(part: str) -> None:
    assert response_key(*CHANGES[part]()) != response_key(IDENTITY, REQUEST, 0)


def test_names_do_not() -> None:
    renamed = (replace(IDENTITY, name="elsewhere/m"), replace(REQUEST, id="another"), 0)
    assert response_key(*renamed) == response_key(IDENTITY, REQUEST, 0)
