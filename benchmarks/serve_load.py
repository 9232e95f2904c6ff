"""The reward server under load, on loopback: `python benchmarks/serve_load.py [--requests N] [--json FILE]`.

A real server is started; each connection sends a request, reads its answer whole, and sends the next. Every reward is
held against `checkers.reward`. The parts: a steady load, more connections than the queue holds, batches, and bodies
that are too large.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlparse

import psutil

from checkers import reward
from ifbench.tasks import load_task

LONGEST_SECONDS = 120.0
OVERSIZE = 100_000_000
BATCH = 64


@dataclass
class Case:
    """A request, and the JSON that must come back, as far as it is checked."""

    path: str
    body: bytes
    wanted: dict[str, Any]


@dataclass
class Tally:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    wrong: int = 0


def cases() -> list[Case]:
    """The items of `core` with their witnesses, each one whole and one cut to half."""
    found = []
    for item in load_task("core").items:
        prompt = item.prompts[0]
        constraints = [{"id": demand.id, "args": dict(demand.args)} for demand in prompt.demands]
        text = prompt.witness or ""
        for shown in (text, text[: len(text) // 2]):
            asked = {"text": shown, "constraints": constraints, "mode": "closeness"}
            wanted = {"reward": reward(shown, constraints, mode="closeness")}
            found.append(Case("/v1/reward", json.dumps(asked).encode(), wanted))
    return found


def batches(single: list[Case], size: int) -> list[Case]:
    """The same in batches of one size; what is left over is left out."""
    found = []
    for at in range(0, len(single) - size + 1, size):
        part = single[at : at + size]
        items = [{name: json.loads(case.body)[name] for name in ("text", "constraints")} for case in part]
        wanted = {"rewards": [case.wanted["reward"] for case in part]}
        found.append(Case("/v1/rewards", json.dumps({"items": items, "mode": "closeness"}).encode(), wanted))
    return found


class Client:
    """One connection, kept alive."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: bytes) -> tuple[int, Any]:
        """A request's status and JSON."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        head = f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        await self.writer.drain()
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answer.partition("content-length: ")[2].split()[0])
        found = json.loads(await self.reader.readexactly(length))
        if "connection: close" in answer:
            self.writer = None
        return int(answer.split()[1]), found


async def load(url: str, given: list[Case], requests: int, connections: int) -> tuple[Tally, float]:
    """Send so many requests over so many connections; a 503 is sent again after a tenth of a second."""
    tally, began = Tally(), time.perf_counter()
    waiting = iter(islice((case for _ in range(requests) for case in given), requests))

    async def work() -> None:
        client = Client(str(urlparse(url).hostname), urlparse(url).port or 0)
        for case in waiting:
            status = 503
            while status == 503:
                asked = time.perf_counter()
                status, found = await client.post(case.path, case.body)
                tally.statuses[status] = tally.statuses.get(status, 0) + 1
                if status == 503:
                    await asyncio.sleep(0.1)
            tally.seconds.append(time.perf_counter() - asked)
            tally.wrong += any(found.get(name) != value for name, value in case.wanted.items())

    async with asyncio.timeout(LONGEST_SECONDS):
        await asyncio.gather(*(work() for _ in range(connections)))
    return tally, time.perf_counter() - began


def processor_seconds(server: int) -> tuple[float, float]:
    """What the server's own process and its workers have used so far."""
    process = psutil.Process(server)
    spent = [sum(one.cpu_times()[:2]) for one in (process, *process.children())]
    return spent[0], sum(spent[1:])


def measured(name: str, server: int, url: str, given: list[Case], requests: int, connections: int) -> dict[str, Any]:
    """One part: its figures, with the processor time for a request, which other work on the machine does not change."""
    before = processor_seconds(server)
    tally, spent = asyncio.run(load(url, given, requests, connections))
    front, workers = (1000 * (b - a) / requests for a, b in zip(before, processor_seconds(server), strict=True))
    return {**told(name, tally, spent, requests), "cpu_ms": {"front": round(front, 2), "workers": round(workers, 2)}}


def told(name: str, tally: Tally, spent: float, requests: int) -> dict[str, Any]:
    """The figures of one part, printed too."""
    milliseconds = [1000 * one for one in tally.seconds]
    answered = tally.statuses.get(200, 0)
    found = {
        "requests": requests,
        "answered": answered,
        "lost": requests - answered,
        "wrong": tally.wrong,
        "refused_503": tally.statuses.get(503, 0),
        "requests_per_second": round(answered / spent, 1),
        "p50_ms": round(median(milliseconds), 1),
        "p99_ms": round(quantiles(milliseconds, n=100)[98], 1),
    }
    print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in found.items()))
    return found


async def oversize(url: str, times: int = 3) -> dict[str, Any]:
    """What becomes of bodies of 100 MB."""
    statuses = []
    for _ in range(times):
        client = Client(str(urlparse(url).hostname), urlparse(url).port or 0)
        statuses.append((await client.post("/v1/reward", b" " * OVERSIZE))[0])
    print(f"{OVERSIZE // 1_000_000} MB bodies: {statuses}")
    return {"bytes": OVERSIZE, "statuses": statuses}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    command = [sys.executable, "-m", "ifbench", "serve", "--port", "0", "--workers", str(given.workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url, asked = server.stdout.readline().strip(), cases()
            asyncio.run(load(url, asked, len(asked), 8))  # warm
            steady = measured("32 connections", server.pid, url, asked, given.requests, 32)
            crowd = measured("200 connections", server.pid, url, asked, given.requests, 200)
            many = given.requests // BATCH
            batched = measured(f"batches of {BATCH}", server.pid, url, batches(asked, BATCH), many, 8)
            refused = asyncio.run(oversize(url))
        finally:
            server.terminate()
    found = {
        "workers": given.workers,
        "steady": steady,
        "crowd": crowd,
        "batched": batched,
        "oversize": refused,
        "exit": server.wait(),
    }
    print(f"processor time for a request: {steady['cpu_ms']} ms; SIGTERM: exit {found['exit']}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
