"""A server under bad clients: bodies too large, clients that leave or dawdle, workers that die."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from ifbench.serving.app import _bounded
from ifbench.serving.judging import _TimeUp, _within
from ifbench.serving.limits import Busy, UnderWay
from tests.conftest import Cli
from tests.ifbench.serving.conftest import (
    BODY,
    HEAD,
    NO_COMMA,
    SECONDS,
    SENTENCES,
    SLOW,
    SLOW_TEXT,
    Server,
    connect,
    quiet,
    start,
    stop,
)


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1_000_000):
        yield b" " * 1_000_000


@pytest.mark.parametrize("body", [b" " * 100_000_000, chunks(100_000_000)], ids=["announced", "in chunks"])
def test_a_body_of_100_mb_is_refused_and_not_held(server: Server, body: Any) -> None:
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    found = server.ask("POST", "/v1/reward", body)
    assert (found.status, found.json) == (413, {"error": f"the body is larger than {BODY} bytes"})
    assert process.memory_info().rss - before < 20_000_000


def test_clients_that_leave(server: Server) -> None:
    whole = b'{"text": "a", "constraints": [{"id": "punctuation:no_comma"}]}'
    for sent in (b"", b"POST /v1", HEAD % 500, HEAD % 500 + b'{"text"', HEAD % len(whole) + whole):
        connect(server, sent).close()
    assert server.reward(text="a", constraints=NO_COMMA).json["reward"] == 1.0
    assert quiet(server)


def test_a_body_that_does_not_come(server: Server) -> None:
    with connect(server, HEAD % 500 + b'{"text"') as client:
        answer = b""
        while got := client.recv(10_000):  # to the end: the connection is closed
            answer += got
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert f"the body did not come within {SECONDS} s".encode() in answer


def test_a_head_that_does_not_come(server: Server) -> None:
    with connect(server, b"POST /v1/reward HTTP/1.1\r\nHost") as client:
        assert client.recv(10_000) == b""


def test_a_second_head_that_does_not_come(server: Server) -> None:
    with connect(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        answer = b""
        while not answer.endswith(b"}"):
            answer += client.recv(10_000)
        client.sendall(b"GET /hea")
        assert client.recv(10_000) == b""


def test_a_head_without_end(server: Server) -> None:
    with connect(server, b"GET /health HTTP/1.1\r\nX: " + b"x" * 200_000) as client:
        assert client.recv(10_000).startswith(b"HTTP/1.1 400 ")


def test_answers_that_are_not_read(server: Server) -> None:
    ask = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    with connect(server, ask.replace(b"Host", b"Connection: close\r\nHost")) as client:
        one = sum(map(len, all_of(client)))
    with connect(server, ask * 3_000) as lazy:
        time.sleep(2 * SECONDS + 1)  # twice: while answers are made, the buffers of the system take them
        assert sum(map(len, all_of(lazy))) < 1_500 * one


def all_of(client: socket.socket) -> Iterator[bytes]:
    with suppress(ConnectionResetError):
        while got := client.recv(1_000_000):
            yield got


def test_a_request_is_under_way_until_its_answer_is_written_out() -> None:
    under_way, sent, client_reads = UnderWay(1), [], asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"much"})

    async def send(message: Any) -> None:
        """As the server does: what comes after a body waits until that is written out."""
        if any("body" in before for before in sent):
            await client_reads.wait()
        sent.append(message)

    async def one_reads_late() -> None:
        scope = {"state": {"body": b"held as long as the connection"}}
        asked: Any = (scope, None, send)
        answered = asyncio.create_task(_bounded(under_way)(app)(*asked))
        await asyncio.sleep(0.05)
        with pytest.raises(Busy), under_way.one():
            pass
        client_reads.set()
        await answered
        assert scope == {"state": {}}
        with under_way.one():
            assert [(one["body"], one.get("more_body", False)) for one in sent[1:]] == [(b"much", True), (b"", False)]

    with ThreadPoolExecutor(1) as apart:  # another test's browser may hold this thread's loop
        apart.submit(asyncio.run, one_reads_late()).result()


def test_what_takes_too_long_is_given_up_and_the_worker_goes_on(server: Server) -> None:
    found = server.reward(text=SLOW_TEXT, constraints=SLOW)
    assert found.status == 422
    assert found.json["error"].startswith(f"judging takes longer than {SECONDS} s: send less")
    assert server.reward(text="a", constraints=NO_COMMA).json["reward"] == 1.0


def test_what_waits_too_long_for_a_worker_may_come_again(server: Server) -> None:
    (worker,) = workers(server)
    worker.suspend()
    with ThreadPoolExecutor(1) as client:
        waiting = client.submit(server.reward, text="a", constraints=NO_COMMA)
        time.sleep(SECONDS + 0.5)
        worker.resume()
        found = waiting.result()
    assert (found.status, found.json) == (503, {"error": f"no worker was free within {SECONDS} s"})
    assert found.headers["retry-after"] == "1"


def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    kill_workers(server)
    assert until_judged(server, text="a", constraints=NO_COMMA) <= {200, 503}


def test_a_time_limit_spoils_no_worker(tmp_path: Path) -> None:
    """The first judgement of `official` must not import under the limit, in a worker that replaces another neither."""
    server = start(tmp_path, "--workers", 1, "--timeout", 0.5)
    asked = {"text": "One. Two.", "semantics": "official", "constraints": [SENTENCES]}
    try:
        statuses = [server.reward(**asked).status for _ in range(2)]
        assert statuses == [200, 200]
        kill_workers(server)
        assert until_judged(server, **asked) <= {200, 503}
    finally:
        stop(server)


def test_what_is_lacking_is_no_fault_of_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLTK_DATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    server = start(tmp_path, "--workers", 1)
    try:
        found = server.reward(text="One. Two.", semantics="official", constraints=[SENTENCES])
        assert found.status == 500
        assert "sentence model (punkt_tab) is not on this machine" in found.json["error"]
        assert server.reward(text="One. Two.", constraints=[SENTENCES]).json["reward"] == 1.0
    finally:
        stop(server)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_time_limit_that_python_swallows_comes_again() -> None:
    class Dawdles:
        def __del__(self) -> None:
            time.sleep(0.3)

    def judging() -> None:
        with _within(0.2):
            Dawdles()
            time.sleep(5)

    with pytest.raises(_TimeUp):
        judging()


def kill_workers(server: Server) -> None:
    for worker in workers(server):
        worker.kill()
        worker.wait(10)


def until_judged(server: Server, **asked: Any) -> set[int]:
    """The statuses of the answers to one request, sent again until there is a reward."""
    statuses: list[int] = []
    while 200 not in statuses:
        assert len(statuses) < 200, statuses
        statuses.append(server.reward(**asked).status)
        time.sleep(0.05)
    return set(statuses)


def workers(server: Server) -> list[psutil.Process]:
    children = psutil.Process(server.process.pid).children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_when_told_and_answers_what_is_under_way(tmp_path: Path, number: int, code: int) -> None:
    server = start(tmp_path, "--workers", 1, "--timeout", 60)
    try:
        judging = workers(server)
        with ThreadPoolExecutor(1) as client:
            under_way = client.submit(server.reward, text="w" * 300_000, constraints=SLOW[:1])
            while server.ask("GET", "/health").json["waiting"] == 0 and not under_way.done():
                time.sleep(0.01)
            server.process.send_signal(number)
            assert under_way.result().status == 200
        assert server.process.wait(30) == code
        assert psutil.wait_procs(judging, timeout=10)[1] == []
        assert "Traceback" not in server.errors.read_text()
    finally:
        stop(server)


def test_its_workers_do_not_outlive_it(tmp_path: Path) -> None:
    server = start(tmp_path, "--workers", 2)
    judging = workers(server)
    assert len(judging) == 2
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.communicate()
    assert psutil.wait_procs(judging, timeout=10)[1] == []


@pytest.mark.parametrize("output", ["/dev/full", "-"], ids=["full", "closed"])
def test_it_serves_though_nobody_hears_its_url(tmp_path: Path, output: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    closed = f"exec >{'&' if output == '-' else ''}{output}; exec '{sys.executable}' -m ifbench serve --workers 1"
    with (tmp_path / "errors.txt").open("w") as errors:
        process = subprocess.Popen(["sh", "-c", f"{closed} --port {port}"], stderr=errors, text=True)
    server = Server(process, "127.0.0.1", port, tmp_path / "errors.txt")
    try:
        for _ in range(300):
            with suppress(ConnectionRefusedError):
                assert server.ask("GET", "/health").status == 200
                break
            assert process.poll() is None, server.errors.read_text()
            time.sleep(0.1)
        assert server.reward(text="a", constraints=NO_COMMA).json["reward"] == 1.0
        assert "Traceback" not in server.errors.read_text()
    finally:
        stop(server)


def test_an_address_that_is_taken(server: Server, cli: Cli) -> None:
    done = cli("serve", "--port", server.port)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"ifbench: cannot listen on 127.0.0.1 port {server.port}: Address already in use\n"


def test_an_address_that_is_none_of_ours(cli: Cli) -> None:
    done = cli("serve", "--host", "192.0.2.1", "--port", "0")
    assert done.code == 2
    assert "whoever reaches 192.0.2.1 can use this server" in done.err
    assert "cannot listen on 192.0.2.1 port 0" in done.err


def test_without_the_extra(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = cli("serve", "--port", "0")
    assert (done.code, done.err) == (2, "ifbench: serve needs uvicorn: pip install 'ifbench[serve]'\n")
