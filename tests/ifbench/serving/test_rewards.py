"""What the server answers: the rewards that `checkers.reward` gives, and a reason where there is none."""

import json
import re
from typing import Any

import pytest

from checkers import MODES, reward
from tests.ifbench.serving.conftest import Server, connect

WORDS = {"id": "length_constraints:number_words", "args": {"relation": "at least", "num_words": 3}}
DEMANDS = [{"id": "punctuation:no_comma"}, WORDS]


@pytest.mark.parametrize("text", ["one two three", "one, two", "", None, "é \U0001f600 三 \x00", "x" * 1_000_001])
@pytest.mark.parametrize("mode", MODES)
def test_the_reward_is_the_librarys(server: Server, text: str | None, mode: Any) -> None:
    found = server.reward(text=text, constraints=DEMANDS, mode=mode)
    assert (found.status, found.json["reward"]) == (200, reward(text, DEMANDS, mode=mode))


def test_the_outcome_of_each_constraint(server: Server) -> None:
    assert server.reward(text="one, two", constraints=DEMANDS, mode="closeness").json["outcomes"] == [
        {
            "id": "punctuation:no_comma",
            "followed": False,
            "closeness": 0.5,
            "why": "1 comma, wanted none",
            "fault": None,
        },
        {"id": WORDS["id"], "followed": False, "closeness": 2 / 3, "why": "2 words, wanted at least 3", "fault": None},
    ]


def test_a_reason_is_bounded(server: Server) -> None:
    """It may repeat what was sent, and would so be as large for each of a hundred constraints."""
    told = server.reward(text="a", constraints=[{"id": "keywords:existence", "args": {"keywords": ["x" * 9_000]}}])
    [outcome] = told.json["outcomes"]
    refused = server.reward(text="a", constraints=[{"id": "x" * 9_000}]).json["error"]
    assert [(len(why), why[-6:]) for why in (outcome["why"], refused)] == [(1_000, "xxx...")] * 2


def test_ifevals_lists_and_semantics(server: Server) -> None:
    lists = {"instruction_id_list": ["change_case:english_lowercase"], "kwargs": [None]}
    for semantics, pays in (("official", 0.0), ("corrected", 0.0)):
        assert server.reward(text="LOUD ENGLISH WORDS", constraints=lists, semantics=semantics).json["reward"] == pays
    assert server.reward(text="some english words are here", constraints=lists).json["reward"] == 1.0


def test_a_batch(server: Server) -> None:
    items = [{"text": text, "constraints": DEMANDS} for text in ("one two three", "one, two", None)]
    found = server.ask("POST", "/v1/rewards", {"items": items, "mode": "fraction"})
    assert (found.status, found.json) == (200, {"rewards": [1.0, 0.0, 0.0]})


NO_COMMA = [{"id": "punctuation:no_comma"}]
HALF = "\ud800"
"""Of a character; json.dumps writes it as an escape that stands alone."""


def test_texts_with_half_a_character(server: Server) -> None:
    """As `filter` and `score` take them."""
    wants = [{"id": "keywords:existence", "args": {"keywords": [f"{HALF}x"]}}]
    items = [{"text": text, "constraints": wants} for text in (f"a {HALF}x b", f"a {HALF}", "a")]
    found = server.ask("POST", "/v1/rewards", {"items": items})
    assert (found.status, found.json) == (200, {"rewards": [reward(one["text"], wants) for one in items]})
    [outcome] = server.reward(text="a", constraints=wants).json["outcomes"]
    assert r"\ud800x" in outcome["why"]


