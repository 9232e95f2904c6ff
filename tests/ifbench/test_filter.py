"""`ifbench filter`: what is kept, counted and refused; every pairing of file forms; one process and several."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ifbench.row_writer import SUFFIXES
from ifbench.rows import read_rows
from tests.conftest import Cli

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


RULE_FILES: dict[str, tuple[str, str]] = {
    "unknown id": ("- id: punctuation:no_comma\n- id: punctuation:no_coma\n", r"c.yaml, line 2, constraint 1: unknown"),
    "bad argument": ("\n- id: length_constraints:number_words\n  args: {relation: at most, num_words: 3}\n",
                     r"c.yaml, line 2, constraint 0: .*'relation'"),
    "surplus argument": ("- {id: punctuation:no_comma, args: {n: 1}}\n", r"line 1, constraint 0: .*no argument 'n'"),
    "misspelt field": ("- {id: punctuation:no_comma, arguments: {}}\n", r"line 1, constraint 0: expected"),
    "no list": ("id: punctuation:no_comma\n", r"c.yaml: expected a list"),
    "empty": ("", r"c.yaml: expected a list"),
    "no YAML": ("- [\n", r"c.yaml is damaged: .*line 2"),
    "code": ("- !!python/object/apply:os.system [ls]\n", r"c.yaml is damaged: .*could not determine a constructor"),
    "a circle": ("- &a [*a]\n", r"line 1, constraint 0: expected"),
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
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_row_with_wrong_constraints_of_its_own(cli: Cli, tmp_path: Path, own: Any, says: str, jobs: int) -> None:
    good = {"response": "a", "own": [{"id": "punctuation:no_comma"}]}
    given = put(tmp_path / "in.jsonl", [good, {"response": "b", "own": own}, *[good] * 500])
    refused(cli, tmp_path, says, "--input", given, "--constraints-field", "own", "--jobs", jobs)


def test_a_truncated_gzip(cli: Cli, tmp_path: Path, rules: Path) -> None:
    whole = put(tmp_path / "in.jsonl.gz", [{"response": os.urandom(20).hex()} for _ in range(3_000)])
    whole.write_bytes(whole.read_bytes()[:-500])
    refused(cli, tmp_path, r"cannot read .*in.jsonl.gz: .*end", "--input", whole, "--constraints", rules, "--jobs", 2)


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


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopped_midway_it_leaves_an_earlier_file_alone(tmp_path: Path, rules: Path, number: int, code: int) -> None:
    """The rows come through a pipe that stays open, so that it is stopped in the middle for certain."""
    source, output = tmp_path / "in.jsonl", tmp_path / "k.jsonl"
    os.mkfifo(source)
    output.write_text("earlier\n")
    command = [sys.executable, "-m", "ifbench", "filter", "--input", str(source), "--output", str(output)]
    command += ["--constraints", str(rules), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process, source.open("w") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows(100))
        stream.flush()
        while not list(tmp_path.glob(".k.jsonl.*")):
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(30) == code
    assert output.read_text() == "earlier\n"
    if number == signal.SIGINT:
        assert not list(tmp_path.glob(".k.jsonl.*"))
