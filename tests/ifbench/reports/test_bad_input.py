"""Wrong calls, damaged runs and changed tasks: a sentence each, and nothing lost."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli
from tests.ifbench.reports.conftest import MakeRun


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["report", "{run}", "-o", "x.pdf"], "must end with one of .html"),
        (["report", "nowhere", "-o", "x.html"], "is no run directory"),
        (["leaderboard", "nowhere"], "nowhere is no folder"),
        (["leaderboard", "{empty}"], "no run directory and no baseline lies there"),
        (["report", "{run}", "-o", "{empty}/no/x.html"], "cannot write"),
    ],
)
def test_wrong_calls_are_a_sentence_and_exit_2(
    args: list[str], says: str, run: MakeRun, cli: Cli, tmp_path: Path
) -> None:
    made, empty = run("made"), tmp_path / "empty"
    empty.mkdir()
    done = cli(*(arg.format(run=made, empty=empty) for arg in args))
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_rows_that_changed_leave_sentences_out_and_say_so(
    run: MakeRun, everything: Path, cli: Cli, tmp_path: Path
) -> None:
    made, items = run("made"), everything / "items.jsonl"
    items.with_name("moved.jsonl").write_text(items.read_text())
    items.write_text(items.read_text().replace("Say something", "Tell something"))
    done = cli("report", made, "-o", tmp_path / "it.html")
    assert done.code == 0
    assert "its rows have changed" in done.err
    assert "its rows have changed" in (tmp_path / "it.html").read_text()
    again = cli("report", made, "-o", tmp_path / "it.html", "--data", items.with_name("moved.jsonl"))
    assert again.err == ""


def test_a_task_that_is_gone_is_told_without_a_remedy_that_cannot_help(
    run: MakeRun, everything: Path, cli: Cli, tmp_path: Path
) -> None:
    made = run("one")
    everything.rename(tmp_path / "elsewhere")
    done = cli("report", made, "-o", tmp_path / "it.html")
    assert done.code == 0
    assert "is no longer there; put it back" in done.err
    assert "--data" not in done.err


@pytest.mark.parametrize("name", ["runs/one/run.json", "runs/one/summary.json", "baselines/mixed/main.json"])
def test_a_report_never_replaces_what_reports_are_made_of(name: str, run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    made = run("one")
    cli("bless", made, "--name", "main", "--to", tmp_path / "baselines")
    before = (tmp_path / name).read_bytes()
    done = cli("report", made, "-o", tmp_path / name)
    assert (done.code, "choose another -o" in done.err) == (2, True)
    assert (tmp_path / name).read_bytes() == before


SUMMARY_DAMAGE: dict[str, Any] = {"metrics": {}, "headline": "best", "floor": None, "counts": {}, "version": "x"}


@pytest.mark.parametrize("field", SUMMARY_DAMAGE)
@pytest.mark.parametrize("lost", [True, False])
def test_a_result_that_no_table_can_show_is_damage(
    field: str, lost: bool, run: MakeRun, cli: Cli, tmp_path: Path
) -> None:
    made = run("one")
    summary = json.loads((made / "summary.json").read_text())
    del summary["results"][0][field]
    summary["results"][0] |= {} if lost else {field: SUMMARY_DAMAGE[field]}
    (made / "summary.json").write_text(json.dumps(summary))
    for command in (["show", made], ["report", made, "-o", tmp_path / "it.md"]):
        done = cli(*command)
        assert (done.code, "writes it anew" in done.err) == (2, True)
    assert cli("score", made).code == 0
    assert cli("show", made).code == 0


@pytest.mark.parametrize("file", ["run.json", "summary.json"])
def test_a_lone_surrogate_in_a_run_spoils_no_leaderboard(file: str, run: MakeRun, cli: Cli, tmp_path: Path) -> None:
    (run("bad") / file).write_text('"\\ud800"')
    run("good")
    done = cli("leaderboard", tmp_path / "runs", "-o", tmp_path / "it.md")
    assert (done.code, "left out" in done.err) == (0, True)


def test_runs_behind_links_are_found_and_a_closed_folder_is_told(
    run: MakeRun, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, closed = tmp_path / "linked", tmp_path / "linked" / "closed"
    closed.mkdir(parents=True)
    (folder / "one").symlink_to(run("one", {0: "One, two"}))
    (folder / "round").symlink_to(folder)
    assert cli("leaderboard", folder, "-o", tmp_path / "it.json").code == 0
    scan = os.scandir

    def scandir(path: str) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (folder / "two").symlink_to(run("two"))
    done = cli("leaderboard", folder, "-o", tmp_path / "it.json")
    [group] = json.loads((tmp_path / "it.json").read_text())["groups"]
    assert (done.code, len(group["rows"])) == (0, 2)
    assert f"left out: cannot read {closed}: Permission denied" in done.err
