"""A run judged again; no engine is loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkers import SEMANTICS
from ifbench.answer_rows import answer_writer
from ifbench.errors import UsageError
from ifbench.evaluated import Evaluation
from ifbench.matching import Unmatched
from ifbench.protocols import Place
from ifbench.reasoning import Reasoning
from ifbench.records import Response, VerdictRow
from ifbench.responses import judged_again
from ifbench.run_record import finished
from ifbench.scoring import Judge, Scores, ended_before, judge_all, judges_in, places, summarise
from ifbench.spec import SemanticsChoice, semantics_of
from ifbench.store import RunDirectory
from ifbench.tasks import Task, files_of, load_task


@dataclass(frozen=True)
class Scored:
    """Answers scored.

    Attributes:
        judges: what judged them.
        rows: every verdict; of a file too long to hold only those on which the semantics differ.
        unmatched: the answers that no item asked for, if there are any.
    """

    judges: tuple[Judge, ...]
    scores: tuple[Scores, ...]
    rows: tuple[VerdictRow, ...]
    unmatched: Unmatched | None = None


def score_run(
    path: Path,
    semantics: SemanticsChoice | None = None,
    reasoning: Reasoning | None = None,
    data: Path | None = None,
    verdicts: Path | None = None,
) -> Evaluation:
    """Judge the stored answers of a run again, and replace its verdicts and summary.

    Args:
        path: the run directory.
        semantics: by default those that the run was scored in last.
        reasoning: by default the rule of the run.
        data: the rows, where the file that the run read is no longer there; for a run of one task.
        verdicts: a file to write as well, with a row for each answer; see `answer_rows`.

    Raises:
        UsageError: no run, a damaged one, or its task cannot be loaded; another process is writing it; or `verdicts`
            cannot be written.
    """
    directory = RunDirectory(path)
    run = directory.read_run()
    tasks: Mapping[str, Any] = run["tasks"]
    if data and len(tasks) != 1:
        raise UsageError(f"{path} holds {len(tasks)} tasks: --data gives the rows of one")
    keys = (key for held in tasks.values() for key in held["items"])
    with directory.held(), answer_writer(verdicts, keys, [path, *_read_by(tasks, data)]) as write:
        parts = [_score_task(directory, run, held, semantics, reasoning, data) for held in tasks.values()]
        directory.write_summary([one.to_dict() for part in parts for one in part.scores], anew=True)
        directory.write_run(finished(directory, run))
        if write:
            write(row for part in parts for row in part.rows)
    return Evaluation(path, tuple(s for p in parts for s in p.scores), tuple(r for p in parts for r in p.rows))


def _read_by(tasks: Mapping[str, Any], data: Path | None) -> Iterator[Path]:
    """The files that the tasks of a run are read from."""
    for held in tasks.values():
        yield from files_of(held["name"])
        yield from (Path(source) for source in (data, held.get("data")) if source)


def _score_task(
    directory: RunDirectory,
    run: Mapping[str, Any],
    held: Mapping[str, Any],
    semantics: SemanticsChoice | None,
    reasoning: Reasoning | None,
    data: Path | None,
) -> Scored:
    source = data or (Path(held["data"]) if held["data"] else None)
    whole = load_task(held["name"], source)
    asked = set(held["items"])
    task = replace(whole, items=tuple(item for item in whole.items if item.key in asked))
    rule: Reasoning = reasoning or held["reasoning"]
    responses = {
        place: judged_again(response, rule)
        for place, response in directory.responses(task.id).items()
        if _still_asked(task, response)
    }
    responses = {place: response for place, response in responses.items() if not ended_before(place, responses)}
    last, unmatched = _last_scored(directory, task.id, held)
    scored = score_responses(
        task, responses, semantics or last, repeats=held["repeats"], model=run["model"], weights=run["weights"],
        reasoning=rule, unmatched=unmatched,
    )  # fmt: skip
    directory.write_verdicts(task.id, scored.rows)
    return scored


def _last_scored(directory: RunDirectory, task: str, held: Mapping[str, Any]) -> tuple[SemanticsChoice | None, int]:
    """The semantics that a run was scored in last, and how many given answers were left out then."""
    try:
        found = {one["semantics"]: int(one["counts"]["unmatched"]) for one in directory.results(task)}
    except (UsageError, LookupError, TypeError, ValueError):  # damaged: it is about to be written anew
        found = {}
    judged = [one for one in SEMANTICS if one in (found or held.get("checkers") or ())]
    return "both" if len(judged) == 2 else next(iter(judged), None), max(found.values(), default=0)


def _still_asked(task: Task, response: Response) -> bool:
    """Whether the task still asks what the response answers; an edited prompt makes an old answer a missing one."""
    item = task.by_key.get(response.item)
    turns = item.prompts if item else ()
    return response.turn < len(turns) and turns[response.turn].text == response.prompt


def score_responses(
    task: Task,
    responses: Mapping[Place, Response],
    semantics: SemanticsChoice | None,
    *,
    repeats: int,
    model: str,
    weights: str,
    reasoning: Reasoning,
    unmatched: int = 0,
) -> Scored:
    """Judge the answers to a task in the chosen semantics; `unmatched` is how many more were given, for nothing."""
    judges = judges_in(task, semantics_of(task, semantics))
    rows = judge_all(judges, responses, places(task, repeats))
    scores = tuple(
        summarise(
            judge, rows, responses.values(), model=model, unmatched=unmatched, weights=weights, reasoning=reasoning
        )
        for judge in judges
    )
    return Scored(tuple(judges), scores, tuple(rows))
