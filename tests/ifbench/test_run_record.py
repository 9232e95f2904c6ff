"""Which run a directory holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

import ifbench
from ifbench.errors import UsageError
from tests.conftest import Cli, answers, row

Make = Callable[..., Path]
ROWS = [row("a", "Say hello."), row("b", "Say bye.")]
LONG = "Answer as a very careful person would, in {} words, to whoever asks for anything."


@pytest.mark.parametrize(
    ("there", "here", "told"),
    [
        ("Be brief.", None, "system: Be brief. there, None here"),
        (
            LONG.format("two"),
            LONG.format("ten"),
            "system: ...l person would, in two words, to whoever... there, "
            "...l person would, in ten words, to whoever... here",
        ),
        (LONG.format("two"), "No.", "system: Answer as a very careful person would, i... there, No. here"),
        (LONG, LONG + "!", "system: ...r asks for anything. there, ...r asks for anything.! here"),
    ],
)
def test_another_run_is_refused_with_what_differs(
    task: Make, tmp_path: Path, there: str, here: str | None, told: str
) -> None:
    folder, output = str(task([row(1, "Say hello.")])), tmp_path / "run"
    ifbench.evaluate("mine", folder, lambda _: "Hi", output=output, system=there)
    with pytest.raises(UsageError) as refused:
        ifbench.evaluate("mine", folder, lambda _: "Hi", output=output, system=here)
    assert f"holds another run ({told}); choose another -o" in str(refused.value)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return answers(tmp_path / "a.jsonl", ("Say hello.", "Hi"), ("Say bye.", "Bye"))


GIVES_WAY = [
    ((), ("--limit", "1"), "2 items of version 1, by scores on 1 item of version 1 (1 in common)"),
    (("--limit", "1"), ("--ids", "b"), "1 item of version 1, by scores on 1 item of version 1 (0 in common)"),
    (("--repeats", "2"), (), "2 items of version 1, 2 samples each, by scores on 2 items of version 1 (2 in common)"),
]


@pytest.mark.parametrize(("there", "here", "told"), GIVES_WAY)
def test_scores_that_give_way_to_fewer_or_others_are_told(
    task: Make, tmp_path: Path, cli: Cli, given: Path, there: tuple[str, ...], here: tuple[str, ...], told: str
) -> None:
    run, folder = tmp_path / "run", task(ROWS)
    says = f"Replacing the scores of mine in {run}, on {told}; to keep both, give another -o (the stored answers stay)"
    made = ("eval", "--model", given, "--tasks", folder, "-o", run)
    assert "Replacing" not in cli(*made, *there).err
    done = cli(*made, *here)
    assert done.code == 0
    assert says in done.err.splitlines()
    assert "Replacing" not in cli(*made, *here).err


def test_more_items_are_not_told_nor_what_was_never_scored(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    made = ("eval", "--model", given, "--tasks", task(ROWS), "-o", tmp_path / "run")
    for limit in ("1", "2"):
        assert "Replacing" not in cli(*made, "--limit", limit).err
    (tmp_path / "run" / "summary.json").unlink()  # as after a kill
    assert "Replacing" not in cli(*made, "--limit", "1").err


KILLED = [
    (("--limit", "1"), (), ("--limit", "1"), ""),
    (("--limit", "1"), ("--repeats", "2"), (), ""),
    (
        ("--limit", "2"),
        ("--limit", "1"),
        ("--ids", "b"),
        "2 items of version 1, by scores on 1 item of version 1 (1 in",
    ),
]


@pytest.mark.parametrize(("scored", "killed", "here", "told"), KILLED)
def test_what_a_killed_run_wanted_is_no_score(
    task: Make, tmp_path: Path, cli: Cli, given: Path, scored: tuple[str, ...], killed: tuple[str, ...],
    here: tuple[str, ...], told: str,
) -> None:  # fmt: skip
    """Its record is there before its first answer, beside the scores of the run before."""
    run = tmp_path / "run"
    made = ("eval", "--model", given, "--tasks", task(ROWS), "-o", run)
    cli(*made, *scored)
    scores = {path: path.read_bytes() for path in (run / "summary.json", run / "mine" / "verdicts.jsonl")}
    cli(*made, *killed)
    for path, content in scores.items():
        path.write_bytes(content)
    err = cli(*made, *here).err
    assert told in err if told else "Replacing" not in err


def test_verdicts_that_are_damaged_are_no_scores(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    run = tmp_path / "run"
    made = ("eval", "--model", given, "--tasks", task(ROWS), "-o", run)
    cli(*made)
    with (run / "mine" / "verdicts.jsonl").open("a") as stream:
        stream.write("{")
    done = cli(*made, "--limit", "1")
    assert (done.code, "Replacing" in done.err) == (0, False)


def test_another_version_of_a_task_is_told(task: Make, tmp_path: Path, cli: Cli, given: Path) -> None:
    run, rows = tmp_path / "run", [ROWS[0], row("b", "Say bye.", ("startend:quotation", {}))]
    made = ("score", "--responses", given, "-o", run, "--task")
    assert cli(*made, task(ROWS)).err == f"Run directory: {run}\n"
    done = cli(*made, task(rows, "later", id="mine", version=2))
    assert "on 2 items of version 1, by scores on 2 items of version 2 (of other rows); to keep both" in done.err


def test_scores_are_told_of_before_they_are_touched(
    task: Make, tmp_path: Path, cli: Cli, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    made = ("eval", "--model", given, "--tasks", task(ROWS), "-o", run)
    cli(*made)
    before = contents(run)
    seen = []
    monkeypatch.setattr("ifbench.progress.Progress.note", lambda _, line: seen.append((line[:9], contents(run))))
    cli(*made, "--limit", "1")
    assert ("Replacing", before) in seen


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
