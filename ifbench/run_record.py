"""Which run a directory holds: what two invocations must share to go on in it, and what run.json says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from os.path import commonprefix
from pathlib import Path
from typing import Any

from ifbench.errors import UsageError
from ifbench.files import digest
from ifbench.items import Key
from ifbench.provenance import provenance
from ifbench.records import VerdictRow, read_records
from ifbench.scoring import Judge
from ifbench.spec import Spec, reasoning_of
from ifbench.store import RunDirectory
from ifbench.tasks import Task, shipped
from ifbench.text import count_of
from ifbench.types import Identity


def comparable(spec: Spec, identity: Identity) -> dict[str, Any]:
    """What two invocations must share to belong to one run directory."""
    chosen = ("temperature", "top_p", "max_tokens", "seed", "system", "chat", "deterministic")
    return {**identity.content(), **{name: getattr(spec, name) for name in chosen}}


@contextmanager
def recorded(
    spec: Spec,
    tasks: Sequence[Task],
    judges: Sequence[Judge],
    identity: Identity,
    note: Callable[[str], None],
    promise: str = "",
) -> Iterator[RunDirectory]:
    """The run directory of a spec, made if need be and held against other processes; run.json tells of the run.

    Args:
        spec: what is run, and where to.
        tasks: what is asked.
        judges: of the answers.
        identity: of the model.
        note: is told if an earlier run was moved aside, or if its scores give way to others.
        promise: what --deterministic promised.

    Raises:
        UsageError: it holds another run, or another process is writing there.
    """
    settings = comparable(spec, identity)
    directory = run_directory(spec, identity)
    if spec.fresh and directory.exists:
        with directory.held():
            note(f"Moved the earlier run aside to {directory.set_aside()}")
    directory.create()
    with directory.held():
        _refuse_another(directory, settings)
        record = resumed(directory, run_record(spec, tasks, judges, identity, settings, promise))
        for line in _replaced(directory, record["tasks"]):
            note(line)
        directory.write_run(record)
        yield directory
        directory.write_run(finished(directory, record))


def run_directory(spec: Spec, identity: Identity) -> RunDirectory:
    """Where a spec's run is, or will be."""
    return RunDirectory(spec.output or run_path(Path("runs"), identity.name, comparable(spec, identity)))


def _refuse_another(directory: RunDirectory, settings: Mapping[str, Any]) -> None:
    held = directory.read_run().get("settings", {}) if directory.exists else settings
    differ = [name for name in settings if held.get(name) != settings[name]]
    if differ:
        changes = _changes(differ, held, settings)
        raise UsageError(
            f"{directory.path} holds another run ({changes}); choose another -o, or --fresh to move it aside"
        )


def run_path(parent: Path, model: str, settings: Mapping[str, Any]) -> Path:
    """The folder of a run among others: another content of the model or other settings give another one."""
    return parent / f"{slug(model)}-{digest(settings)[:8]}"


