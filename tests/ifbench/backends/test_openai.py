"""The openai backend's answers from a real server in another process, with good manners and bad."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.errors import IncompleteError
from tests.conftest import Cli, answers, row
from tests.ifbench.backends.conftest import KEY, Server, ask, converse, request

pytestmark = pytest.mark.usefixtures("key")


def test_an_answer_with_its_counts(server: Server) -> None:
    found = ask(server.backend(), request("say hello world", max_tokens=9, temperature=0.5, seed=7))["say hello world"]
    assert (found.text, found.finish_reason, found.prompt_tokens, found.completion_tokens) == (
        "hello world", "stop", 3, 2,
    )  # fmt: skip
    sent = server.stats()["bodies"][0]
    assert {name: sent[name] for name in ("model", "max_tokens", "temperature", "top_p", "seed")} == {
        "model": "m", "max_tokens": 9, "temperature": 0.5, "top_p": 1.0, "seed": 7,
    }  # fmt: skip
    assert server.stats()["keys"] == [f"Bearer {KEY}"]


def test_a_plain_prompt_goes_to_completions(server: Server) -> None:
    assert ask(server.backend(), request("say it", chat=False))["say it"].text == "it"
    assert server.stats()["bodies"][0]["prompt"] == "say it"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_what_passes_is_asked_again_after_the_time_told(server: Server, code: int) -> None:
    began = time.monotonic()
    found = ask(server.backend(), request(f"twice {code}"))[f"twice {code}"]
    assert found.text == str(code)
    assert server.stats()["asked"] == {f"twice {code}": 3}
    assert time.monotonic() - began >= 2 * 0.3


BAD = {
    "always 500": "answered 500: no luck with Bearer ***",
    "always 400": "answered 400: no luck",
    "none": "without a choice",
    "html": "without a choice",
    "parts": "with list, not a text",
    "filtered": "broke the answer off: content_filter",
}


def test_what_fails_for_good_is_a_completion_with_a_sentence(server: Server) -> None:
    wishes = [*BAD, "say ok"]
    found = ask(server.backend(), *map(request, wishes))
    for wish, sentence in BAD.items():
        assert sentence in str(found[wish].error)
        assert (found[wish].text, found[wish].finish_reason) == ("", "error")
        assert "\n" not in str(found[wish].error)
    assert found["say ok"].text == "ok"
    assert server.stats()["asked"]["always 500"] == 3
    assert server.stats()["asked"]["always 400"] == 1


@pytest.mark.parametrize("wish", [*BAD, "hang"])
def test_a_run_that_lacks_answers_says_why(
    server: Server, cli: Cli, task: Callable[..., Path], tmp_path: Path, wish: str
) -> None:
    done = cli(
        "eval", "--model", "m", "--base-url", server.url, "--model-args", "max_retries=0,timeout=1",
        "--tasks", task([row("good", "say ok"), row("bad", wish)]), "-o", tmp_path / "run",
    )  # fmt: skip
    told = done.err.splitlines()
    assert done.code == 3
    assert told[-2].startswith("ifbench: 1 answer failed, the first (item bad): ")
    assert BAD.get(wish, "gave no answer within 1 s") in told[-2]
    assert told[-1] == "ifbench: the run is incomplete; the same command again asks for what is missing"
    assert KEY not in done.err


def test_a_server_that_hangs_costs_the_timeout_once(server: Server) -> None:
    began = time.monotonic()
    found = ask(server.backend(timeout=1, max_retries=5), request("hang"), request("say ok"))
    assert found["hang"].error == f"{server.url} gave no answer within 1 s"
    assert found["say ok"].text == "ok"
    assert time.monotonic() - began < 5


def test_lone_surrogates_and_nul_come_through_and_go_out_mended(server: Server) -> None:
    found = ask(server.backend(), request("escapes"), request("say \ud800 \x00", "odd"))
    assert found["escapes"].text == "a\ud800b\x00c"
    assert found["odd"].text == "\ufffd \x00"


def test_reasoning_and_cut_answers(server: Server) -> None:
    found = ask(server.backend(), request("reasoning"), request("empty"), request("cut"))
    assert (found["reasoning"].text, found["reasoning"].reasoning) == ("so", "hm")
    assert (found["empty"].text, found["empty"].reasoning, found["empty"].finish_reason) == ("", "hm", "length")
    assert (found["cut"].text, found["cut"].finish_reason, found["cut"].error) == ("half", "length", None)


def test_reasoning_that_a_server_takes_off_is_judged_as_in_one_text(
    server: Server, cli: Cli, task: Callable[..., Path], tmp_path: Path
) -> None:
    wish, said = "thought Sure, here:\none two", "Sure, here:\none two"
    run, folder = tmp_path / "run", task([row("a", wish), row("b", "empty")], semantics="official")
    done = cli("eval", "--model", "m", "--base-url", server.url, "--tasks", folder, "-o", run, "--json").json
    whole = answers(tmp_path / "a.jsonl", (wish, f"<think>hm</think>\n\n{said}"), ("empty", "<think>hm"))
    same = cli("score", "--task", folder, "--responses", whole, "--json").json
    assert (done["metrics"], done["counts"]) == (same["metrics"], same["counts"])
    log = run / "mine" / "responses.jsonl"
    stored = [json.loads(line) for line in log.read_text().splitlines()]
    found = {one["item"]: (one["text"], one["reasoning"], one["answer"]) for one in stored}
    assert found == {"a": (f"\n\n{said}", "hm", said), "b": ("", "hm", None)}
    log.write_text("".join(json.dumps({**one, "answer": one["text"], "stripped": False}) + "\n" for one in stored))
    assert cli("score", run, "--json").json == done  # as it was stored by an earlier rule


def test_requests_in_flight_are_bounded_and_pulled_as_they_are_needed(server: Server) -> None:
    pulled = 0

    def requests():
        nonlocal pulled
        for n in range(20):
            pulled += 1
            yield request(f"slow {n}")

    answers = server.backend(concurrency=3).generate(requests())
    next(answers)
    assert pulled <= 4
    assert len(list(answers)) == 19
    assert server.stats()["most"] == 3


def test_a_slow_dialogue_holds_up_no_other(server: Server) -> None:
    said: list[str] = []
    real = server.backend()

    class Watched:
        identity = real.identity

        def generate(self, requests):
            for completion in real.generate(requests):
                said.append(completion.id)
                yield completion

    converse(Watched(), ["slow a", "say b", "say c"], 5, then="say more")
    assert said[-5:] == [f"0/{turn}" for turn in range(5)]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_nobody_there() -> None:
    url = f"http://127.0.0.1:{closed_port()}/v1"
    refused = make("openai", "m", {"base_url": url, "max_retries": "0"})
    with pytest.raises(IncompleteError, match=rf"cannot reach {url}: .*start the server"):
        _ = refused.identity
    asked = 0

    def requests():
        nonlocal asked
        for n in range(541):
            asked += 1
            yield request(f"say {n}")

    with pytest.raises(IncompleteError, match="start the server"):
        list(refused.generate(requests()))
    assert asked < 541


HOPELESS = {
    "locked": r"answered 401: wrong key Bearer \*\*\*; check the key in OPENAI_API_KEY",
    "nobody": r"answered 404: The model `nobody` does not exist\.; it serves m",
}


@pytest.mark.parametrize("model", HOPELESS)
def test_what_no_request_can_get_ends_the_run_at_the_first_one(server: Server, model: str) -> None:
    with pytest.raises(IncompleteError, match=HOPELESS[model]):
        ask(server.backend(model, concurrency=1), request("say 1"), request("say 2"))
    assert server.stats()["asked"] == {"say 1": 1}


def test_what_is_forbidden_is_the_fate_of_that_request_alone(server: Server) -> None:
    wishes = ("always 403", "say ok", "say on")
    found = ask(server.backend(concurrency=1), *map(request, wishes))
    assert "answered 403: no luck" in str(found["always 403"].error)
    assert [found[wish].text for wish in wishes[1:]] == ["ok", "on"]


def test_nothing_but_what_is_forbidden_ends_the_run(server: Server) -> None:
    with pytest.raises(IncompleteError, match="answered 403: .*; check the rights of the key in OPENAI_API_KEY"):
        ask(server.backend(concurrency=1), *(request("always 403", str(n)) for n in range(20)))
    assert server.stats()["asked"]["always 403"] == 8


def test_a_404_after_an_answer_is_the_fate_of_that_request_alone(server: Server) -> None:
    found = ask(server.backend(concurrency=1), request("say ok"), request("always 404"), request("say on"))
    assert "answered 404" in str(found["always 404"].error)
    assert found["say on"].text == "on"


def test_letting_go_breaks_off_what_is_in_flight(server: Server) -> None:
    answers = server.backend().generate(iter([request("say 1"), request("hang")]))
    assert next(answers).text == "1"
    began = time.monotonic()
    answers.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 5


EXIT = """
import sys
from ifbench.backends import make
from tests.ifbench.backends.conftest import request
answers = make("openai", "m", {"base_url": sys.argv[1]}).generate(iter([request("say 1"), request("hang")]))
print(next(answers).text)
"""


def test_the_end_of_the_interpreter_breaks_off_what_is_in_flight(server: Server) -> None:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", EXIT, server.url], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("told", "kept"), [("7.0", 7), ("7.5", None), ('"7"', None), ("-5", None), ("NaN", None), ("true", None)]
)
def test_counts_that_are_none_are_left_out(server: Server, told: str, kept: int | None) -> None:
    found = ask(server.backend(), request(f"counts {told}"))[f"counts {told}"]
    assert (found.prompt_tokens, found.completion_tokens) == (kept, kept)
