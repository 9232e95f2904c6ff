"""A backend whose engines are Ray actors: the runner, the records and the keys are those of one machine."""

import os
import socket
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from math import prod
from typing import Any

from ifbench.backends import make
from ifbench.backends._drive import drive
from ifbench.backends._prompt import first_line
from ifbench.errors import IfbenchError, IncompleteError, UsageError
from ifbench.files import reason
from ifbench.judging import Judging
from ifbench.ray_runner.judging import RayJudging
from ifbench.ray_runner.worker import EngineSpec, Worker
from ifbench.scoring import Judge
from ifbench.types import Backend, Completion, Identity, Request

FIRST_WINDOW = 256
"""Requests that a worker is sent before it has told how many it holds at once: a full batch of vLLM's. From then on it
is sent twice as many as it holds, if that is more."""
DEATHS = 3
"""So many deaths for each worker, in a row, without a single answer from any of them, end the run."""
STOP_SECONDS = 20.0
KNOCK_SECONDS = 10.0
PARALLEL = ("tensor_parallel_size", "pipeline_parallel_size")


class OnRay:
    """Spreads requests over workers on the Ray cluster of RAY_ADDRESS, or on this machine.

    Args:
        engine: what each worker runs.
        workers: how many; by default one for each GPU, or for as many GPUs as an engine takes; without GPUs, one for
            each machine.
    """

    def __init__(self, engine: EngineSpec, workers: int | None = None) -> None:
        if find_spec("ray") is None:
            raise UsageError("--runner ray needs Ray: pip install 'ifbench[ray]'")
        self._engine = engine
        self._workers = workers
        self._started = 0
        self._local: Backend = make(engine.name, engine.model, engine.options, engine.deterministic)
        self.promise: str = getattr(self._local, "promise", "")

    @cached_property
    def identity(self) -> Identity:
        """That of the engine: where it runs changes no text."""
        return self._local.identity

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises IncompleteError when workers die again and again."""
        connect()
        gpus = gpus_of(self._engine) if self.identity.weights == "verified" else 0
        self._started = self._workers or default_workers(gpus)
        print(f"Starting {self._started} workers on Ray, {gpus} GPUs each", file=sys.stderr, flush=True)
        return drive(_Workers(self._engine, self._started, gpus), requests)

    def judging(self, judges: Mapping[str, Sequence[Judge]]) -> Judging:
        """What judges the answers; it uses the cluster once the workers are started."""
        return RayJudging(judges, lambda: self._started)


def connect() -> None:
    """Join the cluster of RAY_ADDRESS, or one that runs on this machine, or start one here."""
    import ray

    if ray.is_initialized():
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    address = os.environ.get("RAY_ADDRESS", "")
    try:
        _knock(address)
        ray.init(log_to_driver=False, include_dashboard=False, logging_level="ERROR")
    except (OSError, ValueError, RuntimeError) as error:
        where = f" at {address}" if address else ""
        raise IncompleteError(
            f"cannot reach the Ray cluster{where}: {first_line(reason(error))}; check RAY_ADDRESS"
        ) from None


def _knock(address: str) -> None:
    """Raises OSError where nobody listens: Ray itself would try for many minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_SECONDS).close()


def gpus_of(engine: EngineSpec) -> int:
    """GPUs that one worker takes: none where the cluster has none, or for an engine that uses none."""
    import ray

    if not ray.cluster_resources().get("GPU") or engine.name.partition(":")[0] not in ("vllm", "lm-eval"):
        return 0
    options = {name.replace("-", "_"): value for name, value in engine.options.items()}
    try:
        return prod(int(options.get(name, 1)) for name in PARALLEL)
    except ValueError:
        raise UsageError(f"{' and '.join(PARALLEL)} are numbers of GPUs") from None


def default_workers(gpus: int) -> int:
    """As many as the cluster has room for now."""
    import ray

    if gpus:
        return max(1, int(ray.cluster_resources()["GPU"] // gpus))
    return max(1, sum(bool(node["Alive"]) for node in ray.nodes()))


class _Slot:
    """A worker's place: its actor, what it was asked, and what it is to be asked next."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.asked: dict[str, Request] = {}
        self.unsent: list[Request] = []
        self.collecting = actor.collect.remote()
        self.window = FIRST_WINDOW

    @property
    def load(self) -> float:
        return len(self.asked) / self.window

    def take(self, requests: Iterable[Request]) -> None:
        for request in requests:
            self.asked[request.id] = request
            self.unsent.append(request)

    def send(self) -> None:
        if self.unsent:
            self.actor.ask.remote(self.unsent)
            self.unsent = []


class _Workers:
    """An engine for `drive`: the workers together."""

    def __init__(self, engine: EngineSpec, workers: int, gpus: int) -> None:
        import ray

        self._ray = ray
        self._engine = engine
        self._actor = ray.remote(Worker).options(num_cpus=1, num_gpus=gpus, max_restarts=0)
        self._slots = [self._slot() for _ in range(workers)]
        self._deaths = 0
        self.room = workers * FIRST_WINDOW

    def add(self, request: Request) -> None:
        """Keep a request for the worker that has most room; it is sent by `wait`, together with others."""
        min(self._slots, key=lambda slot: slot.load).take([request])

    def wait(self) -> Sequence[Completion]:
        """Whatever has finished, one completion at least. What a dead worker was asked is asked of a new one."""
        finished: list[Completion] = []
        while not finished:
            for slot in self._slots:
                slot.send()
            by_reference = {slot.collecting: at for at, slot in enumerate(self._slots)}
            ready, _ = self._ray.wait(list(by_reference))
            for reference in ready:
                finished += self._collect(by_reference[reference])
        return finished

    def close(self) -> None:
        """End the workers; those that have answered everything may let go of their engines first."""
        idle = [slot.actor.stop.remote() for slot in self._slots if not slot.asked]
        if idle:
            self._ray.wait(idle, num_returns=len(idle), timeout=STOP_SECONDS)
        for slot in self._slots:
            self._ray.kill(slot.actor)

    def _slot(self) -> _Slot:
        return _Slot(self._actor.remote(self._engine))

    def _collect(self, at: int) -> list[Completion]:
        slot = self._slots[at]
        try:
            completions, held = self._ray.get(slot.collecting)
        except self._ray.exceptions.RayError as error:
            self._replace(at, error)
            return []
        slot.collecting = slot.actor.collect.remote()
        slot.window = max(slot.window, 2 * held)
        self.room = sum(slot.window for slot in self._slots)
        self._deaths = 0
        return [completion for completion in completions if slot.asked.pop(completion.id, None)]

    def _replace(self, at: int, error: Exception) -> None:
        """Start a worker in place of a dead one, or of one whose engine died."""
        cause = getattr(error, "cause", None)
        if isinstance(cause, IfbenchError) and not isinstance(cause, IncompleteError):
            raise cause from None
        self._deaths += 1
        why = first_line(cause or error)
        if self._deaths >= DEATHS * len(self._slots):
            raise IncompleteError(f"{self._deaths} workers in a row died without an answer, the last: {why}") from None
        old = self._slots[at]
        print(f"A worker died ({why}); asking its {len(old.asked)} open requests again", file=sys.stderr, flush=True)
        self._ray.kill(old.actor)
        self._slots[at] = self._slot()
        self._slots[at].take(old.asked.values())
