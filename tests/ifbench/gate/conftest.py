"""Runs whose answers pass or fail as a test says, made by the command line from given answers."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, Done

WORDS = "length_constraints:number_words"
PASS, FAIL = "Two words", "One, two, three"
"""FAIL breaks both constraints of an item: it has a comma, and a word too many."""

Texts = Sequence[str | list[str]]
MakeRun = Callable[..., Path]
Bless = Callable[..., Path]
Regress = Callable[..., Done]


def rows(count: int) -> list[dict[str, Any]]:
    """Items with a constraint of each of two families; the key of every third is a string."""
    return [
        {
            "key": f"k{number}" if number % 3 == 0 else number,
            "prompt": f"Say something, {number}.",
            "instruction_id_list": ["punctuation:no_comma", WORDS],
            "kwargs": [{}, {"relation": "less than", "num_words": 3}],
        }
        for number in range(1, count + 1)
    ]


def bits(passes: int, count: int) -> list[str]:
    """Answers of which the first so many pass."""
    return [PASS] * passes + [FAIL] * (count - passes)


@pytest.fixture
def gated_task(tmp_path: Path) -> Callable[..., Path]:
    """Makes the task folder with so many items."""

    def make(count: int, name: str = "mine", **passport: Any) -> Path:
        folder = tmp_path / "tasks" / name
        folder.mkdir(parents=True, exist_ok=True)
        says = {"id": name, "title": name, "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
        (folder / "task.yaml").write_text(json.dumps({**says, **passport}))
        (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(count)))
        return folder

    return make


@pytest.fixture
def run(tmp_path: Path, cli: Cli, gated_task: Callable[..., Path]) -> MakeRun:
    """Makes a run directory: `run("new", ["Two words", ...])`; a list in place of a text gives its samples."""

    def make(name: str, texts: Texts, *args: object, folder: Path | None = None, truncated: Sequence[int] = ()) -> Path:
        folder = folder or gated_task(len(texts))
        given = tmp_path / f"{name}.jsonl"
        lines = [
            {"prompt": row["prompt"], "response": text, "sample": sample,
             "finish_reason": "length" if at in truncated else "stop"}
            for at, (row, samples) in enumerate(zip(rows(len(texts)), texts, strict=True))
            for sample, text in enumerate([samples] if isinstance(samples, str) else samples)
        ]  # fmt: skip
        given.write_text("".join(json.dumps(line) + "\n" for line in lines))
        count = max(1 if isinstance(samples, str) else len(samples) for samples in texts)
        repeats = ["--repeats", count] if count > 1 else []
        place = tmp_path / "runs" / name
        done = cli(
            "score", "--task", folder, "--responses", given, "--model", name, "-o", place, "--fresh", *repeats, *args
        )
        assert done.code == 0, done.err
        return place

    return make


@pytest.fixture
def bless(tmp_path: Path, cli: Cli) -> Callable[..., Path]:
    """Makes a baseline of a run, in a folder of the test's."""

    def make(run: Path, *args: object, name: str = "main") -> Path:
        done = cli("bless", run, "--name", name, "--to", tmp_path / "baselines", *args)
        assert done.code == 0, done.err
        return Path(done.out.splitlines()[0])

    return make


@pytest.fixture
def regress(cli: Cli, run: MakeRun, bless: Callable[..., Path]) -> Callable[..., Done]:
    """Gates one set of answers against another: `regress(before, after, "--alpha", 0.01)`."""

    def make(before: Texts, after: Texts, *args: object, **options: Any) -> Done:
        baseline = bless(run("before", before))
        return cli("regress", run("after", after, **options), "--baseline", baseline, *args)

    return make
