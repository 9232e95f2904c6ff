"""The openai backend against a real server in another process, with good manners and bad."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.backends._openai_wire import normal_url
from ifbench.errors import IncompleteError, UsageError
from ifbench.types import Backend
from tests.conftest import Cli, row
from tests.ifbench.backends.conftest import Server, ask, converse, request

KEY = "sk-secret-9f3a"


def backend(server: Server, model: str = "m", **options: object) -> Backend:
    return make(
        "openai", model, {"base_url": server.url, "max_retries": "2", **{k: str(v) for k, v in options.items()}}
    )


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def test_an_answer_with_its_counts(server: Server) -> None:
    found = ask(backend(server), request("say hello world", max_tokens=9, temperature=0.5, seed=7))["say hello world"]
    assert (found.text, found.finish_reason, found.prompt_tokens, found.completion_tokens) == (
        "hello world", "stop", 3, 2,
    )  # fmt: skip
    sent = server.stats()["bodies"][0]
    assert {name: sent[name] for name in ("model", "max_tokens", "temperature", "top_p", "seed")} == {
        "model": "m", "max_tokens": 9, "temperature": 0.5, "top_p": 1.0, "seed": 7,
    }  # fmt: skip
    assert server.stats()["keys"] == [f"Bearer {KEY}"]


@pytest.mark.parametrize("unreadable", ["sk-9f3a\n", "sk 9f3a", "sk-\u00e99f3a"])
def test_an_unreadable_key_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch, unreadable: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", unreadable)
    with pytest.raises(UsageError, match="OPENAI_API_KEY holds") as raised:
        make("openai", "m", {"base_url": "http://127.0.0.1:1/v1"})
    assert "9f3a" not in str(raised.value)


def test_a_plain_prompt_goes_to_completions(server: Server) -> None:
    assert ask(backend(server), request("say it", chat=False))["say it"].text == "it"
    assert server.stats()["bodies"][0]["prompt"] == "say it"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_what_passes_is_asked_again_after_the_time_told(server: Server, code: int) -> None:
    began = time.monotonic()
    found = ask(backend(server), request(f"twice {code}"))[f"twice {code}"]
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
    found = ask(backend(server), *map(request, wishes))
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
    found = ask(backend(server, timeout=1, max_retries=5), request("hang"), request("say ok"))
    assert found["hang"].error == f"{server.url} gave no answer within 1 s"
    assert found["say ok"].text == "ok"
    assert time.monotonic() - began < 5


def test_lone_surrogates_and_nul_come_through_and_go_out_mended(server: Server) -> None:
    found = ask(backend(server), request("escapes"), request("say \ud800 \x00", "odd"))
    assert found["escapes"].text == "a\ud800b\x00c"
    assert found["odd"].text == "\ufffd \x00"


def test_reasoning_and_cut_answers(server: Server) -> None:
    found = ask(backend(server), request("reasoning"), request("empty"), request("cut"))
    assert (found["reasoning"].text, found["reasoning"].reasoning) == ("so", "hm")
    assert (found["empty"].text, found["empty"].reasoning, found["empty"].finish_reason) == ("", "hm", "length")
    assert (found["cut"].text, found["cut"].finish_reason, found["cut"].error) == ("half", "length", None)


def test_requests_in_flight_are_bounded_and_pulled_as_they_are_needed(server: Server) -> None:
    pulled = 0

    def requests():
        nonlocal pulled
        for n in range(20):
            pulled += 1
            yield request(f"slow {n}")

    answers = backend(server, concurrency=3).generate(requests())
    next(answers)
    assert pulled <= 4
    assert len(list(answers)) == 19
    assert server.stats()["most"] == 3


def test_a_slow_dialogue_holds_up_no_other(server: Server) -> None:
    said: list[str] = []
    real = backend(server)

    class Watched:
        identity = real.identity

        def generate(self, requests):
            for completion in real.generate(requests):
                said.append(completion.id)
                yield completion

    converse(Watched(), ["slow a", "say b", "say c"], 5, then="say more")
    assert said[-5:] == [f"0/{turn}" for turn in range(5)]


def test_identity_is_what_the_server_says_and_holds_still(server: Server) -> None:
    one, two = backend(server).identity, backend(server).identity
    assert one == two
    assert (one.weights, one.engine, one.engine_version) == ("unverified", "openai", "vllm 0.32.0")
    assert json.loads(one.model) == {
        "base_url": server.url, "model": "m", "reported": {"id": "m", "owned_by": "vllm"},
    }  # fmt: skip


GIVEN = {
    "apart": lambda url: ["--base-url", url],
    "joined": lambda url: [f"--base-url={url}"],
    "without a scheme": lambda url: ["--base-url", url.removeprefix("http://")],
    "an option": lambda url: ["--backend", "openai", "--model-args", f"max_retries=0,base_url={url}"],
}


@pytest.mark.parametrize("how", GIVEN)
def test_no_secret_is_in_a_run_directory(
    server: Server, cli: Cli, task: Callable[..., Path], tmp_path: Path, how: str
) -> None:
    url = server.url.replace("http://", "http://user:hunter2@") + "?key=hunter2"
    done = cli("eval", "--model", "m", *GIVEN[how](url), "--tasks", task([row("good", "say ok")]), "-o", tmp_path / "r")
    written = {path.name: path.read_text() for path in (tmp_path / "r").rglob("*.json*")}
    assert "hunter2" not in done.out + done.err + str(written)
    assert server.url.removeprefix("http://") in " ".join(json.loads(written["run.json"])["argv"])


def test_no_secret_is_in_the_identity(server: Server) -> None:
    url = server.url.replace("http://", "http://user:password@") + "?pass=abc"
    identity = make("openai", "m", {"base_url": url}).identity
    for secret in (KEY, "password", "pass="):
        assert secret not in repr(identity)


@pytest.mark.parametrize("place", ["html", "broken", "unlisted", "odd", "closed"])
def test_a_server_that_lists_no_models_is_known_by_its_address(server: Server, place: str) -> None:
    identity = make("openai", "m", {"base_url": f"{server.root}/{place}"}).identity
    assert json.loads(identity.model) == {"base_url": f"{server.root}/{place}", "model": "m", "reported": {}}


@pytest.mark.parametrize("place", ["noise", "short"])
def test_a_version_that_cannot_be_read_is_left_out(server: Server, place: str) -> None:
    assert make("openai", "m", {"base_url": f"{server.root}/{place}"}).identity.engine_version == "vllm"


def test_a_server_behind_a_password_is_asked_for_its_version_too(server: Server) -> None:
    url = server.url.replace("http://", "http://user:hunter2@")
    assert make("openai", "m", {"base_url": url}).identity.engine_version == "vllm 0.32.0"


def test_a_server_that_is_not_ready_is_no_other_server(server: Server) -> None:
    with pytest.raises(IncompleteError, match="answered 503: Loading model"):
        _ = make("openai", "m", {"base_url": f"{server.root}/busy"}).identity


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
        ask(backend(server, model, concurrency=1), request("say 1"), request("say 2"))
    assert server.stats()["asked"] == {"say 1": 1}


def test_what_is_forbidden_is_the_fate_of_that_request_alone(server: Server) -> None:
    wishes = ("always 403", "say ok", "say on")
    found = ask(backend(server, concurrency=1), *map(request, wishes))
    assert "answered 403: no luck" in str(found["always 403"].error)
    assert [found[wish].text for wish in wishes[1:]] == ["ok", "on"]


def test_nothing_but_what_is_forbidden_ends_the_run(server: Server) -> None:
    with pytest.raises(IncompleteError, match="answered 403: .*; check the rights of the key in OPENAI_API_KEY"):
        ask(backend(server, concurrency=1), *(request("always 403", str(n)) for n in range(20)))
    assert server.stats()["asked"]["always 403"] == 8


def test_a_base_url_without_its_version(server: Server) -> None:
    bare = make("openai", "m", {"base_url": server.root})
    assert bare.identity.weights == "unverified"
    with pytest.raises(IncompleteError, match=f"the base URL may lack its version: {server.root}/v1"):
        ask(bare, request("say 1"))


def test_a_404_after_an_answer_is_the_fate_of_that_request_alone(server: Server) -> None:
    found = ask(backend(server, concurrency=1), request("say ok"), request("always 404"), request("say on"))
    assert "answered 404" in str(found["always 404"].error)
    assert found["say on"].text == "on"


def test_letting_go_breaks_off_what_is_in_flight(server: Server) -> None:
    answers = backend(server).generate(iter([request("say 1"), request("hang")]))
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
    ("given", "url"),
    [
        ("http://localhost:8000/v1", "http://localhost:8000/v1"),
        ("http://localhost:8000/v1/", "http://localhost:8000/v1"),
        ("localhost:8000/v1", "http://localhost:8000/v1"),
        ("https://host/v1/chat/completions", "https://host/v1"),
        ("https://host/", "https://host"),
        ("https://host/a/v1/completions/", "https://host/a/v1"),
    ],
)
def test_forms_of_a_base_url(given: str, url: str) -> None:
    assert normal_url(given) == url


@pytest.mark.parametrize(
    "given",
    ["file:///etc/passwd", "http://", "ftp://host/v1", "http://host:80OO/v1", "http://[::1/v1", "http://me:pw@:1?k=pw"],
)
def test_what_is_no_base_url(given: str) -> None:
    with pytest.raises(UsageError, match="is no address of a server"):
        normal_url(given)


def test_a_refused_base_url_is_told_without_what_may_be_secret() -> None:
    with pytest.raises(UsageError) as raised:
        normal_url("http://me:hunter2@host:80OO/v1?key=hunter2")
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("HTTP_PROXY", "foo://bar"), ("SSL_CERT_FILE", "/no/such/file")],
)
def test_an_environment_that_lets_no_client_be_made(
    server: Server, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=r"cannot make a client for .*: .*; check --base-url, the proxy"):
        ask(backend(server), request("say a"))


@pytest.mark.parametrize(
    ("told", "kept"), [("7.0", 7), ("7.5", None), ('"7"', None), ("-5", None), ("NaN", None), ("true", None)]
)
def test_counts_that_are_none_are_left_out(server: Server, told: str, kept: int | None) -> None:
    found = ask(backend(server), request(f"counts {told}"))[f"counts {told}"]
    assert (found.prompt_tokens, found.completion_tokens) == (kept, kept)
