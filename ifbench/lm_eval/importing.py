"""lm-eval's sample logs as a run directory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ifbench.errors import UsageError
from ifbench.files import digest, reason, refuse_pipe, sha256_of
from ifbench.given_answers import score_given
from ifbench.lm_eval.samples import SampleLog, read_samples, task_of
from ifbench.matching import Matches
from ifbench.rescore import Scored
from ifbench.spec import Spec, load_tasks
from ifbench.store import RunDirectory
from ifbench.tasks import Task
from ifbench.types import Identity


@dataclass(frozen=True)
class Imported:
    """One log in a run directory.

    Attributes:
        agreed, judged: of the answers that lm-eval judged, on how many prompts its strict verdict is ours.
    """

    log: SampleLog
    scored: Scored
    directory: RunDirectory
    agreed: int
    judged: int


def import_samples(spec: Spec, paths: Sequence[Path]) -> list[Imported]:
    """Put sample logs into one run directory, each the answers to a task.

    Args:
        spec: `output` is the run directory. `tasks`: one for each log, or none, to tell them from the files' names.
            `model`: "" to take lm-eval's name of it.
        paths: the logs.

    Raises:
        UsageError: a log is malformed or answers nothing of its task, or two of them answer one task.
    """
    if spec.tasks and len(spec.tasks) != len(paths):
        raise UsageError(f"{len(paths)} logs, but {len(spec.tasks)} tasks: --task names one for each")
    names = spec.tasks or tuple(map(_named, paths))
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"several logs answer {twice.pop()}: import them into run directories of their own")
    for path in paths:
        refuse_pipe(path)
    try:
        content = f"sha256:{digest(sorted(map(sha256_of, paths)))}"
    except OSError as error:
        raise UsageError(f"cannot read {error.filename}: {reason(error)}") from None
    found: list[Imported] = []
    for path, name in zip(paths, names, strict=True):
        found.append(_import(replace(spec, tasks=(name,), fresh=spec.fresh and not found), path, content))
    return found


def _named(path: Path) -> str:
    name = task_of(path)
    if name is None:
        raise UsageError(f"{path} is not called samples_<task>_<date>.jsonl: name its task with --task")
    return name


def _import(spec: Spec, path: Path, content: str) -> Imported:
    (task,) = load_tasks(spec)
    log = read_samples(path, task.id)
    spec = replace(
        spec, model=spec.model or log.model, repeats=log.repeats, chat=log.chat is not False, system=log.system
    )
    if log.sampling:
        task = replace(task, passport=msgspec.structs.replace(task.passport, sampling=log.sampling))
    identity = Identity(spec.model, log.engine, log.version, content, weights="unverified")
    matches = Matches(path, task, log.repeats, log.answers)
    scored, directory = score_given(spec, task, matches, log.answers, identity)
    assert directory is not None
    return Imported(log, scored, directory, *_agreement(task, log, scored))


def _agreement(task: Task, log: SampleLog, scored: Scored) -> tuple[int, int]:
    """On how many prompts lm-eval's strict verdict on the first answer is ours, and how many it judged."""
    semantics = scored.judges[0].semantics
    followed: dict[str, bool] = {}
    for row in scored.rows:
        if row.semantics == semantics and row.sample == 0:
            prompt = task.by_key[row.item].prompts[0].text
            followed[prompt] = followed.get(prompt, True) and row.strict
    both = [(log.judged[prompt], ours) for prompt, ours in followed.items() if prompt in log.judged]
    return sum(theirs == ours for theirs, ours in both), len(both)
