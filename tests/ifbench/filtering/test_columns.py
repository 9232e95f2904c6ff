"""JSON Lines filtered to parquet: every field of the first batch is a column, and no later one is lost in silence."""

import json
from pathlib import Path
from typing import Any

import pytest

from ifbench import row_writer
from tests.conftest import Cli
from tests.ifbench.filtering.conftest import got, put

pytest.importorskip("pyarrow")
TEXT = {"response": "a b c"}


@pytest.fixture(autouse=True)
def batches_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_writer, "_BATCH", 2)


def test_the_fields_of_all_rows_of_the_first_batch_are_columns(cli: Cli, tmp_path: Path, rules: Path) -> None:
    first = {**TEXT, "id": 1, "m": [{"role": "u"}]}
    second = {**TEXT, "source": "s", "m": [{"role": "a", "calls": [{"f": {"x": 1}}]}]}
    given, kept = put(tmp_path / "in.jsonl", [first, second, second, first]), tmp_path / "k.parquet"
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept)
    assert done.code == 0, done.err
    one = {**TEXT, "id": 1, "m": [{"role": "u", "calls": None}], "source": None}
    assert got(kept) == [one, {"id": None, **second}, {"id": None, **second}, one]


ROW = {**TEXT, "n": 1, "x": 1.5, "m": [{"role": "u", "c": {"a": 1}}]}
LATER: dict[str, tuple[dict[str, Any], str]] = {
    "a field": ({"new": "x"}, "the field 'new' is not among them"),
    "null in a field": ({"new": None}, "the field 'new' is not among them"),
    "a field of a struct": ({"m": [{"role": "u"}, {"role": "u", "name": "x"}]}, "the field 'name' is not among them"),
    "a field further in": ({"m": [{"c": {"b": 1}}]}, "the field 'b' is not among them"),
    "a fraction": ({"n": 1.5}, "1.5 is no integer"),
    "a truth value": ({"x": True}, "True is no number"),
    "an empty list for an object": ({"m": [{"c": []}]}, r"[] is no object"),
}


@pytest.mark.parametrize("rejected", [False, True])
@pytest.mark.parametrize(("changes", "says"), LATER.values(), ids=LATER)
def test_what_a_later_row_would_lose_is_named(
    cli: Cli, tmp_path: Path, rules: Path, changes: dict[str, Any], says: str, rejected: bool
) -> None:
    text = {"response": "a, b"} if rejected else {}
    given = put(tmp_path / "in.jsonl", [{**ROW, **text}] * 3 + [{**ROW, **changes, **text}])
    k, r = (tmp_path / f"{name}.{'parquet' if rejected == (name == 'r') else 'jsonl'}" for name in "kr")
    done = cli("filter", "--input", given, "--constraints", rules, "--output", k, "--rejected", r)
    written = r if rejected else k
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"ifbench: {given}, line 4: it does not fit {written}, whose columns are those of ")
    assert done.err.endswith(f": {says}; write .jsonl instead\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "rules.yaml"]


def test_nulls_and_absent_fields_are_lost_nowhere(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given, kept = (
        put(tmp_path / "in.jsonl", [ROW, ROW, {**TEXT, "m": None, "x": 2}, {**TEXT, "m": [None]}]),
        tmp_path / "k.parquet",
    )
    assert cli("filter", "--input", given, "--constraints", rules, "--output", kept).code == 0
    none = dict.fromkeys(ROW)
    assert got(kept)[2:] == [{**none, **TEXT, "x": 2.0}, {**none, **TEXT, "m": [None]}]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([2**63], "too large"),
        ([1, 2**63], "too large"),
        ([1, 1, 2**63], "too large"),
        ([1.5, True], "True is no number"),
        (["\ud800"], "surrogates not allowed"),
        ([json.loads("[" * 60 + "]" * 60)], "too deeply nested"),
    ],
)
def test_a_value_that_parquet_cannot_hold(cli: Cli, tmp_path: Path, rules: Path, values: list[Any], says: str) -> None:
    given = put(tmp_path / "in.jsonl", [{**TEXT, "x": value} for value in values])
    done = cli("filter", "--input", given, "--constraints", rules, "--output", tmp_path / "k.parquet")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert str(tmp_path / "k.parquet") in done.err
    assert says in done.err
    assert done.err.endswith("; write .jsonl instead\n")
    assert not list(tmp_path.glob("*k.parquet*"))


@pytest.mark.parametrize("value", [2**63, "\ud800", json.loads("[" * 60 + "]" * 60)])
def test_a_last_row_that_does_not_fit_leaves_the_rejected_file_alone_too(
    cli: Cli, tmp_path: Path, rules: Path, value: Any
) -> None:
    given = put(tmp_path / "in.jsonl", [{"response": "a, b", "x": 1}, {**TEXT, "x": value}])
    kept, rejected = tmp_path / "k.parquet", tmp_path / "r.jsonl"
    rejected.write_text("earlier\n")
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", rejected)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert str(kept) in done.err
    assert rejected.read_text() == "earlier\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "r.jsonl", "rules.yaml"]
