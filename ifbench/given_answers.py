"""Scoring answers that others gave; no engine is loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ifbench.answer_rows import answer_writer
from ifbench.answers import Answers, read_answers
from ifbench.files import refuse_pipe, sha256_of
from ifbench.matching import Matches, Unmatched, none_asked_for
from ifbench.progress import Judging
from ifbench.protocols import Cell, Place, Transcript, Turn, dialogue
from ifbench.records import Response, response_key
from ifbench.rescore import Scored, score_responses
from ifbench.run_record import comparable, finished, open_directory, resumed, run_record
from ifbench.runner import to_response
from ifbench.spec import Spec, cells, load_tasks, reasoning_of
from ifbench.store import RunDirectory
from ifbench.stream import Stream
from ifbench.tasks import Reasoning, Task, files_of
from ifbench.types import Identity


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
        UsageError: the file is malformed or a pipe, or none of its answers is to a prompt of the task; or a file cannot
            be written.
        IncompleteError: the disk is full, or a worker was killed.
    """
    refuse_pipe(path)
    (task,) = load_tasks(spec)
    repeats = None if infer_repeats else spec.repeats
    with answer_writer(verdicts, (item.key for item in task.items), _at_work(spec, path)) as write:
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


def _at_work(spec: Spec, path: Path) -> Iterator[Path]:
    """What is read and written beside the verdicts."""
    yield from (one for one in (path, spec.data, spec.output) if one)
    yield from files_of(*spec.tasks)


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
