"""Whether a run that is yet to come would be comparable: told before it costs hours."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from ifbench.errors import UsageError
from ifbench.evaluation import make_backend
from ifbench.gate.comparable import differences, refuse, refuse_task
from ifbench.gate.loading import conditions
from ifbench.gate.results import Conditions, Result
from ifbench.run_record import task_record
from ifbench.scoring import Judge
from ifbench.spec import Spec, load_tasks, reasoning_of, semantics_of
from ifbench.tasks import Task


def preflight(spec: Spec, baseline: Result, allowed: Collection[str]) -> None:
    """Raises NotComparableError as the gate will once the run is done, another IfbenchError as the run would."""
    tasks = {task.id: task for task in load_tasks(spec)}
    if baseline.task not in tasks:
        refuse_task(baseline, ", ".join(tasks))
    task = tasks[baseline.task]
    keys = [item.key for item in task.items]
    differing = differences(baseline.conditions, _conditions(spec, task, baseline), baseline.answers, keys)
    refuse(baseline, spec.model, differing, allowed)


def _conditions(spec: Spec, task: Task, baseline: Result) -> Conditions:
    """The conditions that a run of the spec will have."""
    choices = semantics_of(task, spec.semantics)
    wanted = baseline.conditions.semantics
    judge = Judge(task, wanted if wanted in choices else choices[0])
    judged = {
        "digest": task.digest,
        "semantics": judge.semantics,
        "checkers": judge.fingerprint,
        "headline": task.passport.headline,
        "reasoning": reasoning_of(task, spec.reasoning),
    }
    settings = {"system": spec.system, "chat": spec.chat, "sampling": _shaped(spec)}
    try:
        return conditions(settings, task_record(spec, task, "", [judge]), judged)
    except msgspec.ValidationError as error:
        raise UsageError(f"what the engine says of its sampling cannot be compared: {error}") from None


def _shaped(spec: Spec) -> Mapping[str, Any]:
    """What the engine applies beside the task's sampling: one of ours without options nothing, and reads no weights."""
    own = ":" in (spec.backend or "")
    return make_backend(spec).identity.sampling if spec.options or own else {}
