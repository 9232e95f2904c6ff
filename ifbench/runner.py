"""The runner: keeps a backend busy with whatever is ready, and stores each answer as it lands."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ifbench.errors import IncompleteError
from ifbench.protocols import Cell, Transcript, Turn, dialogue
from ifbench.reasoning import Reasoning
from ifbench.records import Response, response_key
from ifbench.response_log import ResponseLog
from ifbench.responses import judged_again, to_response
from ifbench.types import Backend, Completion, Identity, Request


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request on its way."""

    cell: Cell
    transcript: Transcript
    request: Request
    key: str
    at: float


class Runner:
    """Asks for the answers of all cells.

    There is no barrier: a cell's next turn is ready as soon as its last one landed. Answers that are stored already
    are not asked for again.

    Args:
        cells: what to answer, drawn lazily.
        logs: where to store, by task.
        reasoning: the rule that tells the answer from the text.
        landed: called with each response and whether it was stored before, in the order of landing.
    """

    def __init__(
        self,
        backend: Backend,
        cells: Iterable[Cell],
        logs: Mapping[str, ResponseLog],
        reasoning: Mapping[str, Reasoning],
        landed: Callable[[Response, bool], None],
    ) -> None:
        self._backend = backend
        self._identity: Identity = backend.identity
        self._new = ((cell, ()) for cell in cells)
        self._ready: deque[tuple[Cell, Transcript]] = deque()
        self._in_flight: dict[str, _Asked] = {}
        self._logs = logs
        self._reasoning = reasoning
        self._landed = landed

    def run(self) -> None:
        """Answer everything. Raises IncompleteError when the backend cannot go on; what landed is stored."""
        for completion in self._backend.generate(self._requests()):
            asked = self._in_flight.pop(completion.id, None)
            if asked is None:
                engine = self._identity.engine
                raise IncompleteError(f"the {engine} backend answered {completion.id!r}, which is not under way")
            self._store(asked, completion)

    def _requests(self) -> Iterator[Request | None]:
        while True:
            if (request := self._next()) is not None:
                yield request
            elif self._in_flight:
                yield None
            else:
                return

    def _next(self) -> Request | None:
        """The next request that is not answered yet; None if nothing is ready now."""
        while (at := self._take()) is not None:
            cell, transcript = at
            request = dialogue(cell, transcript)
            if request is None:
                continue
            key = response_key(self._identity, request)
            stored = self._logs[cell.task].stored.get(key)
            if stored is None:
                self._in_flight[request.id] = _Asked(cell, transcript, request, key, time.monotonic())
                return request
            self._logs[cell.task].take_up(stored)
            self._advance(cell, transcript, request, judged_again(stored, self._reasoning[cell.task]), True)
        return None

    def _take(self) -> tuple[Cell, Transcript] | None:
        return self._ready.popleft() if self._ready else next(self._new, None)

    def _store(self, asked: _Asked, completion: Completion) -> None:
        cell = asked.cell
        response = to_response(
            asked.key,
            cell.place(len(asked.transcript)),
            asked.request,
            completion,
            self._reasoning[cell.task],
            round(time.monotonic() - asked.at, 3),
        )
        self._logs[cell.task].append(response)
        self._advance(cell, asked.transcript, asked.request, response, False)

    def _advance(self, cell: Cell, transcript: Transcript, request: Request, response: Response, reused: bool) -> None:
        self._ready.append((cell, (*transcript, Turn(request, response.answer))))
        self._landed(response, reused)
