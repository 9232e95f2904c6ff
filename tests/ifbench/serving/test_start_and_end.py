"""How a server starts, what keeps it from starting, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.conftest import Cli
from tests.ifbench.serving.conftest import NO_COMMA, SLOW, Server, start, stop, workers


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
