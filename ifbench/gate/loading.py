"""A run directory read as a result."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from checkers import Semantics
from ifbench import failed_checks
from ifbench.errors import IncompleteError, UsageError
from ifbench.files import digest
from ifbench.gate.outcomes import in_order, mode_of, outcomes
from ifbench.gate.results import NEUTRAL, Conditions, Model, Origin, Result
from ifbench.protocols import Place
from ifbench.records import Response, VerdictRow
from ifbench.responses import judged_again
from ifbench.store import RunDirectory
from ifbench.text import count_of
from ifbench.types import REPLAYED

_GIVE = "give what is missing, or score against rows without it (--data)"


def tasks_of(path: Path) -> list[str]:
    """The tasks that a run directory holds. Raises UsageError if it is none."""
    return list(RunDirectory(path).read_run().get("tasks", {}))


def load_run(
    path: Path, task: str, semantics: Semantics | None = None, headline: str | None = None, *, partial: bool = False
) -> Result:
    """The result of a run on one task.

    Args:
        path: the run directory.
        task: its name.
        semantics: which, if the run was judged in it; by default the only one.
        headline: the metric that says whether strict or loose verdicts count; by default the run's own.
        partial: take missing answers as failed; otherwise they are refused.

    Raises:
        UsageError: no run, another task, damage, or both semantics and none chosen.
        IncompleteError: it was not scored, it covers not all items, or answers are missing or errors.
    """
    directory = RunDirectory(path)
    run = directory.read_run()
    held = run.get("tasks", {}).get(task)
    if held is None:
        raise UsageError(f"{path} holds no run of {task}; it holds {', '.join(run.get('tasks', {})) or 'no task'}")
    rows, summary = _judged(directory, task, semantics)
    try:
        return _result(path, task, run, rows, summary, directory.responses(task), headline, partial)
    except (KeyError, TypeError, ValueError) as error:  # msgspec raises ValueErrors
        raise UsageError(f"{path} is damaged, its run.json or summary.json: {error}") from None


def _result(
    path: Path,
    task: str,
    run: Mapping[str, Any],
    rows: Sequence[VerdictRow],
    summary: Mapping[str, Any],
    stored: Mapping[Place, Response],
    headline: str | None,
    partial: bool,
) -> Result:
    held, settings = run["tasks"][task], run["settings"]
    responses = {place: judged_again(response, summary["reasoning"]) for place, response in stored.items()}
    missing = len({row.place for row in rows if row.fault in ("missing", "error")})
    _check_complete(path, held, rows, 0 if partial else missing, settings["engine"] in REPLAYED)
    mode = mode_of(headline or summary["headline"])
    model = {**settings, "name": run["model"], "weights": run["weights"]}
    return Result(
        path.resolve().name,
        task,
        summary["version"],
        conditions(settings, held, summary),
        msgspec.convert({name: model[name] for name in Model.__struct_fields__}, Model),
        Origin(digest(settings), answers_digest(responses), settings["seed"], run.get("finished")),
        outcomes(rows, responses, mode, str(path / task / "verdicts.jsonl")),
        missing,
        settings,
        path,
        msgspec.convert(summary["floor"]["metrics"][f"prompt_level_{mode}_acc"], float),
        msgspec.convert(summary["counts"]["refusals"], int),
    )


def _judged(
    directory: RunDirectory, task: str, semantics: Semantics | None
) -> tuple[list[VerdictRow], Mapping[str, Any]]:
    """The verdicts in one semantics and their summary."""
    rows = directory.verdicts(task)
    known = sorted({row.semantics for row in rows})
    if not known:
        raise IncompleteError(f"{directory.path} holds no verdicts on {task}: the run did not finish; go on with it")
    chosen = semantics if semantics in known else known[0]
    if len(known) > 1 and semantics is None:
        raise UsageError(f"{directory.path} was judged in both semantics; choose one with --semantics")
    for summary in directory.read_summary():
        if (summary["task"], summary["semantics"]) == (task, chosen):
            return [row for row in rows if row.semantics == chosen], {"reasoning": "strip", **summary}
    raise IncompleteError(f"{directory.path} has no scores of {task}: run `ifbench score {directory.path}`")


def _check_complete(path: Path, held: Mapping[str, Any], rows: Sequence[VerdictRow], missing: int, given: bool) -> None:
    """Raises IncompleteError unless every item was answered and judged, as often as was asked."""
    wanted = {(item, sample) for item in held["items"] for sample in range(held["repeats"])}
    absent = wanted - {(row.item, row.sample) for row in rows}
    if absent:
        lacks = count_of(len(absent), f"of {len(wanted)} answers is", f"of {len(wanted)} answers are") + " not judged"
        raise IncompleteError(f"{path} is half a run: {lacks}; run the same command again to go on with it")
    if not missing:
        return
    if unanswered := len({row.place for row in rows if row.fault == "missing"}):
        lacks = count_of(unanswered, "answer is missing or an error", "answers are missing or errors")
        raise IncompleteError(f"{path}: {lacks}; {_GIVE if given else 'run the same command again'}")
    raise IncompleteError(f"{path}: {failed_checks.told(rows)}; {failed_checks.remedy(path)}")


def conditions(settings: Mapping[str, Any], held: Mapping[str, Any], summary: Mapping[str, Any]) -> Conditions:
    """The conditions of a result.

    Args:
        settings: those of run.json; an engine that tells nothing of a filter or a penalty applies none.
        held: what run.json says of the task.
        summary: how it was judged: the digest of the rows, semantics, checkers, headline, reasoning.
    """
    system, shaped = settings["system"], {**settings.get("sampling", {})}
    told = {name: shaped[name] for name in NEUTRAL if shaped.get(name) is not None}
    if told.get("top_k") == -1:  # as 0, it filters nothing
        del told["top_k"]
    found = {
        **told,
        "rows": summary["digest"],
        **{name: summary[name] for name in ("semantics", "checkers", "headline", "reasoning")},
        **held["sampling"],
        "repeats": held["repeats"],
        "system": None if system is None else digest(system)[:16],
        "chat": settings["chat"],
    }
    return msgspec.convert(found, Conditions)


def answers_digest(responses: Mapping[Place, Response]) -> str:
    """A digest of the answers of a task, whatever their order in the file."""
    ordered = sorted(responses, key=lambda place: (in_order(place.item), place.variant, place.sample, place.turn))
    return digest([[*place, responses[place].text, responses[place].finish_reason] for place in ordered])
