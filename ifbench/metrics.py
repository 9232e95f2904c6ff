"""Metrics: pure folds over verdict and response rows, by the field's standard names."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from ifbench.items import Key
from ifbench.records import Response, VerdictRow
from ifbench.refusals import is_refusal
from ifbench.stats import Estimate, estimate

Row = TypeVar("Row")
Name = TypeVar("Name", bound=Hashable)
Metric = Literal["prompt_level_strict_acc", "inst_level_strict_acc", "prompt_level_loose_acc", "inst_level_loose_acc"]
METRICS: tuple[str, ...] = get_args(Metric)


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
        unmatched: given answers that the task does not ask for.
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


class Tally:
    """The accuracies of some answers as sums for each item: it holds no row, and does not grow with repeated samples.

    A prompt is followed when each of its constraints is. Prompt level: the share of answers; instruction level: the
    share of constraints, clustered by item.
    """

    def __init__(self) -> None:
        self._sums: dict[Key, list[int]] = {}

    def add(self, item: Key, strict: Sequence[bool], loose: Sequence[bool]) -> None:
        """Count the verdicts on one answer."""
        self._add(item, (1, len(strict), all(strict), sum(strict), all(loose), sum(loose)))

    def merge(self, other: "Tally") -> None:
        """Count what another one has counted."""
        for item, sums in other._sums.items():
            self._add(item, sums)

    def state(self) -> Any:
        """The sums as JSON types."""
        return list(self._sums.items())

    @classmethod
    def restored(cls, state: Any) -> "Tally":
        """A tally as it was."""
        found = cls()
        found._sums = dict(state)
        return found

    def _add(self, item: Key, numbers: Sequence[int]) -> None:
        sums = self._sums.get(item)
        self._sums[item] = list(numbers) if sums is None else [a + b for a, b in zip(sums, numbers, strict=True)]

    def group(self, order: Iterable[Key] | None = None) -> Group:
        """The four accuracies; the items in an order, by default that of their first answers; n counts answers."""
        sums = [self._sums[item] for item in (self._sums if order is None else order) if item in self._sums]
        columns = {"prompt_level_strict_acc": (2, 0), "inst_level_strict_acc": (3, 1)}
        columns |= {"prompt_level_loose_acc": (4, 0), "inst_level_loose_acc": (5, 1)}
        metrics = {name: estimate([(one[hits], one[of]) for one in sums]) for name, (hits, of) in columns.items()}
        return Group(sum(one[0] for one in sums), metrics)


def each_constraint(tallies: Mapping[str, Tally], order: Sequence[Key] | None = None) -> dict[str, ByConstraint]:
    """Each constraint id, in alphabetic order, from tallies in which each verdict counts as an answer."""
    groups = {id: found.group(order) for id, found in sorted(tallies.items())}
    return {
        id: ByConstraint(one.n, one.metrics["inst_level_strict_acc"], one.metrics["inst_level_loose_acc"])
        for id, one in groups.items()
    }


def counted(rows: Sequence[VerdictRow], response: Response | None) -> Counter[str]:
    """The counts of one answer and the verdicts on it, by the names of `Counts`."""
    faults = Counter(row.fault for row in rows)
    found = Counter(missing=int(faults["missing"] > 0), check_errors=faults["error"], oversize=faults["oversize"])
    if response is not None:
        found.update(
            truncated=response.truncated,
            empty=response.empty,
            errors=response.error is not None,
            reasoning_stripped=response.stripped,
            refusals=is_refusal(response.answer or ""),
        )
    return found


def by(rows: Iterable[Row], name: Callable[[Row], Name]) -> dict[Name, list[Row]]:
    """Rows grouped by a name, each group in the order of the rows."""
    groups: dict[Name, list[Row]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return dict(groups)
