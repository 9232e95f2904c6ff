"""The real server on loopback, and a client that speaks plain HTTP."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import psutil
import pytest

pytest.importorskip("litestar", reason="needs the extra `serve`")
pytest.importorskip("uvicorn", reason="needs the extra `serve`")

SECONDS, QUEUE, BODY = 2, 4, 2_000_000
NO_COMMA = [{"id": "punctuation:no_comma"}]
SENTENCES = {"id": "length_constraints:number_sentences", "args": {"relation": "at least", "num_sentences": 2}}
SLOW = [{"id": "keywords:existence", "args": {"keywords": [f"w{n}x{m}" for m in range(50)]}} for n in range(100)]
SLOW_TEXT = "w" * 900_000
HEAD = b"POST /v1/reward HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """A status with its headers, in small letters, and its JSON."""

    status: int
    headers: dict[str, str]
    json: Any


@dataclass(frozen=True)
class Server:
    """A server process that answers."""

    process: "subprocess.Popen[str]"
    host: str
    port: int
    errors: Path

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request, whose body is JSON unless it is bytes or an iterator of them (then it comes in chunks)."""
        connection = HTTPConnection(self.host, self.port, timeout=60)
        data = body if body is None or not isinstance(body, dict) else json.dumps(body).encode()
        try:
            connection.request(method, path, data, headers)
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, told, json.loads(found.read()))
        finally:
            connection.close()

    def reward(self, **body: Any) -> Answer:
        """POST /v1/reward."""
        return self.ask("POST", "/v1/reward", body)


def start(folder: Path, *options: object) -> Server:
    """Start a server and wait until it answers."""
    errors = folder / "errors.txt"
    command = [sys.executable, "-m", "ifbench", "serve", "--port", "0", *map(str, options)]
    with errors.open("w") as stream:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stream, text=True)
    assert process.stdout is not None
    url = urlparse(process.stdout.readline().strip())
    assert url.hostname, errors.read_text()
    return Server(process, url.hostname, url.port or 0, errors)


def stop(server: Server) -> None:
    """End a server, if it has not ended."""
    server.process.kill()
    server.process.communicate()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a module, with narrow limits; it must not have complained in the end."""
    folder = tmp_path_factory.mktemp("server")
    found = start(folder, "--workers", 1, "--timeout", SECONDS, "--queue", QUEUE, "--max-body", BODY)
    yield found
    stop(found)
    assert "Traceback" not in found.errors.read_text()


def connect(server: Server, sent: bytes) -> socket.socket:
    """A client that has sent these bytes."""
    client = socket.create_connection((server.host, server.port), timeout=30)
    client.sendall(sent)
    return client


def quiet(server: Server) -> bool:
    """Whether nothing is waiting any more; what a client left behind may be judged to its end."""
    for _ in range(100):
        if server.ask("GET", "/health").json["waiting"] == 0:
            return True
        time.sleep(0.1)
    return False


def workers(server: Server) -> list[psutil.Process]:
    """The processes of a server that judge."""
    children = psutil.Process(server.process.pid).children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]
