"""The published GPT-4 answers to IFEval score what lm-eval 0.4.13 gives them."""

from pathlib import Path

import pytest

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
    assert "1 answers are to prompts that ifeval does not hold" in done.err
    again = cli("score", tmp_path / "run", "--data", data / "input_data.jsonl", "--json")
    assert again.json["metrics"] == result["metrics"]
