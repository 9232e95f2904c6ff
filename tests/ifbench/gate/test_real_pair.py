"""The two published sets of IFEval answers that lie nearest in score: GPT-4 and Qwen2.5-7B-Instruct."""

import json
from pathlib import Path

import pytest
from scipy.stats import binomtest

from tests.conftest import Cli

NEAREST = ("gpt4_20231107", "Qwen2.5-7B-Instruct")
REWORDED = 2785
"""An item that the published answers leave out: they answer an older wording of it."""


@pytest.fixture
def published(shared: Path) -> Path:
    folder = shared / "parity" / "dev" / "runs"
    if not folder.is_dir():
        pytest.skip("needs the published answers in ../shared/parity")
    return folder


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def passes(folder: Path) -> dict[int, bool]:
    return {row["key"]: all(row["strict"]) for row in lines(folder / "official.jsonl")}


def test_they_are_the_nearest(published: Path) -> None:
    scores = {
        folder.name: sum(passes(folder).values())
        for folder in sorted(published.iterdir())
        if folder.is_dir() and len(passes(folder)) == 540
    }
    gaps = {abs(a - b): {one, other} for one, a in scores.items() for other, b in scores.items() if one < other}
    assert gaps[min(gaps)] == set(NEAREST)


def test_the_gate_on_them(published: Path, cli: Cli, tmp_path: Path) -> None:
    data = tmp_path / "rows.jsonl"
    rows = [row for row in lines(published / "ifeval_input.jsonl") if row["key"] != REWORDED]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for name in NEAREST:
        given = [{**row, "response": row["response"] or ""} for row in lines(published / name / "responses.jsonl")]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in given))
        made = ("--data", data, "--responses", tmp_path / f"{name}.jsonl", "-o", tmp_path / "runs" / name)
        assert cli("score", "--task", "ifeval", *made).code == 0
    baseline = cli("bless", tmp_path / "runs" / NEAREST[0], "--name", "gpt4", "--to", tmp_path).out.strip()
    done = cli("regress", tmp_path / "runs" / NEAREST[1], "--baseline", baseline, "--json")
    assert done.code == 1
    before, after = (passes(published / name) for name in NEAREST)
    random = {row["key"] for name in NEAREST for row in lines(published / name / "official.jsonl") if "unstable" in row}
    lost = {key for key in before if before[key] and not after[key]}
    assert {one["item"] for one in done.json["broken"]} - random == lost - random
    headline = done.json["headline"]
    assert (headline["n"], headline["lost"]) == (540, len(done.json["broken"]))
    expected = binomtest(headline["lost"], headline["lost"] + headline["won"], alternative="greater").pvalue
    assert headline["p"] == pytest.approx(expected, abs=1e-12)
    assert Path(baseline).stat().st_size < 10_000
    assert cli("regress", tmp_path / "runs" / NEAREST[1], "--baseline", baseline, "--alpha", "0.01").code == 0
