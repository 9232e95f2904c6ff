"""Scoring answers that others gave; no engine is loaded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ifbench.answer_rows import answer_writer
from ifbench.answers import Answer, read_answers
from ifbench.files import refuse_pipe, sha256_of
from ifbench.matching import Matches, none_asked_for
from ifbench.progress import Judging
from ifbench.protocols import Cell, Place, Transcript, Turn, dialogue
from ifbench.reasoning import Reasoning
from ifbench.records import Response, response_key
from ifbench.rescore import Scored, score_responses
from ifbench.responses import to_response
from ifbench.rows import rows_said
from ifbench.run_record import recorded
from ifbench.scoring import ended_before
from ifbench.spec import Spec, cells, load_tasks, reasoning_of
from ifbench.store import RunDirectory
from ifbench.stream import Stream
from ifbench.tasks import Task, files_of
from ifbench.types import Identity


def score_answers(
    spec: Spec,
    path: Path,
    *,
    infer_repeats: bool = False,
    jobs: int = 1,
    verdicts: Path | None = None,
) -> tuple[Scored, RunDirectory | None]:
    """Score a file of answers to one task; with `spec.output`, write a run directory as `evaluate` does.

    Args:
        spec: `model` is the name to print.
        path: rows {"prompt", "response"}, or our responses.jsonl; .jsonl, .jsonl.gz or .parquet.
        infer_repeats: take as many samples of each item as the file has of any, whatever `spec.repeats`.
        jobs: processes that judge a long file.
        verdicts: a file to write as well, with a row for each answer; see `answer_rows`.

    Raises:
        UsageError: the file is malformed or a pipe, or none of its answers is to a prompt of the task; or a file cannot
            be written.
        IncompleteError: the disk is full, or a worker was killed.
    """
    refuse_pipe(path)
    (task,) = load_tasks(spec)
    repeats = None if infer_repeats else spec.repeats
    with answer_writer(verdicts, (item.key for item in task.items), _at_work(spec, path)) as write:
        if _is_long(path) and all(len(item.prompts) == 1 for item in task.items):
            matches = Matches(path, task, repeats, read_answers(path))
            spec = replace(spec, repeats=matches.repeats)
            stream = Stream(spec, matches, _given_by(spec, path), jobs, write)
            scores, differing, directory = stream.run()
            return Scored(tuple(stream.scorer.judges), scores, differing, matches.unmatched), directory
        answers = list(read_answers(path))
        matches = Matches(path, task, repeats, answers)
        spec = replace(spec, repeats=matches.repeats)
        scored, directory = score_given(spec, task, matches, answers, _given_by(spec, path))
        if write:
            write(scored.rows)
        return scored, directory


def _at_work(spec: Spec, path: Path) -> Iterator[Path]:
    """What is read and written beside the verdicts."""
    yield from (one for one in (path, spec.data, spec.output) if one)
    yield from files_of(*spec.tasks)


LONG_FILE = 32_000_000
"""Bytes from which on a file of answers is scored as a stream; a compressed one counts for four times its size."""


LONG_TABLE = 20_000
"""Rows from on which a parquet file is: of repeated texts it holds each but once."""


def _is_long(path: Path) -> bool:
    try:
        size = path.stat().st_size * (1 if path.suffix == ".jsonl" else 4)
    except OSError:
        return False  # reading it will say why
    return size >= LONG_FILE or rows_said(path) >= LONG_TABLE


def _given_by(spec: Spec, path: Path) -> Identity:
    return Identity(spec.model, "given answers", "", f"sha256:{sha256_of(path)}", weights="unverified")


def score_given(
    spec: Spec, task: Task, matches: Matches, answers: Sequence[Answer | None], identity: Identity
) -> tuple[Scored, RunDirectory | None]:
    """Score given answers to a loaded task; see `score_answers`.

    Args:
        spec: with the number of repeats that `matches` has.
        task: the one that they are to.
        matches: the places of the answers.
        answers: in the order in which `matches` took them.
        identity: what is known of their model.
    """
    rule, placed = reasoning_of(task, spec.reasoning), matches.placed(answers)
    responses = {r.place: r for cell in cells(spec, task) for r in _replay(cell, placed, identity, rule)}
    for place, answer in placed.items():
        if place not in responses and not ended_before(place, responses):  # its dialogue lacks an earlier turn
            matches.leave_out(answer.line, answer.prompt)
    unmatched = matches.unmatched
    if not responses:
        raise none_asked_for(matches.path, task, unmatched)
    scored = score_responses(
        task, responses, spec.semantics, repeats=spec.repeats, model=spec.model, weights=identity.weights,
        reasoning=rule, unmatched=unmatched.number if unmatched else 0,
    )  # fmt: skip
    scored = replace(scored, unmatched=unmatched)
    return scored, _write(spec, task, identity, responses, scored) if spec.output else None


def _replay(cell: Cell, placed: Mapping[Place, Answer], identity: Identity, rule: Reasoning) -> list[Response]:
    """The given answers to the turns of one cell, as far as there are any."""
    transcript: Transcript = ()
    found: list[Response] = []
    while (request := dialogue(cell, transcript)) is not None:
        place = cell.place(len(transcript))
        if (answer := placed.get(place)) is None:
            break
        completion = answer.completion(request.id)
        found.append(to_response(response_key(identity, request), place, request, completion, rule))
        transcript = (*transcript, Turn(request, found[-1].answer))
    return found


def _write(
    spec: Spec, task: Task, identity: Identity, responses: Mapping[Place, Response], scored: Scored
) -> RunDirectory:
    with recorded(spec, [task], scored.judges, identity, Judging().note) as directory:
        log = directory.log(task.id)
        for response in responses.values():
            log.take_up(response)
        log.close()
        directory.write_verdicts(task.id, scored.rows)
        directory.write_summary([one.to_dict() for one in scored.scores])
    return directory
