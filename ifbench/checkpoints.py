"""Several checkpoints in one go: each in its own run directory and its own process, finished ones skipped."""

import os
import re
import signal
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from glob import glob
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ifbench.errors import Exit, IfbenchError, UsageError
from ifbench.evaluation import evaluate, judges_of, make_backend
from ifbench.progress import Progress
from ifbench.run_record import comparable, run_path, task_records
from ifbench.spec import Spec, load_tasks
from ifbench.store import RunDirectory


@dataclass(frozen=True)
class Checkpoint:
    """What came of one checkpoint.

    Attributes:
        results: of the tasks that were asked for, in the semantics that were, as summary.json holds them.
        exit: GOOD, or why not: INCOMPLETE, USAGE, INTERRUPTED.
        error: the sentence of a failure.
        skipped: it was finished before.
    """

    model: str
    directory: Path
    results: tuple[dict[str, Any], ...] = ()
    exit: Exit = Exit.GOOD
    error: str = ""
    skipped: bool = False


def expand(models: Iterable[str]) -> tuple[str, ...]:
    """Names of models, patterns among them replaced by what they match: step-2 before step-10, none twice.

    Raises:
        UsageError: a pattern that matches nothing.
    """
    return tuple(dict.fromkeys(name for model in models for name in _matches(model)))


def is_pattern(model: str) -> bool:
    """Whether a name stands for all checkpoints that it matches, be it one."""
    return bool(re.search(r"[*?[]", model)) and not Path(model).exists()


def _matches(model: str) -> Sequence[str]:
    if not is_pattern(model):
        return [model]
    pattern = os.path.expanduser(model)  # noqa: PTH111 - a Path would drop the last slash, which asks for folders
    found = sorted(glob(pattern), key=_natural)  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise UsageError(f"no checkpoint matches --model {model}")
    return [name.rstrip("/") for name in found]


def _natural(name: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def evaluate_series(spec: Spec, models: Sequence[str]) -> list[Checkpoint]:
    """Evaluate checkpoints one after the other, in a process each, so that one that fails takes nothing along.

    Args:
        spec: for all of them; its `output` is the folder that holds the run directories.
        models: what `expand` gives. Every one of them is looked at before the first is loaded.

    Returns:
        What came of each; an interrupt ends the series.

    Raises:
        UsageError: the spec, a task or a model is wrong.
    """
    tasks = load_tasks(spec)
    wanted = task_records(spec, tasks, judges_of(spec, tasks))
    planned = [_plan(replace(spec, model=model), wanted) for model in models]
    done: list[Checkpoint] = []
    for one, directory, finished in planned:
        came = _skipped(one, directory) if finished else _apart(one, directory)
        done.append(replace(came, results=tuple(row for row in came.results if _is_asked_for(row, wanted))))
        if done[-1].exit is Exit.INTERRUPTED:
            break
    return done


def _plan(spec: Spec, wanted: Mapping[str, Any]) -> tuple[Spec, RunDirectory, bool]:
    """A checkpoint's own spec and run directory, and whether that holds all of the wanted tasks already."""
    identity = make_backend(spec).identity
    settings = comparable(spec, identity)
    parent = spec.output or Path("runs")
    directory = RunDirectory(run_path(parent, identity.name, settings))
    finished = not spec.fresh and directory.exists and _is_finished(directory, wanted, settings)
    return replace(spec, output=directory.path), directory, finished


def _is_finished(directory: RunDirectory, wanted: Mapping[str, Any], settings: Mapping[str, Any]) -> bool:
    held = directory.read_run()
    same = all(held["tasks"].get(id) == record for id, record in wanted.items())
    return bool(held.get("complete")) and held["settings"] == settings and same and _is_judged(directory, wanted)


def _is_judged(directory: RunDirectory, wanted: Mapping[str, Any]) -> bool:
    """Whether all scores are there, by the rules that are wanted: `ifbench score RUN` may have judged by others."""
    rules = ("task", "semantics", "checkers", "reasoning", "digest")
    found = [tuple(result.get(rule) for rule in rules) for result in directory.read_summary()]
    return all(
        (id, semantics, checkers, record["reasoning"], record["digest"]) in found
        for id, record in wanted.items()
        for semantics, checkers in record["checkers"].items()
    )


def _is_asked_for(result: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a result is on a task that is wanted, in semantics that are: a directory may hold others."""
    return result["task"] in wanted and result["semantics"] in wanted[result["task"]]["checkers"]


def _skipped(spec: Spec, directory: RunDirectory) -> Checkpoint:
    return Checkpoint(spec.model, directory.path, tuple(directory.read_summary()), skipped=True)


def _apart(spec: Spec, directory: RunDirectory) -> Checkpoint:
    """A checkpoint evaluated in a process of its own, which also gives all memory of its engine back."""
    context = get_context("spawn")
    told, tell = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(spec, tell))
    process.start()
    tell.close()
    try:
        exit, error = _hear(told)
    except KeyboardInterrupt:  # the child is out of the terminal's reach, and is told once, by us
        os.kill(process.pid or 0, signal.SIGINT)
        exit, error = _hear(told)
    process.join()
    if exit is None:
        exit, error = Exit.INCOMPLETE, f"its process ended with {process.exitcode}; the same command again goes on"
    results = tuple(directory.read_summary()) if directory.exists else ()
    return Checkpoint(spec.model, directory.path, results, exit, error)


def _hear(told: Connection) -> tuple[Exit | None, str]:
    try:
        exit, error = told.recv()
    except EOFError:
        return None, ""
    return exit, error


def _child(spec: Spec, tell: Connection) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        tell.send(_evaluate(spec))
    except KeyboardInterrupt:
        tell.send((Exit.INTERRUPTED, ""))


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGINT)


def _evaluate(spec: Spec) -> tuple[Exit, str]:
    try:
        with Progress() as progress:
            done = evaluate(spec, progress)
    except IfbenchError as error:
        return error.exit, str(error)
    if done.interrupted:
        return Exit.INTERRUPTED, ""
    if not done.complete:
        return Exit.INCOMPLETE, f"{done.lacks}; {done.remedy}"
    return Exit.GOOD, ""
