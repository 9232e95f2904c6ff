"""What runs in an actor: a backend, fed and drained from afar."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from ifbench.backends import make
from ifbench.types import Completion, Request


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """Which backend a worker makes; see `backends.make`."""

    name: str
    model: str
    options: Mapping[str, str]
    deterministic: bool = False


class Worker:
    """A backend in a thread. Everything else happens on the actor's event loop.

    The engine is made at the first request, in the thread, so that what is wrong with it comes out of `collect`.
    """

    def __init__(self, engine: EngineSpec) -> None:
        self._engine = engine
        self._todo: SimpleQueue[Request | None] = SimpleQueue()
        self._done: list[Completion] = []
        self._held = self._flying = 0
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._news = asyncio.Event()

    async def ask(self, requests: Sequence[Request]) -> None:
        """Take requests; their completions come out of `collect`, in any order."""
        for request in requests:
            self._todo.put(request)
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = Thread(target=self._work, name="engine", daemon=True)
            self._thread.start()

    async def collect(self) -> tuple[list[Completion], int]:
        """What has finished, waiting for one at least; and how many requests the engine holds at once.

        Raises whatever ended the engine.
        """
        await self._news.wait()
        if self._failure is not None and not self._done:
            raise self._failure
        finished, self._done = self._done, []
        if self._failure is None:
            self._news.clear()
        return finished, self._held

    async def stop(self) -> None:
        """Let the engine end by itself, once it has answered everything."""
        self._todo.put(None)
        if self._thread:
            await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        assert self._loop is not None
        try:
            engine = self._engine
            backend = make(engine.name, engine.model, engine.options, engine.deterministic)
            for completion in backend.generate(self._requests()):
                self._flying -= 1
                self._loop.call_soon_threadsafe(self._finished, completion)
        except BaseException as failure:  # told to whoever collects, who ends this worker
            self._loop.call_soon_threadsafe(self._failed, failure)

    def _requests(self) -> Iterator[Request | None]:
        """Requests as they come; it blocks only while the engine has nothing to do."""
        while True:
            try:
                request = self._todo.get(block=self._flying == 0)
            except Empty:
                yield None
                continue
            if request is None:
                return
            self._flying += 1
            self._held = max(self._held, self._flying)
            yield request

    def _finished(self, completion: Completion) -> None:
        self._done.append(completion)
        self._news.set()

    def _failed(self, failure: BaseException) -> None:
        self._failure = failure
        self._news.set()
