"""`ifbench filter` on bad input: one sentence, and no file written or changed."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ifbench import files
from ifbench.row_writer import SUFFIXES
from tests.conftest import Cli, full_disk
from tests.ifbench.filtering.conftest import put, rows

RULE_FILES: dict[str, tuple[str, str]] = {
    "unknown id": ("- id: punctuation:no_comma\n- id: punctuation:no_coma\n", r"c.yaml, line 2, constraint 1: unknown"),
    "bad argument": ("\n- id: length_constraints:number_words\n  args: {relation: at most, num_words: 3}\n",
                     r"c.yaml, line 2, constraint 0: .*'relation'"),
    "surplus argument": ("- {id: punctuation:no_comma, args: {n: 1}}\n", r"line 1, constraint 0: .*no argument 'n'"),
    "misspelt field": ("- {id: punctuation:no_comma, arguments: {}}\n", r"line 1, constraint 0: expected"),
    "no list": ("id: punctuation:no_comma\n", r"c.yaml: expected a list"),
    "empty": ("", r"c.yaml: expected a list"),
    "a tag that does not fit": ("- id: !!bool often\n", r"c.yaml is damaged: a tag"),
    "no YAML": ("- [\n", r"c.yaml is damaged: .*line 2"),
    "code": ("- !!python/object/apply:os.system [ls]\n", r"c.yaml is damaged: .*could not determine a constructor"),
    "a circle": ("- &a [*a]\n", r"c.yaml: aliases \(\*name\) that stand for over 1,000,000 values"),
    "many values in few lines": (
        "- id: keywords:existence\n  args:\n    keywords:\n    - &k0 [a, a]\n"
        + "".join(f"    - &k{n + 1} [{', '.join([f'*k{n}'] * 10)}]\n" for n in range(9)),
        r"c.yaml: aliases",
    ),
    "too many": ("- id: punctuation:no_comma\n" * 101, r"c.yaml: 101 constraints"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "says"), RULE_FILES.values(), ids=RULE_FILES)
def test_a_wrong_constraint_file(cli: Cli, tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "c.yaml").write_text(content)
    refused(cli, tmp_path, says, "--input", put(tmp_path / "in.jsonl", rows()), "--constraints", tmp_path / "c.yaml")


def refused(cli: Cli, tmp_path: Path, says: str, *options: object) -> None:
    """One sentence, exit 2, and no file written or changed."""
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = cli("filter", "--output", tmp_path / "k.jsonl", "--rejected", tmp_path / "r.jsonl", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert re.search(says, done.err), done.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


ROW_FILES: dict[str, tuple[list[str], str]] = {
    "no text field": (['{"response": "a"}', "", '{"answer": "b"}'], r"in.jsonl, line 3: no field 'response' .*answer"),
    "another type": (['{"response": ["a"]}'], r"in.jsonl, line 1: the field 'response' holds a list"),
    "no JSON": (['{"response": "a"}', '{"respo'], r"in.jsonl, line 2: malformed JSON"),
    "no object": (["[]"], r"in.jsonl, line 1: expected a JSON object"),
}


@pytest.mark.parametrize(("lines", "says"), ROW_FILES.values(), ids=ROW_FILES)
def test_wrong_rows(cli: Cli, tmp_path: Path, rules: Path, lines: list[str], says: str) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    refused(cli, tmp_path, says, "--input", tmp_path / "in.jsonl", "--constraints", rules)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ([{"id": "no:such"}], r"in.jsonl, line 2: constraint 0: unknown corrected checker"),
        ("{", r"in.jsonl, line 2: constraints are neither JSON"),
        ([], r"in.jsonl, line 2: no constraints"),
        (None, r"in.jsonl, line 2: constraints must be a list, not NoneType"),
        (json.loads("[" * 900 + "]" * 900), r"in.jsonl, line 2: constraints are nested too deep"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_row_with_wrong_constraints_of_its_own(cli: Cli, tmp_path: Path, own: Any, says: str, jobs: int) -> None:
    good = {"response": "a", "own": [{"id": "punctuation:no_comma"}]}
    given = put(tmp_path / "in.jsonl", [good, {"response": "b", "own": own}, *[good] * 500])
    refused(cli, tmp_path, says, "--input", given, "--constraints-field", "own", "--jobs", jobs)


@pytest.mark.parametrize(("field", "lacks"), [("own", "own"), ("instruction_id_list", "kwargs")])
def test_a_row_without_its_own_constraints(cli: Cli, tmp_path: Path, field: str, lacks: str) -> None:
    row = {"response": "a", "instruction_id_list": ["punctuation:no_comma"]}
    (tmp_path / "in.jsonl").write_text(json.dumps(row))
    says = rf"in.jsonl, line 1: no field '{lacks}' \(it has: instruction_id_list, response\)"
    refused(cli, tmp_path, says, "--input", tmp_path / "in.jsonl", "--constraints-field", field)


def test_a_truncated_gzip(cli: Cli, tmp_path: Path, rules: Path) -> None:
    whole = put(tmp_path / "in.jsonl.gz", [{"response": os.urandom(20).hex()} for _ in range(3_000)])
    whole.write_bytes(whole.read_bytes()[:-500])
    refused(cli, tmp_path, r"cannot read .*in.jsonl.gz.*: .*end", "--input", whole, "--constraints", rules, "--jobs", 2)


def test_parquet_with_other_columns_and_damaged(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given = put(tmp_path / "in.parquet", [{"text": "a"}])
    refused(
        cli,
        tmp_path,
        r"in.parquet, row 1: no field 'response' \(it has: text\)",
        "--input",
        given,
        "--constraints",
        rules,
    )
    given.write_bytes(given.read_bytes()[:40])
    refused(cli, tmp_path, r"in.parquet", "--input", given, "--constraints", rules)


def test_rejected_rows_are_filtered_again(cli: Cli, tmp_path: Path, rules: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    given = put(tmp_path / "in.parquet", [{"response": "a, b", "rejected_because": "an old reason"}])
    kept, others = tmp_path / "k.parquet", tmp_path / "r.parquet"
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", others)
    assert done.code == 0, done.err
    [row] = parquet.read_table(others).to_pylist()
    assert any("no_comma" in why for why in row["rejected_because"])


def test_rows_that_do_not_fit_parquet(cli: Cli, tmp_path: Path, rules: Path) -> None:
    pytest.importorskip("pyarrow")
    given = put(tmp_path / "in.jsonl", [{"response": "a b c", "x": 1}, {"response": "a b c", "x": "y"}])
    done = cli("filter", "--input", given, "--constraints", rules, "--output", tmp_path / "k.parquet")
    assert done.code == 2
    assert "does not fit the columns of" in done.err
    assert not list(tmp_path.glob("*k.parquet*"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "either by --constraints"),
        (["--constraints", "rules.yaml", "--constraints-field", "x"], "either by --constraints"),
        (["--constraints", "rules.yaml", "--rejected", "in.jsonl"], "must be different files"),
        (["--constraints", "k.jsonl"], "must be different files"),
        (["--constraints", "rules.yaml", "--rejected", "r.csv"], "must end in one of"),
        (["--constraints", "nowhere.yaml"], "cannot read nowhere.yaml"),
        (["--constraints", "rules.yaml", "--at-least", "nan"], "NaN"),
    ],
)
def test_wrong_options(
    cli: Cli, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "in.jsonl", rows())
    done = cli("filter", "--input", "in.jsonl", "--output", "k.jsonl", *options)
    assert done.code == 2
    assert says in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "rules.yaml"]


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_a_number_that_json_does_not_have(cli: Cli, tmp_path: Path, rules: Path, number: str, suffix: str) -> None:
    given, kept = tmp_path / "in.jsonl", tmp_path / f"k{suffix}"
    lines = ['{"response": "a b c", "x": 1}', f'{{"response": "a b c", "x": [{number}]}}']
    given.write_text("\n\n".join(lines))
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"ifbench: {given}, line 3: it does not fit {kept}: a number that JSON does not have")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "rules.yaml"]


def test_parquet_has_such_numbers(cli: Cli, tmp_path: Path, rules: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    given, kept = tmp_path / "in.jsonl", tmp_path / "k.parquet"
    given.write_text('{"response": "a b c", "x": 1e999}')
    assert cli("filter", "--input", given, "--constraints", rules, "--output", kept).code == 0
    assert parquet.read_table(kept).to_pylist() == [{"response": "a b c", "x": float("inf")}]
    refused(cli, tmp_path, r"k.parquet, row 1: it does not fit .*k.jsonl", "--input", kept, "--constraints", rules)


def test_a_gzip_without_a_byte_is_a_truncated_one(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given = tmp_path / "in.jsonl.gz"
    given.touch()
    refused(cli, tmp_path, r"cannot read .*in.jsonl.gz: it has no byte", "--input", given, "--constraints", rules)


def test_a_gzip_of_nothing_holds_no_rows(cli: Cli, tmp_path: Path, rules: Path) -> None:
    given, kept = put(tmp_path / "in.jsonl.gz", []), tmp_path / "k.jsonl"
    done = cli("filter", "--input", given, "--constraints", rules, "--output", kept, "--json")
    assert (done.code, done.json["rows"], kept.read_bytes()) == (0, 0, b"")


@pytest.mark.parametrize("content", [None, b"", b"PAR1"])
def test_a_damaged_parquet_that_gives_the_columns(cli: Cli, tmp_path: Path, rules: Path, content: bytes | None) -> None:
    given = tmp_path / "in.parquet"
    if content is not None:
        given.write_bytes(content)
    done = cli("filter", "--input", given, "--constraints", rules, "--output", tmp_path / "k.parquet")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert f"cannot read {given}: " in done.err
    assert not list(tmp_path.glob("*k.parquet*"))


def test_links_that_lead_to_themselves(cli: Cli, tmp_path: Path, rules: Path) -> None:
    loop, given, rejected = tmp_path / "loop.jsonl", put(tmp_path / "in.jsonl", rows()), tmp_path / "r.jsonl"
    loop.symlink_to(loop.name)
    for source, output in ((loop, tmp_path / "k.jsonl"), (loop, loop), (given, tmp_path / "loop.jsonl" / "k.jsonl")):
        done = cli("filter", "--input", source, "--constraints", rules, "--output", output, "--rejected", rejected)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "loop.jsonl", "rules.yaml"]


@pytest.mark.parametrize("limit", [18, 19])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_line_that_is_too_long(
    cli: Cli, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, limit: int
) -> None:
    monkeypatch.setattr(files, "MAX_LINE_BYTES", limit)
    given = put(tmp_path / f"in{suffix}", [{"response": "a"}, {"response": "bc"}])  # the second of 19 bytes
    if limit == 18:
        says = rf"{given}, line 2: over 18 bytes, more than a row may have"
        refused(cli, tmp_path, says, "--input", given, "--constraints", rules)
    else:
        assert [number for number, _ in files.raw_lines(given)] == [1, 2]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk(tmp_path: Path, rules: Path, suffix: str) -> None:
    given, kept, rejected = put(tmp_path / "in.jsonl", rows(50)), tmp_path / f"k{suffix}", tmp_path / "r.jsonl"
    full_disk(kept, "filter", "--input", given, "--constraints", rules, "--output", kept)
    put(given, [{"response": f"a b {os.urandom(200).hex()}"}])
    full_disk(kept, "filter", "--input", given, "--constraints", rules, "--output", kept, "--rejected", rejected)
    assert not rejected.exists()


def test_parquet_that_cannot_be_read_as_rows(cli: Cli, tmp_path: Path, rules: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    fine, name = ["a"] * 1_000, "response"
    torn = pa.Array.from_buffers(pa.string(), 1_001, pa.array([*map(str.encode, fine), b"\xff"]).buffers())
    late = pa.array([2**30], pa.date32())
    tables = [
        (pa.table({"prompt": [*fine, "b"], name: torn}), "cannot read .*in.parquet after row 1000: 'utf-8' codec"),
        (pa.table({"prompt": ["a"], name: ["b"], "day": late}), "cannot read .*in.parquet: days="),
        (
            pa.table([["a"], ["b"], ["c"]], ["prompt", name, name]),
            "in.parquet: two of its columns are called 'response'",
        ),
    ]
    for table, says in tables:
        parquet.write_table(table, tmp_path / "in.parquet")
        refused(cli, tmp_path, says, "--input", tmp_path / "in.parquet", "--constraints", rules)
        done = cli("score", "--task", "core", "--responses", tmp_path / "in.parquet")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert re.search(says, done.err)
