"""Choosing rows of a data set by the constraints that their texts follow; in a stream, over all processors."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from checkers import CheckerError, Mode, Semantics, bind_all, rewarded
from ifbench.demands import demands_in, read_demands
from ifbench.errors import UsageError
from ifbench.files import real
from ifbench.progress import Choosing
from ifbench.reasoning import NEVER_ENDS, Reasoning, split_reasoning
from ifbench.row_writer import RowWriter, Unfit, check_target, row_writers, schema_of
from ifbench.rows import Meter, place_in, read_rows, text_at, value_at
from ifbench.workers import in_order

WHY = "rejected_because"
"""The column that a rejected row gets, and a kept one loses: it may have been rejected before, by another rule."""
_CHUNK_ROWS, _CHUNK_CHARACTERS = 200, 1_000_000

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a row one to keep.

    Attributes:
        constraints: a file with the constraints of every row. field: the one where each row has its own; with
            "instruction_id_list", IFEval's two. Exactly one of them is given.
        text: the field with the text; "messages.-1.content" reaches inside.
        at_least: the reward in `mode` that a row must earn.
        reasoning: the rule that tells the answer from the text.
    """

    constraints: Path | None = None
    field: str | None = None
    text: str = "response"
    at_least: float = 1.0
    mode: Mode = "fraction"
    semantics: Semantics = "corrected"
    reasoning: Reasoning = "strip"


@dataclass(slots=True)
class Counted:
    """How often a constraint was followed; `position` is its place in the constraint file, None for rows' own."""

    id: str
    position: int | None
    followed: int = 0
    n: int = 0


@dataclass(slots=True)
class Tally:
    """What became of the rows. `blank` have no text to judge; `faults` are texts that a checker could not judge."""

    rows: int = 0
    kept: int = 0
    blank: int = 0
    faults: int = 0
    constraints: dict[tuple[int | None, str], Counted] = field(default_factory=dict)

    @property
    def rejected(self) -> int:
        """The rows that were not kept."""
        return self.rows - self.kept


class _Judged(NamedTuple):
    """One row's outcome: its reward and, for each constraint, id, whether it is followed, and why not."""

    reward: float
    blank: bool
    faults: int
    outcomes: list[tuple[str, bool, str]]


class _Asked(NamedTuple):
    """What a process needs to know of a row."""

    text: str | None
    demands: Any


class _Numbered(NamedTuple):
    number: int
    row: Row
    asked: _Asked


def filter_rows(
    source: Path, output: Path, rejected: Path | None, rule: Rule, jobs: int, progress: Choosing | None = None
) -> Tally:
    """Write the rows that a rule keeps to one file, and the others, with the reasons, to another.

    Args:
        source: .jsonl, .jsonl.gz or .parquet, as are the others.
        output: where the kept rows go.
        rejected: where the others go, if anywhere.
        rule: what makes a row one to keep.
        jobs: processes.
        progress: is told how it goes on.

    Raises:
        UsageError: a file cannot be read or written, a row has no text field, a constraint does not bind; names file
            and line. Then neither file is written.
        IncompleteError: the disk is full, or a worker was killed.
    """
    _distinct(output, rejected, (source, rule.constraints))
    fixed = read_demands(rule.constraints, rule.semantics) if rule.constraints else None
    meter = Meter()
    numbered = (_numbered(source, number, row, rule, fixed) for number, row in read_rows(source, meter))
    with _into_files(source, output, rejected, rule) as sorting, progress or nullcontext() as told:
        if told:
            told.read_from(lambda: meter.share)
        _sort(numbered, sorting, jobs, told)
    return sorting.tally


@contextmanager
def _into_files(source: Path, output: Path, rejected: Path | None, rule: Rule) -> Iterator["_Sorting"]:
    """What sorts rows into the two files, which appear when the block ends without an error."""
    others = [(rejected, schema_of(source, WHY))] if rejected else []
    with row_writers((output, schema_of(source, without=WHY)), *others) as (keep, *drop):
        yield _Sorting(source, rule, keep, drop[0] if drop else None)


