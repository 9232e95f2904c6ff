"""What vLLM samples with beside what the task says, told from a model's files."""

import json
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends._vllm_sampling import NEUTRAL, in_effect
from ifbench.errors import UsageError

GIVEN = {"temperature": 0.6, "top_k": 20, "repetition_penalty": 1.05, "eos_token_id": [7, 8]}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"eos_token_id": 2}')
    (folder / "generation_config.json").write_text(json.dumps(GIVEN))
    return folder


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "by default nothing but ends": ({}, {}, {"temperature", "top_k", "repetition_penalty"}),
    "vllm": ({"generation_config": "vllm"}, {}, {"temperature", "top_k", "repetition_penalty"}),
    "auto": ({"generation_config": "auto"}, {"top_k": 20, "repetition_penalty": 1.05}, {"temperature"}),
    "override": (
        {"override_generation_config": {"top_k": 3}},
        {"top_k": 3},
        {"temperature", "top_k", "repetition_penalty"},
    ),
    "both": (
        {"generation_config": "auto", "override_generation_config": {"top_k": 3}},
        {"top_k": 3, "repetition_penalty": 1.05},
        {"temperature", "top_k"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_in_effect(case: str, model: Path) -> None:
    options, applied, left_out = CASES[case]
    found = in_effect(model, options)
    assert found.pop("eos_token_id") == [7, 8]
    assert found.pop("not_applied") == {name: GIVEN[name] for name in GIVEN if name in left_out}
    assert found == {**NEUTRAL, **applied}


def test_ends_come_from_config_json_where_there_is_no_other(model: Path) -> None:
    (model / "generation_config.json").unlink()
    assert in_effect(model, {}) == {**NEUTRAL, "eos_token_id": [2], "not_applied": {}}


def test_a_generation_config_from_another_folder(model: Path, tmp_path: Path) -> None:
    (tmp_path / "generation_config.json").write_text('{"min_p": 0.1}')
    found = in_effect(model, {"generation_config": str(tmp_path)})
    assert found == {**NEUTRAL, "min_p": 0.1, "eos_token_id": [], "not_applied": {}}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"generation_config": "nowhere"}, "there is no nowhere/generation_config.json"),
        ({"override_generation_config": {"temperature": 1}}, "cannot set temperature"),
    ],
)
def test_what_cannot_be(options: dict[str, Any], sentence: str, model: Path) -> None:
    with pytest.raises(UsageError, match=sentence):
        in_effect(model, options)
