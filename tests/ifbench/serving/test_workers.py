"""Workers that take too long, die, or lack what they need."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ifbench.serving.judging import _TimeUp, _within
from tests.ifbench.serving.conftest import NO_COMMA, SECONDS, SENTENCES, SLOW, SLOW_TEXT, Server, start, stop, workers


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
