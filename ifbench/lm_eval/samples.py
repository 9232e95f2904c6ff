"""lm-eval's sample logs (`--log_samples`): the answers, how they were drawn, and what lm-eval judged of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ifbench.answers import Answer
from ifbench.errors import UsageError
from ifbench.files import NOT_AS_TYPED, read_json, read_lines, to_json
from ifbench.items import Key
from ifbench.protocols import Place, request_id
from ifbench.types import Sampling

_NAME = re.compile(r"samples_(?P<task>.+)_(?P<date>\d{4}-\d\d-\d\dT[\d.:-]+)\.jsonl")
_MOST = {"max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens"}
"""What lm-eval lets a task call the bound on an answer."""


class _Row(msgspec.Struct):
    doc: dict[str, Any]
    resps: list[list[str]]
    filter: str = "none"
    arguments: dict[str, dict[str, Any]] = {}
    prompt_level_strict_acc: bool | None = None


class _Results(msgspec.Struct):
    """What we read of results_<date>.json, which lies beside the log."""

    model_name: str = ""
    config: dict[str, Any] = {}
    lm_eval_version: str = ""
    chat_template: str | None = None
    system_instruction: str | None = None


@dataclass(frozen=True)
class SampleLog:
    """A sample log.

    Attributes:
        repeats: answers to each prompt.
        sampling: as the requests had it; None where they differ.
        judged: whether lm-eval found an answer to follow everything, strictly, by prompt; those left out that stand
            twice, and all where the task has another metric.
        model, engine, version: of what wrote the answers.
        chat, system: how the prompts were put; None where the log has no results beside it.
    """

    path: Path
    answers: Sequence[Answer]
    repeats: int
    sampling: Sampling | None
    judged: Mapping[str, bool]
    model: str
    engine: str
    version: str
    chat: bool | None
    system: str | None


def task_of(path: Path) -> str | None:
    """The name of our task in that of a log; None for a file that is not called as lm-eval calls it."""
    name = _NAME.fullmatch(path.name)
    return name["task"].removeprefix("ifbench_") if name else None


def read_samples(path: Path, task: str) -> SampleLog:
    """A sample log, with the results beside it if they are there.

    Args:
        path: samples_<task>_<date>.jsonl.
        task: the id of our task; its item's keys, where the log has them, tell equal prompts apart.

    Raises:
        UsageError: unreadable, empty, or no sample log of an instruction following task; names file and line.
    """
    rows = list(_rows(path))
    if not rows:
        raise UsageError(f"{path} holds no samples")
    name = _NAME.fullmatch(path.name)
    answers = [one for line, row in rows for one in _answers(line, row, task)]
    drawn = {_sampling(row) for _, row in rows}
    results = _results(path.with_name(f"results_{name['date']}.json") if name else None)
    engine = results.config.get("model")
    return SampleLog(
        path,
        answers,
        max(len(row.resps[0]) for _, row in rows),
        drawn.pop() if len(drawn) == 1 else None,
        _judged([row for _, row in rows]),
        results.model_name or path.stem,
        f"lm-eval:{engine}" if engine else "lm-eval",
        results.lm_eval_version,
        None if not results.config else results.chat_template is not None,
        results.system_instruction,
    )


def _rows(path: Path) -> Iterator[tuple[int, _Row]]:
    """The rows of the first filter: lm-eval writes every answer again for each filter of a task.

    An item that stands twice with equal answers is read once; with others it is refused: which of them counts?
    """
    first: str | None = None
    lines: dict[str, tuple[int, list[list[str]]]] = {}
    for line, raw in read_lines(path):
        try:
            row = msgspec.convert(raw, _Row)
        except NOT_AS_TYPED as error:
            raise UsageError(f"{path}, line {line}: no sample of lm-eval's: {error}") from None
        if not isinstance(row.doc.get("prompt"), str) or len(row.resps) != 1:
            raise UsageError(f"{path}, line {line}: its task has no field `prompt` with one answer, as ifeval has")
        first = first or row.filter
        if row.filter != first:
            continue
        earlier, resps = lines.setdefault(_item(row), (line, row.resps))
        if resps != row.resps:
            raise UsageError(f"{path}: two different answers to one prompt, on lines {earlier} and {line}")
        if earlier == line:
            yield line, row


def _item(row: _Row) -> str:
    """What tells a row from the others: its prompt, and its item's key where the log has one."""
    return to_json([_key(row), row.doc["prompt"]])


def _key(row: _Row) -> Key | None:
    key = row.doc.get("key")
    return key if isinstance(key, str | int) else None


def _answers(line: int, row: _Row, task: str) -> Iterator[Answer]:
    key = _key(row)
    for sample, text in enumerate(row.resps[0]):
        id = None if key is None else request_id(Place(task, key, "", sample, 0))
        yield Answer(line, row.doc["prompt"], sample, text, id)


def _judged(rows: Sequence[_Row]) -> dict[str, bool]:
    prompts = Counter(row.doc["prompt"] for row in rows)
    verdicts = ((row.doc["prompt"], row.prompt_level_strict_acc) for row in rows)
    return {prompt: ok for prompt, ok in verdicts if ok is not None and prompts[prompt] == 1}


def _sampling(row: _Row) -> Sampling | None:
    asked = row.arguments.get("gen_args_0", {}).get("arg_1")
    if not isinstance(asked, dict):
        return None
    most = next((asked[name] for name in asked if name in _MOST), None)
    greedy = asked.get("do_sample") is False
    said = {"temperature": 0.0 if greedy else asked.get("temperature", 0.0), "top_p": asked.get("top_p", 1.0)}
    try:
        return msgspec.convert({**said, **({} if most is None else {"max_tokens": most})}, Sampling)
    except NOT_AS_TYPED:
        return None


def _results(path: Path | None) -> _Results:
    if path is None or not path.is_file():
        return _Results()
    try:
        return msgspec.convert(read_json(path), _Results)
    except NOT_AS_TYPED as error:
        raise UsageError(f"{path} is damaged: {error}") from None