def _sort(rows: Iterable[_Numbered], sorting: "_Sorting", jobs: int, told: Choosing | None) -> None:
    """Judge rows in processes and put each where it belongs."""
    with closing(in_order(partial(_judge, rule=sorting.rule), _chunks(rows), jobs)) as judging:
        for chunk, found in judging:
            for one, judged in zip(chunk, found, strict=True):
                sorting.place(one, judged)
            if told:
                told.chosen(sorting.tally.rows, sorting.tally.kept)


def _distinct(output: Path, rejected: Path | None, read: Iterable[Path | None]) -> None:
    written = [path for path in (output, rejected) if path]
    paths = [real(path) for path in (*written, *read) if path]
    if len(set(paths)) < len(paths):
        raise UsageError("--input, --constraints, --output and --rejected must be different files")
    for path in written:
        check_target(path)


def _numbered(source: Path, number: int, row: Row, rule: Rule, fixed: Any) -> _Numbered:
    try:
        return _Numbered(number, row, _Asked(text_at(row, rule.text), fixed or _own(row, rule.field or "")))
    except (LookupError, TypeError, CheckerError) as error:
        raise UsageError(f"{place_in(source, number)}: {error}") from None


def _own(row: Row, name: str) -> Any:
    """The constraints that a row holds itself."""
    lists = ("instruction_id_list", "kwargs")
    return demands_in({one: value_at(row, one) for one in lists} if name == lists[0] else value_at(row, name))


def _chunks(rows: Iterable[_Numbered]) -> Iterator[tuple[list[_Numbered], list[_Asked]]]:
    """Rows in lists that are worth sending to a process, bounded in number and in characters, and what is sent."""
    chunk: list[_Numbered] = []
    characters = 0
    for one in rows:
        chunk.append(one)
        characters += len(one.asked.text or "")
        if len(chunk) == _CHUNK_ROWS or characters > _CHUNK_CHARACTERS:
            yield chunk, [one.asked for one in chunk]
            chunk, characters = [], 0
    if chunk:
        yield chunk, [one.asked for one in chunk]


def _judge(chunk: list[_Asked], rule: Rule) -> list[_Judged | str]:
    """The outcome of each row, or what is wrong with its constraints."""
    return [_judge_one(one, rule) for one in chunk]


def _judge_one(one: _Asked, rule: Rule) -> _Judged | str:
    try:
        constraints = bind_all(one.demands, rule.semantics)
    except CheckerError as error:
        return str(error)
    answer = None if one.text is None else split_reasoning(one.text, rule.reasoning).answer
    found = rewarded(answer or "", constraints, rule.mode)
    pairs = zip(constraints, found.verdicts, strict=True)
    endless = one.text is not None and answer is None
    outcomes = [(check.id, verdict.ok, NEVER_ENDS if endless else verdict.why) for check, verdict in pairs]
    faults = sum(verdict.fault is not None for verdict in found.verdicts)
    return _Judged(found.reward, not (answer or "").strip(), faults, outcomes)


@dataclass(slots=True)
class _Sorting:
    """Counts rows and writes them where they belong."""

    source: Path
    rule: Rule
    keep: RowWriter
    drop: RowWriter | None
    tally: Tally = field(default_factory=Tally)

    def place(self, one: _Numbered, judged: _Judged | str) -> None:
        """A row and its outcome. Raises UsageError for constraints or values that are wrong; names file and line."""
        if isinstance(judged, str):
            raise UsageError(f"{place_in(self.source, one.number)}: {judged}")
        self._count(judged)
        try:
            self._write(one.row, judged)
        except Unfit as error:
            raise UsageError(f"{place_in(self.source, one.number)}: {error}") from None

    def _write(self, row: Row, judged: _Judged) -> None:
        if judged.reward >= self.rule.at_least:
            self.tally.kept += 1
            self.keep.write({name: value for name, value in row.items() if name != WHY})
        elif self.drop is not None:
            self.drop.write({**row, WHY: [f"{id}: {why}" for id, followed, why in judged.outcomes if not followed]})

    def _count(self, judged: _Judged) -> None:
        self.tally.rows += 1
        self.tally.blank += judged.blank
        self.tally.faults += judged.faults > 0
        for at, (id, followed, _) in enumerate(judged.outcomes):
            key = (at if self.rule.constraints else None, id)
            counted = self.tally.constraints.setdefault(key, Counted(id, key[0]))
            counted.followed += followed
            counted.n += 1
