"""The run directory through kills, damage, full disks and rivals."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ifbench.errors import IncompleteError, UsageError
from ifbench.files import write_atomically
from ifbench.records import Response
from ifbench.response_log import ResponseLog
from ifbench.store import RunDirectory


def response(item: int, text: str = "fine", **changes: object) -> Response:
    fields = {"prompt": "Hi", "text": text, "answer": text, "finish_reason": "stop", **changes}
    return Response(f"key{item}", "t", item, "", 0, 0, **fields)  # type: ignore[arg-type]


def test_what_is_appended_is_found_again(tmp_path: Path) -> None:
    log = ResponseLog(tmp_path / "responses.jsonl")
    log.append(response(1))
    log.close()
    assert ResponseLog(tmp_path / "responses.jsonl").stored == {"key1": response(1)}


@pytest.mark.parametrize("text", ["\ud800 lone", "nul \x00", "line\u2028sep", "𝒳 😀", '"\\'])
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    log = ResponseLog(tmp_path / "responses.jsonl")
    log.append(response(1, text))
    log.close()
    assert ResponseLog(tmp_path / "responses.jsonl").stored["key1"].text == text


@pytest.mark.parametrize("keep", [0, 1, 40, -1])
def test_a_torn_last_line_is_dropped(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "responses.jsonl"
    log = ResponseLog(path)
    log.append(response(1))
    log.append(response(2))
    log.close()
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + second[:keep])
    log = ResponseLog(path)
    assert log.torn == (keep != 0)
    assert list(log.stored) == ["key1"]
    log.append(response(3))
    log.close()
    assert list(ResponseLog(path).stored) == ["key1", "key3"]


def test_a_damaged_inner_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "responses.jsonl"
    log = ResponseLog(path)
    log.append(response(1))
    log.append(response(2))
    log.close()
    path.write_bytes(b'{"key": 1\n' + path.read_bytes())
    with pytest.raises(UsageError, match="line 1: malformed JSON"):
        ResponseLog(path)


def test_an_error_is_asked_for_again(tmp_path: Path) -> None:
    log = ResponseLog(tmp_path / "responses.jsonl")
    log.append(response(1, "", answer=None, finish_reason="error", error="time-out"))
    assert log.stored == {}
    log.close()
    again = ResponseLog(tmp_path / "responses.jsonl")
    assert again.stored == {}


def test_an_older_answer_that_is_taken_up_is_the_last_at_its_place(tmp_path: Path) -> None:
    first, second = response(1, "first"), replace(response(1, "second"), key="other")
    directory = RunDirectory(tmp_path)
    for _ in range(2):
        log = directory.log("t")
        for one in (first, second, second):
            log.take_up(one)
        log.close()
    assert directory.responses("t") == {second.place: second}
    log = directory.log("t")
    log.take_up(first)
    log.close()
    assert directory.responses("t") == {first.place: first}
    assert log.path.read_bytes().count(b"\n") == 5


def test_two_processes_cannot_write_one_run(tmp_path: Path) -> None:
    log = ResponseLog(tmp_path / "responses.jsonl")
    with pytest.raises(UsageError, match="another process is writing"):
        ResponseLog(tmp_path / "responses.jsonl")
    log.close()
    ResponseLog(tmp_path / "responses.jsonl").close()


def test_a_full_disk_says_what_to_do(tmp_path: Path) -> None:
    log = ResponseLog(tmp_path / "responses.jsonl")
    os.dup2(os.open("/dev/full", os.O_WRONLY), log._handle)
    with pytest.raises(IncompleteError, match=r"the disk is full .* run the same command again"):
        log.append(response(1))


def test_a_disk_that_is_full_at_the_end_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    log = ResponseLog(tmp_path / "responses.jsonl")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(IncompleteError, match=r"the disk is full .* run the same command again"):
        log.close()


def test_a_run_of_another_schema_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"schema": 2, "runs": []}')
    with pytest.raises(UsageError, match="is of schema 2, not 1: another version"):
        RunDirectory(tmp_path).read_run()


def test_a_place_that_cannot_be_written_is_named() -> None:
    with pytest.raises(UsageError, match="cannot write /proc/ifbench"):
        RunDirectory(Path("/proc/ifbench/run")).create()


def test_a_folder_with_other_things_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(UsageError, match="not empty and holds no run"):
        RunDirectory(tmp_path).create()


def test_a_run_that_was_killed_as_it_began_can_begin(tmp_path: Path) -> None:
    (tmp_path / ".run.json.1faa3b6f.part").write_text('{"schema": 1,')
    directory = RunDirectory(tmp_path)
    directory.create()
    directory.write_run({})
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_writing_replaces_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    write_atomically(path, "one")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "two \ud800")
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_summaries_of_several_tasks_stand_beside_each_other(tmp_path: Path) -> None:
    directory = RunDirectory(tmp_path)
    directory.write_summary([{"task": "b", "semantics": "official", "n": 1}])
    directory.write_summary([{"task": "a", "semantics": "official", "n": 2}])
    directory.write_summary([{"task": "b", "semantics": "official", "n": 3}])
    assert [(r["task"], r["n"]) for r in directory.read_summary()] == [("a", 2), ("b", 3)]
    assert json.loads((tmp_path / "summary.json").read_text())["schema"] == 1


@pytest.mark.parametrize("keep", [1, 40, -1])
def test_readers_pass_over_a_torn_last_line_and_leave_it(tmp_path: Path, keep: int) -> None:
    directory = RunDirectory(tmp_path)
    log = directory.log("t")
    log.append(response(1))
    log.append(response(2))
    log.close()
    first, second = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(first + second[:keep])
    assert list(directory.responses("t").values()) == [response(1)]
    assert log.path.read_bytes() == first + second[:keep]
    log.path.write_bytes(second[:40] + b"\n" + first)
    with pytest.raises(UsageError, match="line 1: "):
        directory.responses("t")
