"""What the sample view shows: items, answers and verdicts, said once each, as plain data for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from checkers import Constraint
from ifbench.errors import IfbenchError, UsageError
from ifbench.gate.outcomes import Answer, Where
from ifbench.gate.results import Result
from ifbench.items import Key
from ifbench.protocols import Place, name_of
from ifbench.records import Response, VerdictRow
from ifbench.reports.commands import checking, special
from ifbench.reports.data import Group, Report, Row
from ifbench.reports.loading import Entry
from ifbench.tasks import load_task
from ifbench.text import shown

MAX_SPANS = 200
"""How many stretches of a text a verdict marks in the page."""


def with_samples(report: Report, entries: Sequence[Sequence[Entry]], data: Path | None = None) -> Report:
    """The report with its samples.

    Args:
        report: as `building.build` gives it.
        entries: of each of its groups, as `building.groups` gives them.
        data: a file with the rows, in place of those that the runs read.
    """
    store = _Store()
    notes: dict[str, None] = {}
    groups = [
        _group(store, group, found, _turns(found, data, notes))
        for group, found in zip(report.groups, entries, strict=True)
        if not all(row.baseline for row in group.rows)
    ]
    if not groups:
        return report
    samples = {"groups": groups, "texts": store.texts, "prompts": list(store.prompts)}
    return replace(report, samples=samples, notes=(*report.notes, *notes))


class _Store:
    """Texts said once: an answer that two semantics judge, a prompt that several models answered."""

    def __init__(self) -> None:
        self.texts: list[dict[str, Any]] = []
        self.prompts: dict[str, int] = {}
        self._at: dict[tuple[str, Place], int] = {}

    def text(self, run: str, response: Response) -> int:
        """The number of an answer."""
        found = self._at.get((run, response.place))
        if found is None:
            found = self._at[run, response.place] = len(self.texts)
            self.texts.append(_text(response))
        return found

    def prompt(self, text: str) -> int:
        """The number of a prompt."""
        return self.prompts.setdefault(shown(text), len(self.prompts))


def _text(response: Response) -> dict[str, Any]:
    answer = response.answer or ""
    thought = response.text.removesuffix(answer) if response.stripped else ""
    reasoning = "\n".join(part for part in (response.reasoning, thought) if part)
    found = {
        "text": shown(answer),
        "reasoning": shown(reasoning) or None,
        "error": shown(response.error or "") or None,
        "cut": response.truncated or None,
        "empty": response.empty or None,
        "printf": special(answer),
        "tokens": response.completion_tokens,
    }
    return {name: value for name, value in found.items() if value is not None}


class _Turn(NamedTuple):
    """What a task asks in a turn, and the constraints with their arguments; nothing where that is not known."""

    prompt: str = ""
    constraints: tuple[Constraint, ...] = ()


Turns = Mapping[tuple[Key, int], _Turn]


def _turns(entries: Iterable[Entry], data: Path | None, notes: dict[str, None]) -> Turns:
    """The turns of a group's items; {} and a note where the rows are not at hand."""
    entry = next((one for one in entries if one.source), None)
    if entry is None or entry.source is None:
        return {}
    name, file = entry.source
    failure: IfbenchError | None = None
    for rows in dict.fromkeys((data or file, file)):
        try:
            return _asked(entry.result, name, Path(rows) if rows else None)
        except IfbenchError as error:
            failure = failure or error
    left_out = f"{entry.result.task}: the sentences of constraints and the commands are left out"
    notes[f"{left_out} ({_unbound(name, failure)})"] = None
    return {}


def _unbound(name: str, failure: IfbenchError | None) -> str:
    """Why the rows of a task are not at hand, and what helps."""
    if Path(name).is_absolute() and not Path(name).exists():
        return f"the task's folder {name} is no longer there; put it back"
    return f"{failure}; where the rows moved, --data FILE gives them"


