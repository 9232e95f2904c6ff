"""The main job: a model answers tasks, the answers are judged, and everything is in a run directory."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Protocol

from checkers import SEMANTICS
from ifbench.backends import infer, make
from ifbench.errors import IfbenchError
from ifbench.evaluated import Evaluation
from ifbench.judging import Judging
from ifbench.protocols import Place
from ifbench.records import Response, VerdictRow
from ifbench.run_record import recorded
from ifbench.runner import Runner
from ifbench.scoring import Judge, Scores, judge_all, judges_in, places, summarise
from ifbench.spec import Spec, cells, load_tasks, reasoning_of, semantics_of
from ifbench.store import RunDirectory
from ifbench.tasks import Task
from ifbench.types import Backend, Identity


class Watcher(Protocol):
    """Is told how a run goes on."""

    def note(self, line: str) -> None:
        """A step that may take long begins, or something worth knowing."""

    def start(self, total: int) -> None:
        """So many answers are wanted."""

    def landed(self, response: Response, followed: bool, reused: bool) -> None:
        """An answer landed; whether it follows all its constraints, strictly, and whether it was stored before.

        Where it is judged in both semantics, the first counts: `official`.
        """

    def stop(self) -> None:
        """No more will land."""


def evaluate(spec: Spec, watcher: Watcher, backend: Backend | None = None) -> Evaluation:
    """Run a spec, going on where an earlier run of it stopped.

    Args:
        spec: what to evaluate and how.
        watcher: is told how it goes on.
        backend: in place of the one that the spec names.

    Raises:
        UsageError: the spec, a task or the model is wrong, or the run directory holds another run.
        IncompleteError: the backend failed or the disk is full; what was finished is stored and scored.
    """
    tasks = load_tasks(spec)
    judges = judges_of(spec, tasks)
    watcher.note(f"Looking at the model {spec.model}")
    backend = backend or make_backend(spec)
    promise = getattr(backend, "promise", "")
    if promise:
        watcher.note(f"Deterministic: {promise}")
    identity = backend.identity
    with recorded(spec, tasks, judges, identity, watcher.note, promise) as directory:
        if spec.semantics is None:
            judges = _with_earlier(judges, directory)
        run = _Run(spec, tasks, judges, directory, watcher)
        interrupted, failure = run.generate(backend)
        evaluation = run.finish(identity, interrupted)
    if failure:
        raise failure
    return evaluation


def judges_of(spec: Spec, tasks: Sequence[Task]) -> list[Judge]:
    """The judges of a spec's tasks, one for each semantics. Raises UsageError for a constraint that does not bind."""
    return [judge for task in tasks for judge in judges_in(task, semantics_of(task, spec.semantics))]


def _with_earlier(judges: Sequence[Judge], directory: RunDirectory) -> list[Judge]:
    """With them judges for the other semantics that the run was scored in since, so that going on drops none."""
    earlier = [
        Judge(judge.task, result["semantics"])
        for judge in judges
        for result in directory.results(judge.task.id)
        if result["semantics"] != judge.semantics
    ]
    return sorted([*judges, *earlier], key=lambda judge: SEMANTICS.index(judge.semantics))


class _Run:
    """The state of a run: the verdicts so far."""

    def __init__(
        self, spec: Spec, tasks: Sequence[Task], judges: Sequence[Judge], directory: RunDirectory, watcher: Watcher
    ) -> None:
        self.spec, self.tasks, self.directory, self.watcher = spec, tasks, directory, watcher
        self.judges = {task.id: [judge for judge in judges if judge.task is task] for task in tasks}
        self.responses: dict[Place, Response] = {}
        self.rows: dict[Place, list[VerdictRow]] = {}

    def generate(self, backend: Backend) -> tuple[bool, IfbenchError | None]:
        """Get the answers; whether the user stopped it, and the failure that ended it."""
        self.judging: Judging = getattr(backend, "judging", Judging)(self.judges)
        with ExitStack() as stack:
            logs = {task.id: self.directory.log(task.id) for task in self.tasks}
            for task, log in logs.items():
                stack.callback(log.close)
                if log.torn:
                    self.watcher.note(f"Dropped a torn last line of {task}'s responses, the trace of a kill")
            self.watcher.start(sum(len(places(task, self.spec.repeats)) for task in self.tasks))
            stack.callback(self.watcher.stop)
            rules = {task.id: reasoning_of(task, self.spec.reasoning) for task in self.tasks}
            try:
                wanted = (cell for task in self.tasks for cell in cells(self.spec, task))
                Runner(backend, wanted, logs, rules, self._landed).run()
            except KeyboardInterrupt:
                return True, None
            except IfbenchError as failure:
                return False, failure
            finally:
                self.judging.finish()
        return False, None

    def _landed(self, response: Response, reused: bool) -> None:
        self.responses[response.place] = response
        self.judging.take(response, lambda rows: self._judged(response, rows, reused))

    def _judged(self, response: Response, rows: list[VerdictRow], reused: bool) -> None:
        self.rows[response.place] = rows
        followed = all(row.strict for row in rows if row.semantics == rows[0].semantics)
        self.watcher.landed(response, followed, reused)

    def finish(self, identity: Identity, interrupted: bool) -> Evaluation:
        """Write verdicts and summary, those of missing answers among them; give back what was asked for of them."""
        scores: list[Scores] = []
        rows: list[VerdictRow] = []
        for task in self.tasks:
            judged = [row for place in places(task, self.spec.repeats) for row in self._rows(task, place)]
            self.directory.write_verdicts(task.id, judged)
            scores += [self._summarise(judge, judged, identity) for judge in self.judges[task.id]]
            rows += judged
        self.directory.write_summary([one.to_dict() for one in scores])
        failed = tuple(response for response in self.responses.values() if response.error is not None)
        asked = {task.id: semantics_of(task, self.spec.semantics) for task in self.tasks}
        scores = [one for one in scores if one.semantics in asked[one.task]]
        rows = [row for row in rows if row.semantics in asked[row.task]]
        return Evaluation(self.directory.path, tuple(scores), tuple(rows), interrupted, failed)

    def _rows(self, task: Task, place: Place) -> list[VerdictRow]:
        return self.rows.get(place) or judge_all(self.judges[task.id], self.responses, [place])

    def _summarise(self, judge: Judge, rows: Sequence[VerdictRow], identity: Identity) -> Scores:
        return summarise(
            judge, rows, self.responses.values(), model=identity.name, weights=identity.weights,
            reasoning=reasoning_of(judge.task, self.spec.reasoning),
        )  # fmt: skip


def make_backend(spec: Spec) -> Backend:
    """The backend that a spec names, or that fits its model."""
    options = dict(spec.options)
    if spec.base_url:
        options["base_url"] = spec.base_url
    name = spec.backend or infer(spec.model, spec.base_url)
    if spec.runner == "ray":
        from ifbench.ray_runner import on_ray

        return on_ray(name, spec.model, options, spec.deterministic, spec.workers)
    return make(name, spec.model, options, spec.deterministic)
