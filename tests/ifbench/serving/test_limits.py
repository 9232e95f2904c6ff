"""A server under bad clients: bodies too large, clients that leave or dawdle."""

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psutil
import pytest

from ifbench.serving.app import _bounded
from ifbench.serving.limits import Busy, UnderWay
from tests.ifbench.serving.conftest import BODY, HEAD, NO_COMMA, SECONDS, Server, connect, quiet


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