def _asked(result: Result, name: str, rows: Path | None) -> Turns:
    """The turns of the items that were asked. Raises IfbenchError where they cannot be had."""
    task = load_task(name, rows)
    if task.digest != result.conditions.rows:
        raise UsageError("its rows have changed")
    asked = tuple(item for item in task.items if item.key in result.answers)
    bound = replace(task, items=asked).bound(result.conditions.semantics)
    return {(key, at): _Turn(task.by_key[key].prompts[at].text, found) for (key, at), found in bound.items()}


def _group(store: _Store, group: Group, entries: Sequence[Entry], turns: Turns) -> dict[str, Any]:
    runs = [(row, entry) for row, entry in zip(group.rows, entries, strict=True) if not row.baseline]
    places = list(dict.fromkeys((key, at) for _, e in runs for key, found in e.result.answers.items() for at in found))
    return {
        "key": group.key,
        "title": shown(group.title),
        "strict": group.mode == "strict",
        "models": [_model(store, row, entry, places) for row, entry in runs],
        "items": [_item(store, runs, turns, place) for place in places],
    }


def _item(store: _Store, runs: Sequence[tuple[Row, Entry]], turns: Turns, place: tuple[Key, Where]) -> dict[str, Any]:
    key, where = place
    answers = (e.result.answers.get(key, {}).get(where) for _, e in runs)
    rows = next(answer.rows for answer in answers if answer is not None)
    turn = turns.get((key, where.turn), _Turn())
    known = turn.constraints
    responses = (e.responses.get(Place(e.result.task, key, *where)) for _, e in runs)
    prompt = next((response.prompt for response in responses if response is not None), turn.prompt)
    return {
        "name": shown(name_of(key, *where)),
        "dialogue": f"{shown(str(key))} {where.variant} {where.sample}",
        "prompt": store.prompt(prompt),
        "constraints": [_constraint(row, known[row.position] if row.position < len(known) else None) for row in rows],
    }


def _constraint(row: VerdictRow, known: Constraint | None) -> list[str]:
    """Its id, its sentence and the command that checks it; "" for what is not known."""
    if known is None:
        return [shown(row.id), "", ""]
    return [shown(row.id), shown(known.says), checking(known) or ""]


def _model(store: _Store, row: Row, entry: Entry, places: Sequence[tuple[Key, Where]]) -> dict[str, Any]:
    answers = [_answer(store, entry, key, where) for key, where in places]
    return {"key": row.key, "label": shown(row.label), "answers": answers}


def _answer(store: _Store, entry: Entry, key: Key, where: Where) -> list[Any] | None:
    """The number of its text, -1 if there is none, and its verdicts; None for an answer that was not asked for."""
    answer: Answer | None = entry.result.answers.get(key, {}).get(where)
    if answer is None:
        return None
    response = entry.responses.get(Place(entry.result.task, key, *where))
    text = response.answer or "" if response else ""
    at = store.text(str(entry.result.path), response) if response else -1
    return [at, [_verdict(row, text) for row in answer.rows]]


def _verdict(row: VerdictRow, text: str) -> list[Any]:
    """Strict and loose as 2 and 1, why, the relaxation, the fault, and spans in the text as it is shown."""
    spans = _shown_spans(text, row.spans[:MAX_SPANS])
    return [2 * row.strict + row.loose, shown(row.why), row.relaxation or "", row.fault or "", spans]


def _shown_spans(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Spans as distances, each from the end of the one before: in UTF-16 units of the text as it is shown."""
    offsets = _offsets(text, {offset for span in spans for offset in span})
    ends = [0, *(offsets[end] for _, end in spans)]
    return [
        distance
        for before, (start, end) in zip(ends, spans, strict=False)
        for distance in (offsets[start] - before, offsets[end] - offsets[start])
    ]


def _offsets(text: str, wanted: set[int]) -> dict[int, int]:
    """Where offsets of a text lie in it as it is shown, in UTF-16 units."""
    found: dict[int, int] = {}
    at = units = 0
    for offset in sorted(wanted):
        units += len(shown(text[at:offset]).encode("utf-16-le")) // 2
        found[offset], at = units, offset
    return found
