"""`ifbench filter`: what is kept and counted, over every pairing of file forms, with one process and several."""

import json
from pathlib import Path
from typing import Any

import pytest

from ifbench.row_writer import SUFFIXES
from tests.conftest import Cli
from tests.ifbench.filtering.conftest import KEPT, got, put, rows


@pytest.mark.parametrize("source", SUFFIXES)
@pytest.mark.parametrize("target", SUFFIXES)
def test_every_pairing_of_forms(cli: Cli, tmp_path: Path, rules: Path, source: str, target: str) -> None:
    given, kept, rejected = put(tmp_path / f"in{source}", rows()), tmp_path / f"k{target}", tmp_path / f"r{target}"
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", rejected, "--json")
    assert (done.code, done.err) == (0, "")
    assert got(kept) == [rows()[n] for n in KEPT]
    left = got(rejected)
    reasons = {row["n"]: row.pop("rejected_because") for row in left}
    assert left == [row for row in rows() if row["n"] not in KEPT]
    assert reasons[3] == [
        "punctuation:no_comma: 1 comma, wanted none",
        "length_constraints:number_words: 2 words, wanted at least 3",
    ]
    assert {name: done.json[name] for name in ("rows", "kept", "rejected", "blank", "faults")} == {
        "rows": 8, "kept": 3, "rejected": 5, "blank": 2, "faults": 0
    }  # fmt: skip
    assert done.json["constraints"] == [
        {"id": "punctuation:no_comma", "position": 0, "followed": 4, "n": 8},
        {"id": "length_constraints:number_words", "position": 1, "followed": 4, "n": 8},
    ]


def test_reasoning_that_never_ends_is_told(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given = put(tmp_path / "in.jsonl", [{"response": "<think>one two three"}])
    kept, rejected = tmp_path / "k.jsonl", tmp_path / "r.jsonl"
    assert cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", rejected).code == 0
    [row] = got(rejected)
    assert row["rejected_because"][0] == "punctuation:no_comma: no answer after the reasoning, which never ends"


@pytest.mark.parametrize("form", SUFFIXES)
def test_a_row_that_is_kept_now_says_no_more_why_it_was_not(cli: Cli, tmp_path: Path, rules: Path, form: str) -> None:
    given, kept = (
        put(tmp_path / f"in{form}", [{"response": "a b c", "rejected_because": ["old"]}]),
        tmp_path / f"k{form}",
    )
    assert cli("filter", "--input", given, "--constraints", rules, "--output", kept).code == 0
    assert got(kept) == [{"response": "a b c"}]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--at-least", "0.5"], [0, 1, 2, 6, 7]),
        (["--at-least", "0.8", "--mode", "closeness"], [0, 6, 7]),
        (["--at-least", "0.7", "--mode", "closeness"], [0, 1, 6, 7]),
        (["--reasoning", "keep"], [0, 6]),
        (["--semantics", "official"], KEPT),
        (["--text-field", "prompt"], []),
    ],
)
def test_what_is_kept(cli: Cli, tmp_path: Path, rules: Path, options: list[str], kept: list[int]) -> None:
    given, output = put(tmp_path / "in.jsonl", rows()), tmp_path / "k.jsonl"
    assert cli("filter", "--input", given, "--constraints", rules, "--output", output, *options).code == 0
    assert [row["n"] for row in got(output)] == kept


def test_constraints_with_aliases(cli: Cli, tmp_path: Path, rules: Path) -> None:
    rules.write_text(
        "- id: keywords:existence\n  args: &both {keywords: [one, three]}\n- id: keywords:existence\n  args: *both\n"
    )
    given, kept = put(tmp_path / "in.jsonl", rows()), tmp_path / "k.jsonl"
    assert cli("filter", "--input", given, "--constraints", rules, "--output", kept).code == 0
    assert [row["n"] for row in got(kept)] == [0, 1]


