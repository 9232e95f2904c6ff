"""Processes that judge beside this one: they leave signals to it, and end when it ends."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from types import FrameType
from typing import TypeVar

from ifbench.errors import IncompleteError

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def interrupted_by_sigterm() -> Iterator[None]:
    """A first SIGTERM raises KeyboardInterrupt in the block, as an interrupt does, so that it cleans up behind itself.

    For the main thread.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(jobs: int, *first: Callable[[], None]) -> ProcessPoolExecutor:
    """A pool of so many processes, started afresh, so that no thread or lock of this one is copied into them.

    Args:
        jobs: processes.
        first: functions of modules, which each process calls before it takes any work.
    """
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_prepare, initargs=first)


def _prepare(*first: Callable[[], None]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # a terminal or a service manager sends them to the whole group
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for prepare in first:
        prepare()


def _end_with_parent() -> None:
    """A process of a pool does not notice by itself that the one which fed it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def in_order(function: Callable[[T], R], given: Iterable[tuple[K, T]], jobs: int) -> Generator[tuple[K, R], None, None]:
    """What `function` makes of the second of each pair, beside the first, in their order; few are held at a time.

    The processes are started at the second pair only: a small file is done sooner without them.

    Args:
        function: of a module, so that it can be sent to a process.
        given: what stays here, and what is sent.
        jobs: processes; with one, all is done in this one.

    Raises:
        IncompleteError: a process was killed.
    """
    source = iter(given)
    for kept, sent in islice(source, 1 if jobs > 1 else None):
        yield kept, function(sent)
    second = list(islice(source, 1))
    if not second:
        return
    with pool(jobs) as executor:
        try:
            yield from _windowed(executor, function, chain(second, source), 2 * jobs)
        except BrokenProcessPool:
            raise IncompleteError("a worker process was killed; if memory ran out, take fewer --jobs") from None
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _windowed(
    executor: ProcessPoolExecutor, function: Callable[[T], R], given: Iterable[tuple[K, T]], most: int
) -> Iterator[tuple[K, R]]:
    waiting: deque[tuple[K, Future[R]]] = deque()
    for kept, sent in given:
        waiting.append((kept, executor.submit(function, sent)))
        if len(waiting) == most:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()
