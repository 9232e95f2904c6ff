"""The contract between runner and backend, kept in one place: many requests at once, or one after the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from ifbench.types import Completion, Request

T = TypeVar("T")
STUCK = "the runner has no request ready although nothing is in flight, so none can ever become ready"


class Engine(Protocol):
    """What `drive` needs of an engine."""

    room: int
    """How many requests it takes at once; it may change while the engine works."""

    def add(self, request: Request) -> None:
        """Take a request; the first one may start the engine."""
        ...

    def wait(self) -> Sequence[Completion]:
        """Block until requests have finished, and return them; never empty."""
        ...

    def close(self) -> None:
        """Drop what is in flight."""
        ...


def drive(engine: Engine, requests: Iterable[Request | None]) -> Iterator[Completion]:
    """Keep an engine busy with requests as they come; see `Backend.generate`."""
    source = iter(requests)
    more, flying = True, 0
    try:
        while more or flying:
            while more and flying < engine.room:
                try:
                    request = next(source)
                except StopIteration:
                    more = False
                    break
                if request is None:
                    break
                engine.add(request)
                flying += 1
            if flying:
                finished = engine.wait()
                flying -= len(finished)
                yield from finished
            elif more:
                raise RuntimeError(STUCK)
    finally:
        engine.close()


def all_of(queue: "SimpleQueue[T]") -> list[T]:
    """What a queue holds, waiting for one at least."""
    found = [queue.get()]
    with suppress(Empty):
        while True:
            found.append(queue.get_nowait())
    return found


def one_by_one(answer: Callable[[Request], Completion], requests: Iterable[Request | None]) -> Iterator[Completion]:
    """Answer each request before the next is asked for; see `Backend.generate`."""
    for request in requests:
        if request is None:
            raise RuntimeError(STUCK)
        yield answer(request)