def test_the_table(cli: Cli, tmp_path: Path, rules: Path) -> None:
    output = tmp_path / "k.jsonl"
    done = cli("filter", "--input", put(tmp_path / "in.jsonl", rows()), "--constraints", rules, "--output", output)
    assert done.out.splitlines() == [
        f"{output}: rows 8 · kept 3 · rejected 5 · blank 2 · faults 0",
        "  constraint                         followed  of",
        "  0 punctuation:no_comma                    4   8  50.0 %",
        "  1 length_constraints:number_words         4   8  50.0 %",
    ]


OWN = [{"id": "punctuation:no_comma"}]
OWN_FORMS: dict[str, dict[str, Any]] = {
    "a list": {"demands": OWN},
    "JSON": {"demands": json.dumps(OWN)},
    "IFEval's lists": {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]},
}


@pytest.mark.parametrize("own", OWN_FORMS.values(), ids=OWN_FORMS)
@pytest.mark.parametrize("form", SUFFIXES)
def test_constraints_of_each_row(cli: Cli, tmp_path: Path, own: dict[str, Any], form: str) -> None:
    messages = [[{"role": "user", "content": "?"}, {"role": "assistant", "content": text}] for text in ("a", "a,")]
    held = json.loads(json.dumps(own))
    if form == ".parquet" and "kwargs" in held:
        held["kwargs"] = [{"num_words": None}]  # parquet has no empty structs; null means absent
    if form == ".parquet" and isinstance(held.get("demands"), list):
        held["demands"] = [{"id": "punctuation:no_comma", "args": {"num_words": None}}]
    given = put(tmp_path / f"in{form}", [{"messages": chat, **held} for chat in messages])
    field = next(iter(own))
    output = tmp_path / f"k{form}"
    done = cli("filter", "--input", given, "--constraints-field", field, "--text-field", "messages.-1.content",
               "--output", output, "--json")  # fmt: skip
    assert done.json["constraints"] == [{"id": "punctuation:no_comma", "position": None, "followed": 1, "n": 2}]
    assert [row["messages"][1]["content"] for row in got(output)] == ["a"]


def test_several_processes_do_what_one_does(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given, files = put(tmp_path / "in.jsonl", rows(120)), []
    for jobs in (1, 2):
        kept, rejected = tmp_path / f"k{jobs}.jsonl", tmp_path / f"r{jobs}.jsonl.gz"
        done = cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", rejected,
                   "--jobs", jobs)  # fmt: skip
        files.append((done.code, done.out.partition(":")[2], kept.read_bytes(), rejected.read_bytes()))
    assert files[0] == files[1]
    assert len(got(tmp_path / "k2.jsonl")) == 360


def test_odd_rows_survive(cli: Cli, tmp_path: Path) -> None:
    odd = [{"response": "lone \ud800 surrogate", "x": [1.5, None, {"y": "\x00"}]}, {"response": "ok", "other": 10**30}]
    given, rules = put(tmp_path / "in.jsonl", odd), tmp_path / "c.json"
    rules.write_text('[\n\t{"id": "punctuation:no_comma"}\n]')  # tabs: JSON, no YAML
    assert cli("filter", "--input", given, "--constraints", rules, "--output", tmp_path / "k.jsonl").code == 0
    assert got(tmp_path / "k.jsonl") == odd


def test_parquet_keeps_its_types_where_nothing_is_kept(cli: Cli, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table({"response": ["a,"], "n": pyarrow.array([1], pyarrow.int8())})
    parquet.write_table(table, tmp_path / "in.parquet")
    (tmp_path / "c.yaml").write_text("- id: punctuation:no_comma\n")
    cli("filter", "--input", tmp_path / "in.parquet", "--constraints", tmp_path / "c.yaml", "--output",
        tmp_path / "k.parquet", "--rejected", tmp_path / "r.parquet")  # fmt: skip
    assert parquet.read_schema(tmp_path / "k.parquet").equals(table.schema)
    assert parquet.read_schema(tmp_path / "r.parquet").names == ["response", "n", "rejected_because"]