WRONG: dict[str, tuple[dict[str, Any] | bytes, int, str]] = {
    "unknown id": (
        {"text": "a", "constraints": [{"id": "punctuation:no_coma"}]},
        422,
        "constraint 0: unknown corrected",
    ),
    "bad argument": ({"text": "a", "constraints": [*NO_COMMA, {**WORDS, "args": {}}]}, 422, "constraint 1: .* needs"),
    "no constraints": ({"text": "a", "constraints": []}, 422, "no constraints"),
    "too many": ({"text": "a", "constraints": NO_COMMA * 101}, 422, "at most 100"),
    "unequal lists": ({"text": "a", "constraints": {"instruction_id_list": ["a:b"], "kwargs": []}}, 422, "1 ids but 0"),
    "a null text does not hide it": ({"text": None, "constraints": [{"id": "no:such"}]}, 422, "unknown"),
    "no text": ({"constraints": NO_COMMA}, 400, "missing required field `text`"),
    "text of another type": ({"text": 1, "constraints": NO_COMMA}, 400, "Expected `str | null`"),
    "a misspelt field": ({"text": "a", "constraints": NO_COMMA, "mod": "all"}, 400, "unknown field `mod`"),
    "one inside": ({"text": "a", "constraints": [{"id": "a:b", "arg": {}}]}, 400, r"`arg` at constraints\[0\]"),
    "unknown mode": ({"text": "a", "constraints": NO_COMMA, "mode": "best"}, 400, "mode"),
    "unknown semantics": ({"text": "a", "constraints": NO_COMMA, "semantics": "right"}, 400, "semantics"),
    "torn JSON": (b'{"text": "a", "constr', 400, "truncated"),
    "no JSON": (b"\xff\xfe", 400, "."),
    "no UTF-8": (b'{"text": "\xff", "constraints": []}', 400, "the body is not UTF-8"),
    "nothing": (b"", 400, "the body is empty"),
    "half a character in an id": ({"text": "a", "constraints": [{"id": HALF}]}, 422, r"constraint 0: .*\\ud800"),
    "in a choice": ({"text": "a", "constraints": NO_COMMA, "mode": HALF}, 400, "lone surrogate"),
    "in a field": ({"text": "a", "constraints": NO_COMMA, HALF: 1}, 400, "lone surrogate"),
    "beside NaN": (json.dumps({"text": HALF, "constraints": [{"x": float("nan")}]}).encode(), 400, "malformed"),
    "torn after it": (rb'{"text": "\ud800", "constr', 400, "malformed"),
    "deep nesting": (b'{"text": "a", "constraints": [{"id": "a", "args": {"x": ' + b"[" * 100_000, 400, "."),
}


@pytest.mark.parametrize(("body", "status", "says"), WRONG.values(), ids=WRONG)
def test_what_is_refused_and_why(server: Server, body: Any, status: int, says: str) -> None:
    found = server.ask("POST", "/v1/reward", body)
    assert found.status == status, found
    assert list(found.json) == ["error"]
    assert re.search(says, found.json["error"]), found.json


@pytest.mark.parametrize(
    ("items", "status", "says"),
    [
        ([{"text": "a", "constraints": NO_COMMA}, {"text": "b", "constraints": [{"id": "no:such"}]}], 422,
         "item 1, constraint 0: unknown"),
        ([], 400, "length >= 1"),
        ([{"text": "a", "constraints": NO_COMMA}] * 257, 400, "length <= 256"),
    ],
)  # fmt: skip
def test_a_wrong_batch(server: Server, items: Any, status: int, says: str) -> None:
    found = server.ask("POST", "/v1/rewards", {"items": items})
    assert found.status == status
    assert says in found.json["error"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/v1/reward", 405)])
def test_other_requests(server: Server, method: str, path: str, status: int) -> None:
    found = server.ask(method, path)
    assert (found.status, list(found.json)) == (status, ["error"])


def test_the_openapi_document(server: Server) -> None:
    found = server.ask("GET", "/openapi.json").json
    assert set(found["paths"]) == {"/v1/reward", "/v1/rewards", "/health"}
    for path in ("/v1/reward", "/v1/rewards"):
        assert set(found["paths"][path]["post"]["responses"]) == {"200", "400", "408", "413", "422", "500", "503"}
    request = found["components"]["schemas"]["RewardRequest"]
    assert request["required"] == ["constraints", "text"]
    assert request["properties"]["mode"] == {
        "default": "all",
        "enum": ["all", "fraction", "closeness"],
        "type": "string",
    }


@pytest.mark.parametrize("path", ["/nowhere", "/openapi.json/x", "/openapi.json/x/y", "/v1/reward/x"])
def test_a_path_that_leads_nowhere(server: Server, path: str) -> None:
    found = server.ask("GET", path)
    assert (found.status, found.json) == (404, {"error": "Not Found"})


def test_a_watchman_may_ask_for_the_head_alone(server: Server) -> None:
    with connect(server, b"HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as client:
        answer = b"".join(iter(lambda: client.recv(10_000), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")


def test_health(server: Server) -> None:
    found = server.ask("GET", "/health").json
    assert (found["workers"], found["waiting"], found["queue"]) == (1, 0, 4)
