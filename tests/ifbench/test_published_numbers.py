"""The published GPT-4 answers to IFEval score what lm-eval 0.4.13 gives them."""

import json
from pathlib import Path

import pytest

from ifbench.tasks import load_task
from tests.conftest import Cli

EXPECTED = {
    "prompt_level_strict_acc": (417, 540, 541),
    "inst_level_strict_acc": (697, 832, 834),
    "prompt_level_loose_acc": (430, 540, 541),
    "inst_level_loose_acc": (712, 832, 834),
}


def test_both_denominators(shared: Path, cli: Cli, tmp_path: Path) -> None:
    data = shared / "data" / "ifeval"
    given = ["--data", data / "input_data.jsonl", "--responses", data / "responses_gpt4.jsonl", "--model", "gpt-4"]
    done = cli("score", "--task", "ifeval", *given, "-o", tmp_path / "run", "--json")
    assert done.code == 0
    result = done.json
    assert (result["n"], result["answered"]["n"], result["pinned"]) == (541, 540, True)
    for name, (hits, answered, everything) in EXPECTED.items():
        assert result["answered"]["metrics"][name]["value"] == pytest.approx(hits / answered, abs=1e-12)
        assert result["metrics"][name]["value"] == pytest.approx(hits / everything, abs=1e-12)
    assert result["counts"]["missing"] == 1
    assert result["counts"]["unmatched"] == 1
    assert "not being asked for by ifeval: 1 of the answers" in done.err
    again = cli("score", tmp_path / "run", "--data", data / "input_data.jsonl", "--json")
    assert again.json["metrics"] == result["metrics"]


def test_ifbench_loads_whole_and_is_pinned(shared: Path) -> None:
    task = load_task("ifbench", shared / "data" / "ifbench" / "IFBench_test.jsonl")
    assert (len(task.items), task.pinned) == (300, True)
    assert sum(len(bound) for bound in task.bound("official").values()) == 344


def test_ifbenchs_sample_answers_score_as_published(shared: Path, cli: Cli) -> None:
    """The half of AllenAI's sample answers that is at hand, against their own strict and loose lists."""
    folder = shared / "parity" / "dev" / "runs" / "ifbench_sample_output_first_half"
    lists = [json.loads(line) for line in (folder / "official.jsonl").open()]
    data = shared / "data" / "ifbench" / "IFBench_test.jsonl"
    done = cli("score", "--task", "ifbench", "--data", data, "--responses", folder / "responses.jsonl", "--json")
    assert done.code == 0, done.err
    assert done.json["headline"] == "prompt_level_loose_acc"
    answered = done.json["answered"]
    assert answered["n"] == len(lists) == 147
    for mode in ("strict", "loose"):
        followed = sum(all(row[mode]) for row in lists) / len(lists)
        assert answered["metrics"][f"prompt_level_{mode}_acc"]["value"] == pytest.approx(followed)