def _changes(names: Sequence[str], held: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    return ", ".join(_change(name, str(held.get(name)), str(wanted[name])) for name in names)


def _change(name: str, there: str, here: str) -> str:
    same = len(commonprefix([there, here]))  # noqa: RUF071 - texts, by their characters
    return f"{name}: {_short(there, same)} there, {_short(here, same)} here"


def _short(text: str, same: int) -> str:
    """A text, or where that is long the part of it around its first difference, after so many characters."""
    start = max(0, same - 20) if len(text) > 40 else 0
    part = text[start : start + 40]
    return f"{'...' if start else ''}{part}{'...' if text[start:] != part else ''}"


def slug(name: str) -> str:
    """A model's name as a folder's: its last two parts, at most 60 characters of [a-z0-9._-]."""
    last = "-".join(name.replace("\\", "/").strip("/").split("/")[-2:])
    return re.sub(r"[^a-z0-9._-]+", "-", last.lower()).strip("-.")[-60:] or "model"


def resumed(directory: RunDirectory, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record that goes on from the one that a directory holds: its other tasks stay, its beginning too."""
    earlier = directory.read_run() if directory.exists else {}
    return {
        **record,
        "resumes": earlier.get("resumes", -1) + 1,
        "started": earlier.get("started", now()),
        "tasks": {**earlier.get("tasks", {}), **record["tasks"]},
    }


def _replaced(directory: RunDirectory, tasks: Mapping[str, Any]) -> Iterator[str]:
    """What to say of the scores in a directory that records of tasks put others in the place of."""
    held = directory.read_run()["tasks"] if directory.exists else {}
    scored = {result["task"]: result for result in directory.read_summary()}
    for id in held:
        if id not in scored or not _gives_way(held[id], tasks[id]):
            continue
        there = {**scored[id], **_judged(directory, id)}  # the record may be of a run that was killed since
        if there["items"] and _gives_way(there, tasks[id]):
            yield (
                f"Replacing the scores of {id} in {directory.path}, on {_extent(there)}, by scores on "
                f"{_extent(tasks[id])} ({_shared(there, tasks[id])}); "
                "to keep both, give another -o (the stored answers stay)"
            )


def _judged(directory: RunDirectory, task: str) -> dict[str, Any]:
    """The items and samples that a task's verdicts are on, as its record would name them; none where they are damaged.

    They are read one by one: a file of them may be too long to hold.
    """
    items: dict[Key, None] = {}
    repeats = 0
    try:
        for row in read_records(directory.path / task / "verdicts.jsonl", VerdictRow):
            items[row.item] = None
            repeats = max(repeats, row.sample + 1)
    except UsageError:
        return {"items": [], "repeats": 0}
    return {"items": [*items], "repeats": repeats}


def _gives_way(there: Mapping[str, Any], here: Mapping[str, Any]) -> bool:
    """Whether scores are on rows or on answers that later ones are not on."""
    fewer = here["repeats"] < there["repeats"] or not set(there["items"]) <= set(here["items"])
    return fewer or any(there.get(name) != here[name] for name in ("version", "digest"))


def _extent(record: Mapping[str, Any]) -> str:
    samples = f", {record['repeats']} samples each" if record["repeats"] > 1 else ""
    return f"{count_of(len(record['items']), 'item')} of version {record.get('version')}{samples}"


def _shared(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    if there.get("digest") != here["digest"]:
        return "of other rows"
    return f"{len(set(there['items']) & set(here['items']))} in common"


def finished(directory: RunDirectory, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record at the end; it is complete if every task of the directory is."""
    counts = [result["counts"] for result in directory.read_summary()]
    complete = not any(count["missing"] or count["check_errors"] for count in counts)
    return {**record, "finished": now(), "complete": complete}


def now() -> str:
    """The time in UTC, as run.json has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def run_record(
    spec: Spec, tasks: Sequence[Task], judges: Sequence[Judge], identity: Identity, settings: Mapping[str, Any],
    promise: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What run.json says of an invocation, but for its times."""
    return {
        "model": identity.name,
        "weights": identity.weights,
        "settings": dict(settings),
        "promise": promise or None,
        "runner": spec.runner,
        "tasks": task_records(spec, tasks, judges),
        **provenance(_urls(spec)),
    }


def _urls(spec: Spec) -> list[str]:
    """What was given as a URL, as it was given."""
    given = {"base_url": spec.base_url or "", **spec.options}
    return [str(value) for name, value in given.items() if "url" in name or "://" in str(value)]


def task_records(spec: Spec, tasks: Sequence[Task], judges: Sequence[Judge]) -> dict[str, Any]:
    """What run.json says of the tasks of a spec, by id."""
    return {task.id: task_record(spec, task, name, judges) for task, name in zip(tasks, spec.tasks, strict=True)}


def task_record(spec: Spec, task: Task, name: str, judges: Sequence[Judge]) -> dict[str, Any]:
    """What run.json says of one task."""
    return {
        "name": name if name in shipped() else str(Path(name).resolve()),
        "data": str(spec.data.resolve()) if spec.data else None,
        "origin": task.origin,
        "version": task.passport.version,
        "digest": task.digest,
        "pinned": task.pinned,
        "sampling": asdict(spec.sampling(task.passport.sampling)),
        "reasoning": reasoning_of(task, spec.reasoning),
        "repeats": spec.repeats,
        "items": [item.key for item in task.items],
        "checkers": {judge.semantics: judge.fingerprint for judge in judges if judge.task is task},
    }
