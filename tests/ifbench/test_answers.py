"""Rows of answers that say more than a prompt and a text: what failed, and what was cut."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifbench.answers import read_answers
from tests.conftest import Cli, row

Make = Callable[..., Path]


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps({"prompt": "Say hello.", **one}) + "\n" for one in rows))
    return path


FAILED = {
    "empty": ({"response": "", "error": "HTTP 500"}, "HTTP 500"),
    "blank": ({"text": " \n", "error": "HTTP 500"}, "HTTP 500"),
    "null": ({"response": None, "error": "HTTP 500", "finish_reason": "length"}, "HTTP 500"),
    "an object": ({"response": "", "error": {"code": 500}}, "{'code': 500}"),
    "lines": ({"response": "", "error": "Traceback:\n  \x1b[31mValueError"}, "Traceback: \\x1b[31mValueError"),
}


@pytest.mark.parametrize("name", FAILED)
def test_a_request_that_failed(tmp_path: Path, name: str) -> None:
    given, error = FAILED[name]
    (answer,) = read_answers(write(tmp_path / "a.jsonl", given))
    assert answer is not None
    made = answer.completion("1")
    assert (answer.text, made.text, made.finish_reason) == (None, "", "error")
    assert made.error == f"the file of answers holds an error ({error}) for this prompt"


CAME = {
    "an error beside a text": ({"response": "Hi", "error": "retried once"}, "Hi", "stop"),
    "no error": ({"response": "", "error": None}, "", "stop"),
    "an error that says nothing": ({"response": "", "error": ""}, "", "stop"),
    "a null that was cut": ({"response": None, "finish_reason": "length"}, "", "length"),
    "a null after reasoning": ({"response": None, "reasoning": "hm"}, "", "stop"),
}


@pytest.mark.parametrize("name", CAME)
def test_an_answer_that_came(tmp_path: Path, name: str) -> None:
    given, text, finish = CAME[name]
    (answer,) = read_answers(write(tmp_path / "a.jsonl", given))
    assert answer is not None
    made = answer.completion("1")
    assert (made.text, made.finish_reason, made.error) == (text, finish, None)


@pytest.mark.parametrize("long", [False, True])
def test_what_failed_is_missing_and_not_empty(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool
) -> None:
    if long:
        as_stream()
    path = write(tmp_path / "a.jsonl", {"response": "", "error": "HTTP 500"}, {"prompt": "Bye.", "response": "Bye"})
    folder, run = task([row("a"), row("b", "Bye.")]), tmp_path / "run"
    done = cli("score", "--task", folder, "--responses", path, "-o", run, "--json")
    for found in (done, cli("score", run, "--json")):
        counts = found.json["counts"]
        assert (found.code, found.json["n"], found.json["answered"]["n"]) == (0, 2, 1)
        assert (counts["missing"], counts["errors"], counts["empty"]) == (1, 1, 0)


@pytest.mark.parametrize("long", [False, True])
def test_reasoning_that_came_apart_and_never_ends(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool
) -> None:
    if long:
        as_stream()
    path = write(tmp_path / "a.jsonl", {"response": None, "reasoning": "hm", "finish_reason": "length"})
    counts = cli("score", "--task", task([row()]), "--responses", path, "--json").json["counts"]
    assert (counts["missing"], counts["truncated"], counts["empty"], counts["reasoning_stripped"]) == (0, 1, 0, 1)


def retried(*order: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"prompt": "Bye.", "response": "Bye"}, *order]


FIRST, AGAIN = {"response": "", "error": "HTTP 500"}, {"response": "Hi"}
RETRIED = {
    "tried again": retried(FIRST, AGAIN),
    "tried again and again": retried(FIRST, {"response": None, "error": "HTTP 503"}, AGAIN),
    "a null": retried({"response": None}, AGAIN),
    "a row too many": retried(AGAIN, FIRST),
}


@pytest.mark.parametrize("way", ["short", "long", "replay"])
@pytest.mark.parametrize("name", RETRIED)
def test_what_failed_gives_way_to_what_came(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], name: str, way: str
) -> None:
    """It is neither an answer nor one that nothing asked for."""
    if way == "long":
        as_stream()
    path, folder, run = write(tmp_path / "a.jsonl", *RETRIED[name]), task([row("a"), row("b", "Bye.")]), tmp_path / "r"
    given = ("eval", "--model", path, "--tasks") if way == "replay" else ("score", "--responses", path, "--task")
    done = cli(*given, folder, "-o", run, "--json")
    assert (done.code, "left out" in done.err) == (0, False), done.err
    counts = done.json["counts"]
    assert (done.json["answered"]["n"], counts["missing"], counts["errors"], counts["unmatched"]) == (2, 0, 0, 0)
    stored = [json.loads(line) for line in (run / "mine" / "responses.jsonl").read_text().splitlines()]
    assert {(one["item"], one["text"], one["error"]) for one in stored} == {("a", "Hi", None), ("b", "Bye", None)}


@pytest.mark.parametrize("way", ["short", "long", "replay"])
def test_two_that_came_are_refused_whatever_failed_before_them(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], way: str
) -> None:
    if way == "long":
        as_stream()
    path, folder = write(tmp_path / "a.jsonl", FIRST, AGAIN, FIRST, {"response": "Ho"}), task([row("a")])
    given = ("eval", "--model", path, "--tasks") if way == "replay" else ("score", "--responses", path, "--task")
    done = cli(*given, folder, "-o", tmp_path / "r")
    assert (done.code, f"{path}: two different answers to one prompt, on lines 2 and 4" in done.err) == (2, True)


@pytest.mark.parametrize("long", [False, True])
def test_a_sample_that_failed_gives_way_to_itself_alone(
    task: Make, tmp_path: Path, cli: Cli, as_stream: Callable[[], None], long: bool
) -> None:
    if long:
        as_stream()
    rows = [{**FIRST, "sample": 0}, {**FIRST, "sample": 1}, {**AGAIN, "sample": 1}, {**FIRST, "sample": 1}]
    path, run = write(tmp_path / "a.jsonl", *rows), tmp_path / "run"
    done = cli("score", "--responses", path, "--task", task([row("a")]), "--repeats", "auto", "-o", run, "--json")
    counts = done.json["counts"]
    assert (done.json["n"], counts["missing"], counts["errors"], counts["unmatched"]) == (2, 1, 1, 0)


def test_a_record_that_holds_no_text_is_one_that_failed(tmp_path: Path) -> None:
    place = {"task": "t", "item": 1, "variant": "", "sample": 0, "turn": 0}
    assert list(read_answers(write(tmp_path / "a.jsonl", {**place, "text": None}))) == [None]
