"""`official` gives the published verdicts: on single texts, and strict and loose on whole runs.

Left out, by rule: what the reference calls unstable, where the published code raises or takes too long, and texts over
the limit of the engine. `checkers/official/deviations.toml` says what is answered there.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checkers import bind, judge
from checkers._core import MAX_CHARACTERS, Constraint, Views

SUITES = ("ifeval", "ifbench", "iftrain")
RUNS = {
    "gpt4_20231107": "ifeval",
    "claude-3-haiku": "ifeval",
    "Mistral-7B-Instruct-v0.3": "ifeval",
    "Qwen2.5-7B-Instruct": "ifeval",
    "ifbench_sample_output_first_half": "ifbench",
}
PROMPTS = {"ifeval": "ifeval_input.jsonl", "ifbench": "ifbench_test.jsonl"}
STEP = 80
"""Which texts the short comparison takes: every 80th."""


@pytest.fixture
def parity(shared: Path) -> Path:
    folder = shared / "parity" / "dev"
    if not folder.is_dir():
        pytest.skip("needs the published verdicts in ../shared/parity")
    return folder


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        yield from map(json.loads, file)


@cache
def published(folder: Path, suite: str) -> list[tuple[Constraint, frozenset[int], frozenset[int]]]:
    """Each constraint with the texts that pass and those without a fixed verdict."""
    slots = {row["slot"]: row for row in rows(folder / "slots.jsonl") if row["suite"] == suite}
    return [
        (
            bind(slot["id"], semantics="official", **slot["kwargs"]),
            frozenset(row["passes"]),
            frozenset((*row["unstable"], *map(int, row["raises"]), *row["timeouts"])),
        )
        for row in rows(folder / "verdicts.jsonl.gz")
        if (slot := slots.get(row["slot"]))
    ]


def differences(folder: Path, suite: str, step: int) -> tuple[int, list[str]]:
    """How many pairs of every `step`-th text were compared, and what differs."""
    compared, wrong = 0, []
    for row in rows(folder / "texts.jsonl.gz"):
        if row["text_id"] % step or len(row["text"]) > MAX_CHARACTERS:
            continue
        views = Views(row["text"], "official")
        for constraint, passes, left_out in published(folder, suite):
            if row["text_id"] not in left_out:
                verdict = constraint.decide(views)
                compared += 1
                if verdict.fault or verdict.ok is not (row["text_id"] in passes):
                    wrong.append(f"text {row['text_id']}, {constraint.id} {dict(constraint.args)}: {verdict.why}")
    return compared, wrong


@pytest.mark.parametrize("suite", SUITES)
def test_sampled_texts(parity: Path, suite: str) -> None:
    compared, wrong = differences(parity, suite, STEP)
    assert compared > 10_000
    assert not wrong, f"{len(wrong)} of {compared} differ: {wrong[:10]}"


@pytest.mark.parity
@pytest.mark.parametrize("suite", SUITES)
def test_all_texts(parity: Path, suite: str) -> None:
    compared, wrong = differences(parity, suite, 1)
    print(f"{suite}: {compared - len(wrong)} of {compared} verdicts agree")
    assert not wrong, f"{len(wrong)} of {compared} differ: {wrong[:10]}"


def run_differences(folder: Path, run: str, step: int) -> tuple[int, list[str]]:
    """How many strict and loose verdicts of every `step`-th answer were compared, and what differs."""
    prompts = {row["key"]: row for row in rows(folder / "runs" / PROMPTS[RUNS[run]])}
    answers = {row["key"]: row["response"] or "" for row in rows(folder / "runs" / run / "responses.jsonl")}
    compared, wrong = 0, []
    for row in list(rows(folder / "runs" / run / "official.jsonl"))[::step]:
        prompt = prompts[row["key"]]
        demands = zip(prompt["instruction_id_list"], prompt["kwargs"], strict=True)
        constraints = [bind(id, semantics="official", **args) for id, args in demands]
        for index, judgement in enumerate(judge(answers[row["key"]], constraints)):
            if index not in row.get("unstable", ()):
                compared += 2
                found, wanted = (judgement.strict.ok, judgement.loose), (row["strict"][index], row["loose"][index])
                if found != wanted:
                    wrong.append(f"key {row['key']}, {constraints[index].id}: {found}, published {wanted}")
    return compared, wrong


RUNS_OF_SUITES = [run for run, suite in RUNS.items() if suite in SUITES]


@pytest.mark.parametrize("run", RUNS_OF_SUITES)
def test_sampled_answers(parity: Path, run: str) -> None:
    compared, wrong = run_differences(parity, run, 10)
    assert compared > 20
    assert not wrong, f"{len(wrong)} of {compared} differ: {wrong[:10]}"


@pytest.mark.parity
@pytest.mark.parametrize("run", RUNS_OF_SUITES)
def test_all_answers(parity: Path, run: str) -> None:
    compared, wrong = run_differences(parity, run, 1)
    print(f"{run}: {compared - len(wrong)} of {compared} verdicts agree")
    assert not wrong, f"{len(wrong)} of {compared} differ: {wrong[:10]}"
