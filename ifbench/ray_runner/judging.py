"""Judging on Ray: one process judges some hundred answers a second, fewer than a cluster writes."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checkers import Semantics
from ifbench.judging import Judging, Then
from ifbench.records import Response, VerdictRow
from ifbench.scoring import Judge
from ifbench.tasks import Task

WORKERS_PER_JUDGE = 8
"""Engines whose answers one process judges; see docs/scale.md."""


class Bench:
    """What runs in an actor: the judges of a run."""

    def __init__(self, judged: Sequence[tuple[Task, Semantics]]) -> None:
        judges: dict[str, list[Judge]] = {}
        for task, semantics in judged:
            judges.setdefault(task.id, []).append(Judge(task, semantics))
        self._judging = Judging(judges)

    def rows(self, responses: Sequence[Response]) -> list[list[VerdictRow]]:
        """The verdicts on each answer."""
        return [self._judging.rows(response) for response in responses]


class RayJudging(Judging):
    """Judges in processes of the cluster; here, what they could not judge and what lands before there is a cluster.

    Args:
        judges: those of each task.
        workers: tells how many engines write answers; 0 as long as none was started.
    """

    def __init__(self, judges: Mapping[str, Sequence[Judge]], workers: Callable[[], int]) -> None:
        super().__init__(judges)
        self._workers = workers
        self._ray: Any = None
        self._idle: deque[Any] = deque()
        self._waiting: list[tuple[Response, Then]] = []
        self._judged: dict[Any, tuple[Any, list[tuple[Response, Then]]]] = {}

    def take(self, response: Response, then: Then) -> None:
        """See `Judging.take`. What lands while every process is busy goes together."""
        if not self._workers():
            super().take(response, then)
            return
        if self._ray is None:
            self._start()
        self._waiting.append((response, then))
        self._gather(timeout=0)
        self._send()

    def _start(self) -> None:
        import ray

        self._ray = ray
        judged = [(judge.task, judge.semantics) for found in self.judges.values() for judge in found]
        # No processor is set aside: the engines may have them all, and judging must not wait for a free one.
        actor = ray.remote(Bench).options(num_cpus=0, scheduling_strategy="SPREAD")
        self._idle.extend(actor.remote(judged) for _ in range(1 + self._workers() // WORKERS_PER_JUDGE))

    def finish(self) -> None:
        """See `Judging.finish`."""
        while self._waiting or self._judged:
            self._send()
            self._gather(timeout=None)
        for bench in self._idle:
            self._ray.kill(bench)
        self._idle.clear()

    def _send(self) -> None:
        if self._waiting and self._idle:
            bench, batch = self._idle.popleft(), self._waiting
            self._waiting = []
            self._judged[bench.rows.remote([response for response, _ in batch])] = bench, batch

    def _gather(self, timeout: float | None) -> None:
        if not self._judged:
            return
        ready, _ = self._ray.wait(list(self._judged), timeout=timeout)
        for reference in ready:
            bench, batch = self._judged.pop(reference)
            self._idle.append(bench)
            for (_, then), rows in zip(batch, self._rows(reference, batch), strict=True):
                then(rows)

    def _rows(self, reference: Any, batch: Sequence[tuple[Response, Then]]) -> list[list[VerdictRow]]:
        try:
            found: list[list[VerdictRow]] = self._ray.get(reference)
        except self._ray.exceptions.RayError:  # a process died, or its machine lacks language data that this one has
            return [self.rows(response) for response, _ in batch]
        return found
