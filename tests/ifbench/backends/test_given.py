"""Backends without a model: a file of answers, a function; and the contract's common part."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ifbench.backends import make
from ifbench.backends._drive import drive
from ifbench.backends._prompt import encodable
from ifbench.backends.function import Function
from ifbench.errors import UsageError
from ifbench.types import Completion, Message, Request, Sampling
from tests.ifbench.backends.conftest import ask, request


def lines(path: Path, *rows: Any) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def record(text: str, prompt: str, item: int = 1, sample: int = 0, turn: int = 0, **more: Any) -> dict[str, Any]:
    place = {"task": "t", "item": item, "variant": "", "sample": sample, "turn": turn}
    return {"key": "k", **place, "prompt": prompt, "text": text, "answer": text, "finish_reason": "stop", **more}


def test_answers_by_prompt(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"prompt": "Hi", "response": "one"},
        {"prompt": " Ho ", "response": "two"},
        {"prompt": "Ha", "response": None},
        {"prompt": "Hi", "response": "one"},
    )
    found = ask(make("replay", path, {}), *map(request, ["Hi", "Ho", "Ha", "Hu"]))
    assert (found["Hi"].text, found["Ho"].text) == ("one", "two")
    assert "null" in str(found["Ha"].error)
    assert found["Hu"].error == f"no answer to this prompt in {path}"
    assert found["Hu"].finish_reason == "error"


def test_our_own_records_answer_by_place(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "responses.jsonl",
        record("old", "Go on.", turn=1),
        record("first", "Go on.", turn=1, finish_reason="length", reasoning="hm", prompt_tokens=3, completion_tokens=4),
        record("other", "Go on.", item=2, turn=1),
        record("", "Go on.", item=3, error="time-out", finish_reason="error"),
    )
    found = ask(make("replay", path, {}), request("Go on.", "t/1//0/1"), request("Go on.", "t/2//0/1"))
    assert found["t/1//0/1"] == Completion("t/1//0/1", "first", "length", "hm", 3, 4)
    assert found["t/2//0/1"].text == "other"


def test_the_last_user_message_is_looked_up(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"prompt": "second", "response": "yes"})
    messages = (Message("user", "first"), Message("assistant", "x"), Message("user", "second"))
    assert ask(make("replay", path, {}), Request("1", messages, Sampling(), 0))["1"].text == "yes"


def test_identity_is_the_content_of_the_file(tmp_path: Path) -> None:
    same = [lines(tmp_path / name, {"prompt": "a", "response": "b"}) for name in ("a.jsonl", "b.jsonl")]
    other = lines(tmp_path / "c.jsonl", {"prompt": "a", "response": "c"})
    one, two, three = (make("replay", path, {}).identity for path in (*same, other))
    assert one.model == two.model != three.model
    assert (one.name, two.name) == ("a.jsonl", "b.jsonl")
    assert one.weights == "unverified"


def test_a_delay_for_each_answer(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"prompt": "a", "response": "b"})
    began = time.monotonic()
    ask(make("replay", path, {"delay": "0.1"}), request("a", "1"), request("a", "2"))
    assert 0.2 <= time.monotonic() - began < 2


DAMAGED = {
    "malformed": ('{"prompt": "a", "response": "b"}\n{"prompt": \n', "line 2"),
    "no object": ('["a"]\n', "line 1"),
    "no text": ('\n{"prompt": "a"}\n', "line 2"),
    "ill-typed": ('{"prompt": "a", "response": 3}\n', "line 1"),
    "contradiction": ('{"prompt": "a", "response": "b"}\n\n{"prompt": "a", "response": "c"}\n', "lines 1 and 3"),
    "empty": ("\n", "holds no answers"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_file_names_the_line(tmp_path: Path, case: str) -> None:
    content, where = DAMAGED[case]
    path = tmp_path / "a.jsonl"
    path.write_text(content)
    with pytest.raises(UsageError, match=where) as raised:
        ask(make("replay", str(path), {}), request("a"))
    assert str(path) in str(raised.value)


def test_no_file() -> None:
    with pytest.raises(UsageError, match="no file of answers at nowhere.jsonl"):
        make("replay", "nowhere.jsonl", {})


def test_a_function_and_its_failures() -> None:
    def answer(messages: list[dict[str, str]]) -> Any:
        text = messages[-1]["content"]
        return {"none": None, "number": 3}.get(text, text[::-1]) if text != "raise" else 1 / 0

    found = ask(Function("mine", answer), *map(request, ["abc", "none", "number", "raise"]))
    assert found["abc"].text == "cba"
    assert found["none"].error == "mine returned NoneType, not str"
    assert found["number"].error == "mine returned int, not str"
    assert found["raise"].error == "mine raised ZeroDivisionError: division by zero"


def test_a_function_is_known_by_the_models_name_and_its_own() -> None:
    class Model:
        def __call__(self, messages: list[dict[str, str]]) -> str:
            return ""

    assert Function("m", len).identity.model == "m builtins.len"  # type: ignore[arg-type]
    assert Function("m", Model()).identity.model.endswith("Model")
    assert Function("m", Model()).identity.weights == "unverified"


class Newest:
    """An engine that finishes one request at each `wait`, the newest first."""

    room = 2

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.flying: list[Request] = []
        self.closed = False

    def add(self, request: Request) -> None:
        self.taken.append(request.id)
        self.flying.append(request)
        assert len(self.flying) <= self.room

    def wait(self) -> Sequence[Completion]:
        return [Completion(self.flying.pop().id, "x")]

    def close(self) -> None:
        self.closed = True


def test_an_engine_is_filled_but_never_over_its_room() -> None:
    engine = Newest()
    pulled = 0

    def requests() -> Iterator[Request]:
        nonlocal pulled
        for n in range(5):
            pulled += 1
            yield request("a", str(n))

    answers = drive(engine, requests())
    assert next(answers).id == "1"
    assert pulled == 2
    assert sorted(c.id for c in answers) == ["0", "2", "3", "4"]
    assert engine.closed


def test_an_engine_is_closed_when_its_answers_are_let_go() -> None:
    engine = Newest()
    answers = drive(engine, iter([request("a", "1"), request("a", "2")]))
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert engine.closed


def test_nothing_ready_with_nothing_in_flight_is_no_endless_loop() -> None:
    with pytest.raises(RuntimeError, match="nothing is in flight"):
        list(drive(Newest(), iter([None])))
    with pytest.raises(RuntimeError, match="nothing is in flight"):
        list(Function("m", lambda messages: "").generate(iter([None])))


@pytest.mark.parametrize(
    ("text", "sent"), [("a\ud800b", "a\ufffdb"), ("\ud83d\ude00", "😀"), ("é\x00日😀", "é\x00日😀"), ("", "")]
)
def test_what_can_be_encoded_is_left_alone(text: str, sent: str) -> None:
    assert encodable(text) == sent
