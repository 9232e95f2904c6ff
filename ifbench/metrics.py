"""Metrics: pure folds over verdict and response rows, by the field's standard names."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ifbench.records import Response, VerdictRow
from ifbench.refusals import is_refusal
from ifbench.stats import Estimate, estimate

Row = TypeVar("Row")
Name = TypeVar("Name", bound=Hashable)
METRICS = ("prompt_level_strict_acc", "inst_level_strict_acc", "prompt_level_loose_acc", "inst_level_loose_acc")


@dataclass(frozen=True, slots=True)
class Group:
    """Answers scored together: their number, and each metric's estimate."""

    n: int
    metrics: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class ByConstraint:
    """One constraint id: how often it was judged, and how often it was followed."""

    n: int
    strict: Estimate
    loose: Estimate


@dataclass(frozen=True, slots=True)
class Counts:
    """What a score does not show by itself; each number is of answers, the last two of verdicts.

    Attributes:
        missing: no answer came, errors among them. errors: the backend failed.
        reasoning_stripped: reasoning was cut off before judging.
        refusals: answers that open as a refusal does (`refusals.is_refusal`, approximate).
        unmatched: given answers to prompts that the task does not hold.
        check_errors, oversize: verdicts with that fault.
    """

    truncated: int = 0
    empty: int = 0
    missing: int = 0
    errors: int = 0
    unmatched: int = 0
    reasoning_stripped: int = 0
    refusals: int = 0
    check_errors: int = 0
    oversize: int = 0


def group(rows: Sequence[VerdictRow]) -> Group:
    """The four accuracies. A prompt is followed when each of its constraints is; n counts answers.

    Prompt level: the share of answers; instruction level: the share of constraints, clustered by item.
    """
    answers = by(rows, lambda row: row.place)
    metrics = {
        "prompt_level_strict_acc": _prompt_level(answers.values(), lambda row: row.strict),
        "inst_level_strict_acc": _inst_level(rows, lambda row: row.strict),
        "prompt_level_loose_acc": _prompt_level(answers.values(), lambda row: row.loose),
        "inst_level_loose_acc": _inst_level(rows, lambda row: row.loose),
    }
    return Group(len(answers), metrics)


def by_constraint(rows: Sequence[VerdictRow]) -> dict[str, ByConstraint]:
    """Each constraint id, in alphabetic order."""
    return {
        id: ByConstraint(len(found), _inst_level(found, lambda r: r.strict), _inst_level(found, lambda r: r.loose))
        for id, found in sorted(by(rows, lambda row: row.id).items())
    }


def answered(rows: Iterable[VerdictRow]) -> list[VerdictRow]:
    """The verdicts on answers that came."""
    return [row for row in rows if row.fault != "missing"]


def counts(rows: Sequence[VerdictRow], responses: Iterable[Response], unmatched: int = 0) -> Counts:
    """The counts over the responses of the judged places, the last at each place."""
    places = {row.place for row in rows}
    last = {response.place: response for response in responses if response.place in places}
    got = last.values()
    faults = Counter(row.fault for row in rows)
    return Counts(
        truncated=sum(r.truncated for r in got),
        empty=sum(r.empty for r in got),
        missing=len({row.place for row in rows if row.fault == "missing"}),
        errors=sum(r.error is not None for r in got),
        unmatched=unmatched,
        reasoning_stripped=sum(r.stripped for r in got),
        refusals=sum(is_refusal(r.answer or "") for r in got),
        check_errors=faults["error"],
        oversize=faults["oversize"],
    )


def by(rows: Iterable[Row], name: Callable[[Row], Name]) -> dict[Name, list[Row]]:
    """Rows grouped by a name, each group in the order of the rows."""
    groups: dict[Name, list[Row]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return dict(groups)


def _prompt_level(answers: Iterable[Sequence[VerdictRow]], ok: Callable[[VerdictRow], bool]) -> Estimate:
    clusters: dict[Hashable, list[bool]] = defaultdict(list)
    for found in answers:
        clusters[found[0].item].append(all(map(ok, found)))
    return estimate([(sum(hits), len(hits)) for hits in clusters.values()])


def _inst_level(rows: Iterable[VerdictRow], ok: Callable[[VerdictRow], bool]) -> Estimate:
    return estimate([(sum(map(ok, found)), len(found)) for found in by(rows, lambda row: row.item).values()])
