"""`ifbench score`, `check`, `list`, `validate`."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.cli import main
from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
WORDS = "length_constraints:number_words"
ROWS = [row("a", "Say hello."), row("b", "Say bye.", (WORDS, {"relation": "at least", "num_words": 2}))]


def test_score_writes_a_run_that_can_be_scored_again(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"), ("Unheard", "of"))
    done = cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run", "--json")
    assert done.code == 0, done.err
    assert done.json["model"] == "a"
    assert done.json["counts"]["unmatched"] == 1
    assert "on line 3: Unheard" in done.err
    again = cli("score", tmp_path / "run", "--json")
    assert again.json["metrics"] == done.json["metrics"]
    other = cli("score", tmp_path / "run", "--semantics", "official", "--json")
    assert other.json["semantics"] == "official"


def test_an_edited_prompt_makes_an_old_answer_a_missing_one(task: Make, tmp_path: Path, cli: Cli) -> None:
    folder = task(ROWS)
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run")
    (folder / "items.jsonl").write_text("".join(json.dumps(r) + "\n" for r in [row("a", "Say hello now."), ROWS[1]]))
    done = cli("score", tmp_path / "run", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["counts"]["missing"] == 1


BAD_ANSWERS = {
    "no match": ('{"prompt": "Unheard", "response": "of"}', "no answer in"),
    "two answers": (
        '{"prompt": "Say bye.", "response": "1"}\n{"prompt": "Say bye.", "response": "2"}',
        "two different answers to one prompt, on lines 1 and 2",
    ),
    "empty": ("", "holds no answers"),
    "another encoding": ('{"prompt": "Say bye.", "response": "Caf\udce9"}', "line 1: "),
    "deep": ('{"prompt": "Say bye.", "response": ' + "[" * 100_000, "line 1: malformed JSON"),
    "malformed": ('{"prompt": "Say bye.", "response": "1"}\n{"prompt"', "line 2: malformed JSON"),
    "no object": ("[1]", "line 1: expected a JSON object, found list"),
    "no response": ('{"prompt": "Say bye."}', "line 1: expected"),
    "not text": ('{"prompt": "Say bye.", "response": 3}', "line 1: Expected `str | null`, got `int` - at `$.response`"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers_are_refused(task: Make, tmp_path: Path, cli: Cli, name: str) -> None:
    text, part = BAD_ANSWERS[name]
    (tmp_path / "a.jsonl").write_text(text, errors="surrogateescape")
    done = cli("score", "--task", task(ROWS), "--responses", tmp_path / "a.jsonl", "-o", tmp_path / "run")
    assert done.code == 2
    assert part in done.err
    assert not (tmp_path / "run").exists()


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


@pytest.mark.parametrize("damage", ['{"schema": 1}', '{"schema": 2}', "[]", "{", '{"schema": 1, "tasks": [1]}'])
def test_a_damaged_run_is_refused(task: Make, tmp_path: Path, cli: Cli, damage: str) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    (tmp_path / "run" / "run.json").write_text(damage)
    for command in ("score", "show"):
        done = cli(command, tmp_path / "run")
        assert done.code == 2
        assert "run.json" in done.err


def test_a_damaged_summary_is_written_anew(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    (tmp_path / "run" / "summary.json").write_text("[]")
    assert "writes it anew" in cli("show", tmp_path / "run").err
    assert cli("score", tmp_path / "run").code == 0
    assert cli("show", tmp_path / "run").code == 0


def test_what_a_run_does_not_hold_is_told(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", task(ROWS), "--responses", given, "-o", tmp_path / "run")
    done = cli("show", tmp_path / "run", "--id", "nosuch")
    assert (done.code, "no item and no constraint 'nosuch'" in done.err) == (2, True)
    assert cli("score", tmp_path / "run", "--repeats", "5").code == 2


def test_two_tasks_in_one_directory(task: Make, tmp_path: Path, cli: Cli) -> None:
    """Each keeps its record; the directory is complete when both are; other semantics leave nothing stale behind."""
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    one, two = task(ROWS, "one"), task(ROWS[:1], "two")
    output = ["--responses", given, "--model", "m", "-o", tmp_path / "run"]
    cli("score", "--task", one, *output, "--semantics", "both")
    cli("score", "--task", two, *output)
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (set(run["tasks"]), run["complete"]) == ({"one", "two"}, True)
    cli("score", "--task", one, *output)
    results = cli("show", tmp_path / "run", "--json").json["results"]
    assert [(r["task"], r["semantics"]) for r in results] == [("one", "corrected"), ("two", "corrected")]
    assert cli("score", tmp_path / "run").code == 0


def test_answers_to_an_edited_prompt_are_no_answers(task: Make, tmp_path: Path, cli: Cli) -> None:
    folder = task(ROWS)
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))
    cli("score", "--task", folder, "--responses", given, "-o", tmp_path / "run")
    (folder / "items.jsonl").write_text("".join(json.dumps(r) + "\n" for r in [row("a", "Say hello now."), ROWS[1]]))
    records = tmp_path / "run" / "mine" / "responses.jsonl"
    done = cli("score", "--task", folder, "--responses", records, "--json")
    assert (done.json["counts"]["missing"], done.json["counts"]["unmatched"]) == (1, 1)


def test_prompts_that_differ_in_outer_white_space_alone_are_told_apart(task: Make, tmp_path: Path, cli: Cli) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello. ", "a, b"), (" Say hello.", "Hi"), ("Say bye.", "Bye bye"))
    counts = cli("score", "--task", task(ROWS), "--responses", given, "--json").json["counts"]
    assert (counts["missing"], counts["unmatched"]) == (1, 2)


def test_a_reader_that_has_gone_is_no_failed_gate() -> None:
    listing = subprocess.Popen([sys.executable, "-m", "ifbench", "list", "checkers", "--json"], stdout=subprocess.PIPE)
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.wait(60) == 3


@pytest.mark.parametrize(
    ("args", "stream", "code"),
    [("list tasks", 1, 2), ("show nosuch", 2, 2), ("no-such-command", 2, 2)],
    ids=["output", "errors", "usage"],
)
def test_a_full_disk_is_no_failed_gate(args: str, stream: int, code: int) -> None:
    command = f"'{sys.executable}' -m ifbench {args} {stream}>/dev/full"
    assert subprocess.run(["sh", "-c", command], capture_output=True, check=False).returncode == code


def test_what_is_said_on_a_closed_stderr_goes_nowhere(task: Make, tmp_path: Path) -> None:
    given = answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye now"))
    command = (
        f"'{sys.executable}' -m ifbench eval --model '{given}' --tasks '{task(ROWS)}' -o '{tmp_path / 'run'}' --json"
    )
    done = subprocess.run(["sh", "-c", f"{command} 2>&-"], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["n"] == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, cli: Cli) -> None:
    name = "x" * 300
    done = cli("show", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert f"{name}/run.json: File name too long" in done.err


def test_a_fault_of_ours_is_no_failed_gate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifbench.cli.cli.main", lambda **_: dict[str, int]()["a"])
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 3
    assert "KeyError" in (told := capsys.readouterr().err)
    assert told.endswith("ifbench: this is a fault of ifbench itself; please report it with the lines above\n")


def test_no_escape_of_an_error_reaches_the_terminal(cli: Cli) -> None:
    done = cli("show", "\x1b[31mred")
    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\\x1b[31mred" in done.err
