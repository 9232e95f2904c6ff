"""`ifbench check`, `list`, `validate`, the help, and usage that is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Cli, row

Make = Callable[..., Path]
WORDS = "length_constraints:number_words"


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["score"], "needs a RUN, or --task and --responses"),
        (["score", "nowhere"], "nowhere is no run directory"),
        (["score", "run", "--task", "core", "--responses", "a.jsonl"], "a RUN, or --task and --responses, not both"),
        (["score", "run", "--limit", "3"], "--limit goes with --task and --responses"),
        (["score", "--task", "core", "--responses", "nowhere.jsonl"], "cannot read nowhere.jsonl"),
        (["show", "nowhere"], "nowhere is no run directory"),
        (["validate", "cor"], "unknown task 'cor'; did you mean core?"),
        (["check", "punctuation:no_coma"], "did you mean punctuation:no_comma?"),
        (["check", WORDS, "--arg", "num_words=3"], "needs the argument 'relation'"),
        (["check", WORDS, "--arg", "num_words"], "is not NAME=VALUE"),
        (["check", WORDS, "--arg", "num_words=many", "--arg", "relation=at least"], "num_words"),
        (["check", "punctuation:no_comma", "--arg", "semantics=x"], "has no argument 'semantics'"),
        (["check", "keywords:existence", "--arg", "keywords=" + "[" * 3000], "keywords"),
        (["list", "things"], "is not one of"),
        (["evl"], "No such command 'evl'"),
    ],
)
def test_bad_usage(cli: Cli, args: list[str], part: str) -> None:
    done = cli(*args)
    assert done.code == 2
    assert part in done.err
    assert "Traceback" not in done.err


def test_check(cli: Cli) -> None:
    arguments = ["--arg", "relation=at least", "--arg", "num_words=3"]
    assert cli("check", WORDS, *arguments, stdin=b"one two three").code == 0
    done = cli("check", WORDS, *arguments, stdin=b"one two")
    assert done.code == 1
    assert "2 words, wanted at least 3" in done.out
    found = cli("check", "punctuation:no_comma", "--semantics", "official", "--json", stdin=b"a, b")
    assert found.json["spans"] == [[1, 2]]


def test_check_reads_text_arguments_as_they_are(cli: Cli) -> None:
    assert cli("check", "startend:end_checker", "--arg", "end_phrase=42", stdin=b"It is 42").code == 0
    assert cli("check", "keywords:existence", "--arg", 'keywords=["a", "b"]', stdin=b"a b").code == 0


def test_check_takes_any_bytes(cli: Cli) -> None:
    assert cli("check", "punctuation:no_comma", stdin=b"\xff\x00\xed\xa0\x80").code == 0


@pytest.mark.parametrize("kind", ["tasks", "checkers", "backends", "models"])
def test_list(cli: Cli, kind: str) -> None:
    table = cli("list", kind).out.splitlines()
    assert len(table) == 1 + len(cli("list", kind, "--json").json[kind]) > 1


def test_list_tasks_tells_licence_and_citation(cli: Cli) -> None:
    tasks = {one["task"]: one for one in cli("list", "tasks", "--json").json["tasks"]}
    assert tasks["ifbench"]["licence"] == "ODC-BY-1.0"
    assert "arXiv 2507.02833" in tasks["ifbench"]["citation"]
    assert "ODC-BY-1.0" in cli("list", "tasks").out


def test_list_checkers_tells_what_each_takes(cli: Cli) -> None:
    [words] = [one for one in cli("list", "checkers", "--json").json["checkers"] if one["id"] == WORDS]
    assert words["semantics"] == ["official", "corrected"]
    assert words["arguments"] == {"relation": '"at least" or "less than"', "num_words": "int, >= 0"}
    assert 'relation: "at least" or "less than"; num_words: int, >= 0' in cli("list", "checkers").out


def test_validate_names_a_witness_that_breaks(task: Make, cli: Cli) -> None:
    folder = task([{**row("a"), "witness": "No, no."}, {**row("b", "Bye"), "witness": "Fine."}])
    done = cli("validate", folder)
    assert done.code == 2
    assert "items.jsonl, line 1, key 'a', constraint 0: the witness breaks punctuation:no_comma" in done.err
    assert "2 witnesses, 1 problem," in done.out


def test_validate_names_every_row_that_does_not_bind(task: Make, cli: Cli) -> None:
    two = {"relation": "at least", "num_words": "two"}
    folder = task([row("a", "Hi", ("no:such", {})), {**row("b"), "witness": "No, no."}, row("c", "Bye", (WORDS, two))])
    done = cli("validate", folder)
    assert done.code == 2
    for part in ("line 1, key 'a', constraint 0: unknown", "line 2, key 'b'", "line 3, key 'c', constraint 0: length"):
        assert part in done.err
    assert "3 problems, 0 contradictions" in done.out


def test_validate_names_fields_that_are_not_read(task: Make, cli: Cli) -> None:
    done = cli("validate", task([row(1), {**row(2), "wittness": "Hello."}, {**row(3), "wittness": "Hello."}]))
    assert done.code == 0
    assert done.err == "items.jsonl, line 2: the field 'wittness' is not read, here or in later rows\n"


def test_validate_names_contradictions(task: Make, cli: Cli) -> None:
    forbidden = ("keywords:forbidden_words", {"forbidden_words": ["hello"]})
    folder = task(
        [row("a", "Say hello.", ("combination:repeat_prompt", {"prompt_to_repeat": "Say hello."}), forbidden)]
    )
    done = cli("validate", folder)
    assert done.code == 2
    assert "line 1, key 'a', constraints 0 and 1 cannot be followed" in done.err
    assert "0 problems, 1 contradiction," in done.out


def test_help_names_every_exit_code(cli: Cli) -> None:
    done = cli("--help")
    for part in (
        "0 done",
        "1 the gate failed",
        "2 usage",
        "3 the run is incomplete",
        "4 refused",
        "5 inconclusive",
        "130",
    ):
        assert part in " ".join(done.out.split())
