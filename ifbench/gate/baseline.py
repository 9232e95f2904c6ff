"""Baselines: a blessed result in a few KB that a person can review, written by `bless` and by nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ifbench.errors import IfbenchError, NotComparableError, UsageError
from ifbench.files import read_json, write_atomically, writing
from ifbench.gate.outcomes import Answer, Answers, Where
from ifbench.gate.results import Conditions, Model, Origin, Result
from ifbench.items import Key
from ifbench.text import count_of, percent

SCHEMA = 1
KIND = "ifbench baseline"
FOLDER = Path("results") / "baselines"
_SLUG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_ANSWER = re.compile(r"([01]+)(t?)(e?)")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. An item is [key, answers] or [key, answers, variant]; see `_written` for the answers."""

    schema: int
    kind: str
    name: str
    task: str
    version: int
    conditions: Conditions
    model: Model
    run: Origin
    totals: dict[str, int]
    items: list[list[Key]]


def bless(result: Result, name: str, folder: Path = FOLDER) -> Path:
    """Write a result as a baseline; the same result gives the same bytes. The path written.

    Raises:
        UsageError: an unusable name, or the place cannot be written to.
    """
    path = path_of(result, name, folder)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, to_text(result, name))
    return path


def path_of(result: Result, name: str, folder: Path = FOLDER) -> Path:
    """Where the baseline of a result is written. Raises UsageError for an unusable name."""
    for what, value in (("name", name), ("task", result.task)):
        if not _SLUG.fullmatch(value):
            raise UsageError(f"the {what} {value!r} cannot be a file's name: use letters, digits, '.', '_' and '-'")
    return folder / result.task / f"{name}.json"


def replaces(result: Result, name: str, folder: Path = FOLDER) -> str:
    """What blessing a result replaces, in words; "" where no other file has the name. Raises as `path_of` does."""
    path = path_of(result, name, folder)
    try:
        if not path.exists() or path.read_text(encoding="utf-8") == to_text(result, name):
            return ""
        before = percent(read_baseline(path).share)
    except (IfbenchError, OSError, ValueError):  # it cannot be read: it is about to be written anew
        before = "unreadable"
    return f"replaces {name}: {before} before, {percent(result.share)} now"


def to_text(result: Result, name: str) -> str:
    """The file's text: the header, then a line for each item."""
    head = {
        "schema": SCHEMA,
        "kind": KIND,
        "name": name,
        "task": result.task,
        "version": result.version,
        "conditions": msgspec.structs.asdict(result.conditions),
        "model": msgspec.structs.asdict(result.model),
        "run": msgspec.structs.asdict(result.origin),
        "totals": _totals(result),
    }
    lines = ",\n".join(f"  {json.dumps(line)}" for line in _lines(result))
    return f'{json.dumps(head, indent=1)[:-2]},\n "items": [\n{lines}\n ]\n}}\n'


def _totals(result: Result) -> dict[str, int]:
    """What the items add up to, for the reviewer's eye; checked on reading."""
    found = result.all
    return {
        "items": len(result.answers),
        "answers": len(found),
        "passed": sum(answer.passed for answer in found),
        "constraints": sum(len(answer.followed) for answer in found),
        "followed": sum(sum(answer.followed) for answer in found),
        "truncated": result.truncated,
        "empty": result.empty,
    }


def _lines(result: Result) -> Iterator[list[Any]]:
    for key, answers in result.answers.items():
        for variant in sorted({where.variant for where in answers}):
            text = _written({where: a for where, a in answers.items() if where.variant == variant})
            yield [key, text, variant] if variant else [key, text]


def _written(answers: Answers) -> str:
    """Answers as text: samples apart by a space, turns by "/"; a digit for each constraint, then "t" and "e"."""
    samples: dict[int, dict[int, str]] = {}
    for where, answer in answers.items():
        bits = "".join("01"[ok] for ok in answer.followed)
        flags = "t" * answer.truncated + "e" * answer.empty
        samples.setdefault(where.sample, {})[where.turn] = bits + flags
    return " ".join("/".join(turns.get(at, "") for at in range(max(turns) + 1)) for turns in samples.values())


def read_baseline(path: Path) -> Result:
    """A baseline as a result.

    Raises:
        UsageError: absent, damaged, or no baseline. NotComparableError: of another schema.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder, not a baseline; make one with `ifbench bless`")
    value = read_json(path)
    if not isinstance(value, dict) or value.get("kind") != KIND:
        raise UsageError(f"{path} is no baseline of ifbench")
    if value.get("schema") != SCHEMA:
        raise NotComparableError(f"{path} is a baseline of schema {value.get('schema')!r}, not {SCHEMA}; bless it anew")
    try:
        file = msgspec.convert(value, _File)
        answers = _parse(file)
    except (msgspec.ValidationError, ValueError) as error:
        raise UsageError(f"{path} is damaged: {error}") from None
    result = Result(file.name, file.task, file.version, file.conditions, file.model, file.run, answers)
    if _totals(result) != file.totals:
        raise UsageError(f"{path} is damaged: its items do not add up to its totals")
    return result


def _parse(file: _File) -> dict[Key, dict[Where, Answer]]:
    """The answers. Raises ValueError for a malformed line, a key that stands twice, or another number of samples."""
    items: dict[Key, dict[Where, Answer]] = {}
    for line in file.items:
        key, text, variant = line if len(line) == 3 else (*line, "") if len(line) == 2 else (line, None, None)
        if not isinstance(text, str) or not isinstance(variant, str) or isinstance(key, list):
            raise ValueError(f"the item {line!r} is not [key, answers]")
        answers = items.setdefault(key, {})
        samples = text.split(" ")
        if any(where.variant == variant for where in answers):
            raise ValueError(f"item {key!r} stands twice")
        if len(samples) != file.conditions.repeats:
            raise ValueError(f"item {key!r} has {count_of(len(samples), 'sample')}, not {file.conditions.repeats}")
        for sample, turns in enumerate(samples):
            for turn, bits in enumerate(turns.split("/")):
                if bits or "/" not in turns:
                    answers[Where(variant, sample, turn)] = _answer(key, bits)
    return items


def _answer(key: Key, text: str) -> Answer:
    found = _ANSWER.fullmatch(text)
    if found is None:
        raise ValueError(f"item {key!r} has no answer {text!r}")
    bits, truncated, empty = found.groups()
    return Answer(tuple(bit == "1" for bit in bits), bool(truncated), bool(empty))
