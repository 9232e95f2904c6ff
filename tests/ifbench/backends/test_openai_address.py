"""Which server the openai backend asks, what is known of it, and that no secret is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.backends._openai_wire import normal_url
from ifbench.errors import IncompleteError, UsageError
from tests.conftest import Cli, row
from tests.ifbench.backends.conftest import KEY, Server, ask, request

pytestmark = pytest.mark.usefixtures("key")


@pytest.mark.parametrize("unreadable", ["sk-9f3a\n", "sk 9f3a", "sk-\u00e99f3a"])
def test_an_unreadable_key_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch, unreadable: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", unreadable)
    with pytest.raises(UsageError, match="OPENAI_API_KEY holds") as raised:
        make("openai", "m", {"base_url": "http://127.0.0.1:1/v1"})
    assert "9f3a" not in str(raised.value)


def test_identity_is_what_the_server_says_and_holds_still(server: Server) -> None:
    one, two = server.backend().identity, server.backend().identity
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


def test_a_base_url_without_its_version(server: Server) -> None:
    bare = make("openai", "m", {"base_url": server.root})
    assert bare.identity.weights == "unverified"
    with pytest.raises(IncompleteError, match=f"the base URL may lack its version: {server.root}/v1"):
        ask(bare, request("say 1"))


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
        ask(server.backend(), request("say a"))
