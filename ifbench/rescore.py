"""Scoring without a model: a run judged again, or answers that others gave. No engine is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkers import SEMANTICS
from ifbench.answer_rows import answer_writer
from ifbench.answers import Answers, read_answers
from ifbench.errors import UsageError
from ifbench.evaluation import Evaluation
from ifbench.files import sha256_of
from ifbench.matching import Matches, Unmatched, none_asked_for
from ifbench.progress import Judging
from ifbench.protocols import Cell, Place, Transcript, Turn, dialogue
from ifbench.records import Response, VerdictRow, response_key
from ifbench.run_record import comparable, finished, open_directory, resumed, run_record
from ifbench.runner import judged_again, to_response
from ifbench.scoring import Judge, Scores, judge_all, places, summarise
from ifbench.spec import SemanticsChoice, Spec, cells, load_tasks, reasoning_of, semantics_of
from ifbench.store import RunDirectory
from ifbench.stream import Stream
from ifbench.tasks import Reasoning, Task, load_task
from ifbench.types import Identity


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
        UsageError: no run, a damaged one, or its task cannot be loaded; or `verdicts` cannot be written.
    """
    directory = RunDirectory(path)
    run = directory.read_run()
    tasks: Mapping[str, Any] = run["tasks"]
    if data and len(tasks) != 1:
        raise UsageError(f"{path} holds {len(tasks)} tasks: --data gives the rows of one")
    keys = (key for held in tasks.values() for key in held["items"])
    with answer_writer(verdicts, keys, [path, *([data] if data else [])]) as write:
        parts = [_score_task(directory, run, held, semantics, reasoning, data) for held in tasks.values()]
        directory.write_summary([one.to_dict() for part in parts for one in part.scores], anew=True)
        directory.write_run(finished(directory, run))
        if write:
            write(row for part in parts for row in part.rows)
    return Evaluation(path, tuple(s for p in parts for s in p.scores), tuple(r for p in parts for r in p.rows))


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
    judges = [Judge(task, one) for one in semantics_of(task, semantics)]
    rows = judge_all(judges, responses, places(task, repeats))
    scores = tuple(
        summarise(
            judge, rows, responses.values(), model=model, unmatched=unmatched, weights=weights, reasoning=reasoning
        )
        for judge in judges
    )
    return Scored(tuple(judges), scores, tuple(rows))


def score_answers(
    spec: Spec,
    path: Path,
    *,
    infer_repeats: bool = False,
    jobs: int = 1,
    progress: Judging | None = None,
    verdicts: Path | None = None,
) -> tuple[Scored, RunDirectory | None]:
    """Score a file of answers to one task; with `spec.output`, write a run directory as `evaluate` does.

    Args:
        spec: `model` is the name to print.
        path: rows {"prompt", "response"}, or our responses.jsonl; .jsonl, .jsonl.gz or .parquet.
        infer_repeats: take as many samples of each item as the file has of any, whatever `spec.repeats`.
        jobs: processes that judge a long file.
        progress: is told how that goes on.
        verdicts: a file to write as well, with a row for each answer; see `answer_rows`.

    Raises:
        UsageError: the file is malformed, or none of its answers is to a prompt of the task; or a file cannot be
            written.
        IncompleteError: the disk is full, or a worker was killed.
    """
    (task,) = load_tasks(spec)
    repeats = None if infer_repeats else spec.repeats
    apart = [one for one in (path, spec.data, spec.output) if one]
    with answer_writer(verdicts, (item.key for item in task.items), apart) as write:
        if _is_long(path) and all(len(item.prompts) == 1 for item in task.items):
            matches = Matches(path, task, repeats)
            spec = replace(spec, repeats=matches.repeats)
            stream = Stream(spec, matches, _given_by(spec, path), jobs, progress, write)
            scores, differing, directory = stream.run()
            return Scored(tuple(stream.scorer.judges), scores, differing, matches.unmatched), directory
        answers = read_answers(path, repeats)
        spec = replace(spec, repeats=repeats or answers.samples)
        scored, directory = score_given(spec, task, answers, _given_by(spec, path))
        if write:
            write(scored.rows)
        return scored, directory


LONG_FILE = 32_000_000
"""Bytes from which on a file of answers is scored as a stream; a compressed one counts for four times its size."""


def _is_long(path: Path) -> bool:
    try:
        return path.stat().st_size * (1 if path.suffix == ".jsonl" else 4) >= LONG_FILE
    except OSError:
        return False  # reading it will say why


def _given_by(spec: Spec, path: Path) -> Identity:
    return Identity(spec.model, "given answers", "", f"sha256:{sha256_of(path)}", weights="unverified")


def score_given(spec: Spec, task: Task, answers: Answers, identity: Identity) -> tuple[Scored, RunDirectory | None]:
    """Score given answers to a loaded task; see `score_answers`. `identity` is what is known of their model."""
    responses = _match(spec, task, answers, identity)
    left_out = answers.unmatched
    unmatched = Unmatched(len(left_out), left_out[0].line, left_out[0].prompt) if left_out else None
    if not responses:
        raise none_asked_for(answers.path, task, unmatched)
    scored = score_responses(
        task, responses, spec.semantics, repeats=spec.repeats, model=spec.model, weights=identity.weights,
        reasoning=reasoning_of(task, spec.reasoning), unmatched=len(left_out),
    )  # fmt: skip
    scored = replace(scored, unmatched=unmatched)
    return scored, _write(spec, task, identity, responses, scored) if spec.output else None


def _match(spec: Spec, task: Task, answers: Answers, identity: Identity) -> dict[Place, Response]:
    rule = reasoning_of(task, spec.reasoning)
    return {r.place: r for cell in cells(spec, task) for r in _replay(cell, answers, identity, rule)}


def _replay(cell: Cell, answers: Answers, identity: Identity, rule: Reasoning) -> list[Response]:
    """The given answers to the turns of one cell, as far as there are any."""
    transcript: Transcript = ()
    found: list[Response] = []
    while (request := dialogue(cell, transcript)) is not None:
        answer = answers.find(request.id, request.messages[-1].content, request.sample)
        if answer is None:
            break
        completion = answer.completion(request.id)
        key = response_key(identity, request)
        found.append(to_response(key, cell.place(len(transcript)), request, completion, rule))
        transcript = (*transcript, Turn(request, completion, found[-1].answer))
    return found


def _write(
    spec: Spec, task: Task, identity: Identity, responses: Mapping[Place, Response], scored: Scored
) -> RunDirectory:
    settings = comparable(spec, identity)
    directory = open_directory(spec, settings, identity, lambda _: None)
    record = resumed(directory, run_record(spec, [task], scored.judges, identity, settings))
    directory.write_run(record)
    log = directory.log(task.id)
    for response in responses.values():
        if response.key not in log.stored:
            log.append(response)
    log.close()
    directory.write_verdicts(task.id, scored.rows)
    directory.write_summary([one.to_dict() for one in scored.scores])
    directory.write_run(finished(directory, record))
    return directory
