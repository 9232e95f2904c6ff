"""What the reward server takes at most, and the queue before its workers: full, it refuses at once."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from ifbench.serving.judging import Job, Judged, Refused, judge, warm_up
from ifbench.workers import pool, processes


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the server.

    Attributes:
        workers: processes that judge. None: as many as there are processors.
        queue: requests that are judged or wait at one time. None: 32 for each worker.
        concurrency: requests that have begun and whose answers are not written out, those whose bodies still arrive
            among them. None: twice the queue, and 1,000 at least.
        body: bytes of one request.
        seconds: for a request to arrive, again to wait for a worker, again to be judged, and again for the client to
            read the answer.
    """

    workers: int | None = None
    queue: int | None = None
    concurrency: int | None = None
    body: int = 4_000_000
    seconds: float = 10.0


class Busy(Exception):
    """The request was not judged, through no fault of its own; the same request may be sent again."""


class Unjudgeable(Exception):
    """The request cannot be judged as it is: a constraint is wrong, or it is too heavy."""


class Lacking(Exception):
    """A constraint needs what is not on this machine."""


class UnderWay:
    """The requests under way: so many are let in, and the others refused at once."""

    def __init__(self, most: int) -> None:
        self._most, self._now = most, 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """A request begins, and ends with the block. Raises Busy if there are too many."""
        if self._now >= self._most:
            raise Busy(f"{self._now} requests are under way, no more are taken now")
        self._now += 1
        try:
            yield
        finally:
            self._now -= 1


class Judges:
    """The worker processes and the bounded queue before them."""

    def __init__(self, limits: Limits) -> None:
        self.workers = limits.workers or processes()
        self.queue = limits.queue or 32 * self.workers
        self.concurrency = limits.concurrency or max(2 * self.queue, 1_000)
        self.waiting = 0
        self._seconds = limits.seconds
        self._pool: ProcessPoolExecutor | None = None

    async def start(self) -> None:
        """Start the processes, and wait until one of them has loaded what it needs."""
        self._pool = pool(self.workers, warm_up)
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._pool, _nothing) for _ in range(self.workers)))

    async def stop(self) -> None:
        """End the processes; what is queued is given up."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    async def judge(self, job: Job) -> Judged:
        """Judge the texts of one request in a worker.

        Raises:
            Busy: the queue is full, or no worker came to it in time, or the worker died.
            Unjudgeable: a constraint is wrong, or the judging takes too long.
            Lacking: a constraint needs what is not on this machine.
        """
        if self.waiting >= self.queue:
            raise Busy(f"{self.waiting} requests are waiting, no more are taken now")
        self.waiting += 1
        try:
            found = await self._ask(job)
        finally:
            self.waiting -= 1
        if isinstance(found, Judged):
            return found
        if found.kind == "long":
            raise Busy(f"no worker was free within {self._seconds:g} s")
        if found.kind == "lacking":
            raise Lacking(found.why)
        heavy = f"judging takes longer than {self._seconds:g} s: send less text or fewer constraints in one request"
        raise Unjudgeable(found.why or heavy)

    async def _ask(self, job: Job) -> Judged | Refused:
        assert self._pool is not None, "start() comes first"
        asked, deadline = self._pool, time.monotonic() + self._seconds
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(asked, judge, job, deadline, self._seconds)
        except BrokenProcessPool:
            if self._pool is asked:  # the first to notice replaces it for all
                self._pool = pool(self.workers, warm_up)
            raise Busy("a worker process ended; it is being replaced") from None


def _nothing() -> None:
    """What is asked of a pool so that it starts its processes: one for each call that finds none idle."""
