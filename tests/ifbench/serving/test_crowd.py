"""A server with more requests than it takes: each is answered rightly, or told at once to come again."""

import resource
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from checkers import reward
from tests.ifbench.serving.conftest import (
    HEAD,
    NO_COMMA,
    QUEUE,
    SLOW,
    SLOW_TEXT,
    Answer,
    Server,
    connect,
    quiet,
    start,
    stop,
)


def test_many_at_once_lose_nothing(server: Server) -> None:
    """More than the queue holds: each is answered rightly or told to come again, and then is."""
    refused = threading.Semaphore(0)

    def ask(n: int) -> bool:
        text = f"{n}, " * (n % 3) + "word " * 200
        found = server.reward(text=text, constraints=NO_COMMA, mode="closeness")
        while found.status == 503:
            assert found.headers["retry-after"] == "1"
            refused.release()
            time.sleep(0.05)
            found = server.reward(text=text, constraints=NO_COMMA, mode="closeness")
        return bool(found.json["reward"] == reward(text, NO_COMMA, mode="closeness"))

    hold = threading.Thread(target=lambda: server.reward(text=SLOW_TEXT, constraints=SLOW))
    hold.start()  # the one worker is busy, so that the queue fills for certain
    time.sleep(0.3)
    with ThreadPoolExecutor(4 * QUEUE) as clients:
        assert all(clients.map(ask, range(60)))
    hold.join()
    assert refused.acquire(blocking=False)
    assert quiet(server)


def test_more_under_way_than_the_limit_are_told_to_come_again(tmp_path: Path) -> None:
    """Bodies that are still arriving count, so that they cannot fill the memory."""
    server = start(tmp_path, "--workers", 1, "--concurrency", 2, "--timeout", 60)
    whole = b'{"text": "a", "constraints": [{"id": "punctuation:no_comma"}]}'
    try:
        with connect(server, HEAD % len(whole) + whole[:9]) as slow, connect(server, HEAD % 900_000) as leaves:
            found = refused_at_last(server)
            assert found.json == {"error": "2 requests are under way, no more are taken now"}
            assert (found.headers["retry-after"], found.headers["content-type"]) == ("1", "application/json")
            large = server.ask("POST", "/v1/rewards", b" " * 3_000_000)  # refused, though it sends its body to the end
            assert (large.status, large.headers["retry-after"]) == (503, "1")
            assert server.ask("GET", "/health").json["waiting"] == 0  # a watchman is told all the same
            assert [server.ask("GET", path).status for path in ("/nowhere", "/openapi.json")] == [404, 200]
            leaves.close()
            assert taken_at_last(server)
            slow.sendall(whole[9:])
            assert slow.recv(10_000).startswith(b"HTTP/1.1 200 ")
        with ThreadPoolExecutor(2) as clients:
            assert all(clients.map(lambda _: taken_at_last(server), range(20)))
        assert server.errors.read_text() == ""
    finally:
        stop(server)


def refused_at_last(server: Server) -> Answer:
    """The first refusal; what was sent before may take a while to arrive."""
    for _ in range(100):
        found = server.reward(text="a", constraints=NO_COMMA)
        if found.status == 503:
            return found
        time.sleep(0.05)
    raise AssertionError("none was refused")


def taken_at_last(server: Server) -> bool:
    """Whether a request that is sent again and again is judged at last."""
    for _ in range(100):
        if server.reward(text="a", constraints=NO_COMMA).status == 200:
            return True
        time.sleep(0.05)
    return False


def test_more_connections_than_a_process_is_given_files(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] != resource.RLIM_INFINITY and before[1] < 512:
        pytest.skip("this system allows no process 512 open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, before[1]))  # which the server inherits
    try:
        server = start(tmp_path, "--workers", 1)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    with ExitStack() as clients:
        clients.callback(stop, server)
        for _ in range(150):
            clients.enter_context(connect(server, HEAD % 500))
        assert server.reward(text="a", constraints=NO_COMMA).status == 200
