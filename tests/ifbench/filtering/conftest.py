"""Rows in every form of file, and rules for them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ifbench.rows import read_rows

RULES = (
    "- id: punctuation:no_comma\n- id: length_constraints:number_words\n  args: {relation: at least, num_words: 3}\n"
)
TEXTS = [
    "one two three",
    "one, two three",
    "one",
    "one, two",
    None,
    " ",
    "é 三 \U0001f600 four",
    "<think>a, b</think>c d e",
]
KEPT = [0, 6, 7]
Rows = list[dict[str, Any]]


def rows(times: int = 1) -> Rows:
    return [{"prompt": "p", "response": TEXTS[n % len(TEXTS)], "n": n} for n in range(times * len(TEXTS))]


def put(path: Path, given: Rows) -> Path:
    if path.suffix == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(given), path)
    else:
        text = "".join(json.dumps(row) + "\n" for row in given)
        path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def got(path: Path) -> Rows:
    return [row for _, row in read_rows(path)]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES)
    return path
