"""Given answers come to their places, those of a long file to the same as those of a short one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench import bulk, given_answers
from ifbench.answers import read_answers
from ifbench.matching import Matches
from ifbench.tasks import load_task
from tests.conftest import Cli, row

Make = Callable[..., Path]
ROWS = [row("a", "Say hello."), row("b", "Say bye."), row("c", "Say bye. "), row("d", "Twice."), row("e", "Twice.")]


def record(item: str, prompt: str, text: str, sample: int = 0, **changes: Any) -> dict[str, Any]:
    place = {"task": "mine", "item": item, "variant": "", "sample": sample, "turn": 0}
    return {**place, "prompt": prompt, "text": text, "finish_reason": "stop", **changes}


def plain(prompt: str, text: str, **changes: Any) -> dict[str, Any]:
    return {"prompt": prompt, "response": text, **changes}


FILES = {
    "one prompt for two items": [plain("Twice.", "yes"), plain("Say hello.", "a, b")],
    "outer white space": [plain(" Say hello.\n", "yes"), plain("Say bye. ", "c"), plain("Say bye.", "b, b")],
    "a prompt as it is before a stripped one": [plain(" Say hello.", "a, b"), plain("Say hello.", "yes")],
    "records name their items": [record("e", "Twice.", "e"), record("d", "Twice.", "d, d"), record("a", "Old.", "x")],
    "a failed record was asked for again": [
        record("a", "Say hello.", "", error="no"),
        record("a", "Say hello.", "yes"),
    ],
    "the last record of an item": [record("a", "Say hello.", "a, b"), record("a", "Say hello.", "yes")],
    "records of another task": [record("z", "Say hello.", "a, b", task="other")],
    "the same answer twice": [plain("Say hello.", "a, b"), plain("Say hello.", "a, b")],
    "samples that are told": [plain("Say hello.", "a, b", sample=1), plain("Say hello.", "yes", sample=0)],
    "more samples than wanted": [plain("Say hello.", "yes", sample=7), plain("Say hello.", "a, b")],
    "two answers to a prompt that is not asked": [
        plain("Unheard", "a"),
        plain("Say hello.", "yes"),
        plain("Unheard", "b"),
        plain("Unheard", "c", sample=4),
    ],
    "failed, and tried again": [
        plain("Say hello.", "", error="HTTP 500"),
        plain("Twice.", "", error="HTTP 500"),
        plain("Say hello.", "", error="HTTP 503", sample=0),
        plain("Twice.", "yes", sample=0),
        plain("Say hello.", "a, b", sample=0),
        plain("Twice.", "", error="HTTP 500", sample=0),
    ],
    "cut off, and none": [plain("Say hello.", "a", finish_reason="length"), {"prompt": "Say bye.", "response": None}],
}


@pytest.mark.parametrize("repeats", [1, 2])
@pytest.mark.parametrize("name", FILES)
def test_the_same_places(
    task: Make, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, repeats: int
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in FILES[name]))
    command = ["score", "--task", task(ROWS), "--responses", path, "--repeats", repeats, "--jobs", 1]
    short = cli(*command, "-o", tmp_path / "short", "--json")
    monkeypatch.setattr(given_answers, "LONG_FILE", 0)
    monkeypatch.setattr(bulk, "BATCH", 1)
    long = cli(*command, "-o", tmp_path / "long", "--json")
    assert (long.code, long.json) == (0, short.json)
    verdicts = [(tmp_path / run / "mine" / "verdicts.jsonl").read_bytes() for run in ("short", "long")]
    assert verdicts[0] == verdicts[1]


WRONG = {
    "a time": (
        [plain("Say hello.", "a", sample=0), plain("Say hello.", "b", sample=1_700_000_000)],
        "line 2: `sample`",
    ),
    "over 64 bits": ([plain("Say hello.", "a", sample=2**63)], "line 1: `sample` is not below 1"),
    "as many as there are": (
        [plain("Say hello.", "a", sample=1), plain("Say bye.", "a", sample=2)],
        "line 2: `sample`",
    ),
    "below 0": ([plain("Say hello.", "a", sample=-1)], "line 1: Expected `int` >= 0"),
    "no number": ([plain("Say hello.", "a", sample="\ud800")], "line 1: 'utf-8' codec"),
}


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("name", WRONG)
def test_a_sample_that_is_none(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], name: str, long: bool
) -> None:
    if long:
        as_stream()
    rows, says = WRONG[name]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    done = cli("score", "--task", task(ROWS), "--responses", path, "--repeats", "auto")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"{path}, {says}" in done.err


@pytest.mark.parametrize("long", [False, True])
def test_failed_records_count_among_the_samples(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool
) -> None:
    if long:
        as_stream()
    failed = [record("a", "Say hello.", "", sample, error="no") for sample in (0, 1)]
    path, folder = tmp_path / "a.jsonl", task(ROWS)
    path.write_text("".join(json.dumps(one) + "\n" for one in [record("a", "Say hello.", "yes", 2), *failed]))
    done = cli("score", "--task", folder, "--responses", path, "--repeats", "auto", "--json")
    assert (done.code, done.json["n"], done.json["counts"]["missing"]) == (0, 15, 14)
    path.write_text(json.dumps(record("a", "Say hello.", "yes", 2**40)) + "\n" + json.dumps(plain("Say bye.", "a")))
    done = cli("score", "--task", folder, "--responses", path, "--repeats", 2, "--json")
    assert (done.code, done.json["n"], done.json["counts"]["unmatched"]) == (0, 10, 1)


HIGH = {
    "some": (
        [plain("Say hello.", "yes", sample=n) for n in range(3)],
        0,
        "2 of the answers; the first, on line 2: Say hello.; 2 only for a `sample` too high: --repeats 3",
    ),
    "beside others": (
        [plain("Hm?", "a"), *(plain("Say hello.", "yes", sample=n) for n in (0, 1))],
        0,
        "2 of the answers; the first, on line 1: Hm?; 1 only for a `sample` too high: --repeats 2 takes",
    ),
    "all": (
        [plain("Say hello.", "yes", sample=1), plain("Hm?", "a")],
        2,
        "asked for by mine; it begins with 'Say hello.'; 1 only for a `sample` too high: --repeats 2",
    ),
    "a time": ([plain("Say hello.", "yes", sample=2**40)], 2, "too high: samples count from 0"),
}


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("name", HIGH)
def test_samples_beyond_the_repeats_are_told(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], name: str, long: bool
) -> None:
    if long:
        as_stream()
    rows, code, says = HIGH[name]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    done = cli("score", "--task", task(ROWS), "--responses", path)
    assert (done.code, says in done.err) == (code, True), done.err


@pytest.mark.parametrize("repeats", [1, "auto"])
@pytest.mark.parametrize("long", [False, True])
def test_what_is_not_asked_is_not_looked_at(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool, repeats: int | str
) -> None:
    if long:
        as_stream()
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps(plain(*one)) + "\n" for one in [("Say hello.", "x"), ("Hm?", "a"), ("Hm?", "b")])
    )
    done = cli("score", "--task", task(ROWS), "--responses", path, "--repeats", repeats, "--json")
    assert (done.code, done.json["n"], done.json["counts"]["unmatched"]) == (0, len(ROWS), 2)


def test_the_turns_of_a_dialogue(task: Make, tmp_path: Path) -> None:
    turns = [{name: value for name, value in row("", text).items() if name != "key"} for text in ("Go on.", "Go on. ")]
    own, last = record("e", "Go on. ", "yes", turn=1), record("d", "Go on.", "yes", 1)
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in [plain("Go on.", "no"), own, last]))
    answers = list(read_answers(path))
    found = Matches(path, load_task(str(task([{"key": key, "turns": turns} for key in "de"]))), 2, answers)
    assert [found.places(row) for row in range(3)] == [[0, 4], [2, 6], [1, 3, 5, 7]]
    placed = {(place.item, place.turn, place.sample): one.line for place, one in found.placed(answers).items()}
    assert placed == {
        (key, turn, sample): 3 if sample else 1 + turn for key in "de" for turn in (0, 1) for sample in (0, 1)
    }


def test_samples_are_counted(task: Make, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(plain("Say hello.", f"{n}")) + "\n" for n in range(5)))
    answers = list(read_answers(path))
    found = Matches(path, load_task(str(task(ROWS))), None, answers)
    assert (found.repeats, found.used, found.unmatched) == (5, 5, None)
    assert [found.places(row) for row in range(5)] == [[0], [1], [2], [3], [4]]
    assert list(found.placed(answers).values()) == answers
    assert found.row_at(5) == -1
