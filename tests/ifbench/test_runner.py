"""The runner: dialogues without a barrier, resume, errors."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ifbench.errors import IncompleteError
from ifbench.items import parse_items
from ifbench.protocols import Cell, Settings
from ifbench.reasoning import Reasoning
from ifbench.records import Response, read_records
from ifbench.response_log import ResponseLog
from ifbench.runner import Runner
from ifbench.types import Completion, Identity, Request, Sampling
from tests.conftest import row


class Echo:
    """A backend that answers at once, newest first, and keeps what it was asked."""

    identity = Identity("echo", "echo", "1", "sha256:0")

    def __init__(self, fail: str = "") -> None:
        self.asked: list[Request] = []
        self.fail = fail

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        waiting: list[Request] = []
        for request in requests:
            if request is not None:
                waiting.append(request)
                self.asked.append(request)
                continue
            yield self.answer(waiting.pop())
        while waiting:
            yield self.answer(waiting.pop())

    def answer(self, request: Request) -> Completion:
        said = request.messages[-1].content
        if said == self.fail:
            return Completion(request.id, "", "error", error="time-out")
        return Completion(request.id, f"<think>hm</think>{said}!")


def dialogues(n: int, turns: int) -> list[Cell]:
    rows = [
        {"key": d, "turns": [{k: v for k, v in row(0, f"{d}.{t}").items() if k != "key"} for t in range(turns)]}
        for d in range(n)
    ]
    settings = Settings(Sampling(), 3, "Be brief.")
    return [Cell("t", item, settings) for item in parse_items(enumerate(rows, 1), "f")]


def run(path: Path, backend: Echo, cells: list[Cell], reasoning: Reasoning = "strip") -> list[tuple[Response, bool]]:
    landed: list[tuple[Response, bool]] = []
    log = ResponseLog(path / "responses.jsonl")
    Runner(backend, cells, {"t": log}, {"t": reasoning}, lambda r, reused: landed.append((r, reused))).run()
    log.close()
    return landed


def test_three_dialogues_of_five_turns(tmp_path: Path) -> None:
    backend = Echo()
    landed = run(tmp_path, backend, dialogues(3, 5))
    assert sorted((r.item, r.turn) for r, _ in landed) == [(d, t) for d in range(3) for t in range(5)]
    last = next(request for request in backend.asked if request.id.endswith("/1//0/4"))
    assert [m.role for m in last.messages] == ["system"] + ["user", "assistant"] * 4 + ["user"]
    assert [m.content for m in last.messages[1:4]] == ["1.0", "1.0!", "1.1"]


def test_an_answer_that_was_not_asked_for(tmp_path: Path) -> None:
    class Stray(Echo):
        def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
            yield from (Completion("stray", "a") for _ in requests)

    with pytest.raises(IncompleteError, match="the echo backend answered 'stray', which is not under way"):
        run(tmp_path, Stray(), dialogues(1, 1))


def test_there_is_no_barrier_between_dialogues(tmp_path: Path) -> None:
    """The dialogue that is answered first goes on before the others were answered once."""
    landed = [(r.item, r.turn) for r, _ in run(tmp_path, Echo(), dialogues(3, 2))]
    assert landed.index((2, 1)) < landed.index((0, 0))


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    first = run(tmp_path, Echo(), dialogues(2, 3))
    backend = Echo()
    again = run(tmp_path, backend, dialogues(3, 3))
    assert {request.id.split("/")[1] for request in backend.asked} == {"2"}
    assert sum(reused for _, reused in again) == len(first) == 6


def test_a_failed_turn_ends_its_dialogue_alone_and_is_asked_again(tmp_path: Path) -> None:
    landed = run(tmp_path, Echo(fail="1.1"), dialogues(3, 3))
    assert sorted((r.item, r.turn) for r, _ in landed if r.item == 1) == [(1, 0), (1, 1)]
    assert [r.error for r, _ in landed if r.error] == ["time-out"]
    backend = Echo()
    run(tmp_path, backend, dialogues(3, 3))
    assert [request.id for request in backend.asked] == ["t/1//0/1", "t/1//0/2"]


def test_readers_see_the_answers_of_the_last_run(tmp_path: Path) -> None:
    """Where the rule for the reasoning is changed back, the earlier answers to later turns are the last ones again."""

    class Attentive(Echo):
        def answer(self, request: Request) -> Completion:
            return Completion(request.id, "<think>hm</think>" + " ".join(m.content for m in request.messages))

    for rule in ("strip", "keep", "strip"):
        seen = [row for row, _ in run(tmp_path, Attentive(), dialogues(2, 2), rule)]
        last = {row.place: row for row in read_records(tmp_path / "responses.jsonl", Response)}
        assert {place: row.text for place, row in last.items()} == {row.place: row.text for row in seen}
        assert ("<think>hm</think>Be brief." in last[seen[-1].place].text[17:]) == (rule == "keep")


def test_samples_differ_in_their_seeds(tmp_path: Path) -> None:
    (cell,) = dialogues(1, 1)
    backend = Echo()
    run(tmp_path, backend, [Cell("t", cell.item, cell.settings, sample) for sample in range(4)])
    assert len({request.seed for request in backend.asked}) == 4
    assert len({(request.messages, request.sampling) for request in backend.asked}) == 1
