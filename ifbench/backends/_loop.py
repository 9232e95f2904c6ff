"""Requests in flight on an event loop in a thread of its own."""

import asyncio
import atexit
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any

from ifbench.backends._drive import all_of
from ifbench.types import Completion, Request


class Loop:
    """An engine for `drive`: asks for each request on the loop, at most `room` at once.

    Args:
        room: how many requests may be in flight.
        ask: answers one request; what it raises ends the run.
        end: called on the loop when no more will be asked.
    """

    def __init__(
        self, room: int, ask: Callable[[Request], Coroutine[Any, Any, Completion]], end: Callable[[], Awaitable[None]]
    ) -> None:
        self.room = room
        self._ask = ask
        self._end = end
        self._done: SimpleQueue[Future[Completion]] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="requests", daemon=True)

    def add(self, request: Request) -> None:
        """Ask for a request."""
        if not self._thread.is_alive():
            self._thread.start()
            atexit.register(self.close)
        asyncio.run_coroutine_threadsafe(self._ask(request), self._loop).add_done_callback(self._done.put)

    def wait(self) -> Sequence[Completion]:
        """Whatever has finished, one completion at least. Raises what `ask` raised."""
        return [future.result() for future in all_of(self._done)]

    def close(self) -> None:
        """Break off what is in flight; at the latest when the interpreter is about to end."""
        atexit.unregister(self.close)
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._end()
