"""Folds over verdicts and answers into tables, by pandas; every share gets its interval from `stats`."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from checkers import RELAXATIONS
from ifbench.gate.outcomes import Where
from ifbench.items import Key
from ifbench.protocols import Place
from ifbench.reports.data import NOTHING, Bin
from ifbench.reports.loading import Entry
from ifbench.stats import Estimate, estimate

if TYPE_CHECKING:
    from pandas import DataFrame

LENGTHS = (0, 50, 100, 200, 400, 800)
"""Where the bins of an answer's length begin, in words."""
ANEW = "drawn anew"
"""The loose verdict of a published checker that draws afresh, which no relaxation rescued."""
BY_CONSTRAINTS, BY_LENGTH, BY_TURN = "constraints in the item", "words in the answer", "turn of the dialogue"


def curves(entry: Entry) -> dict[str, tuple[Bin, ...]]:
    """The share of answers that pass, by the number of constraints, by length, and by turn where there are turns."""
    from pandas import DataFrame, cut

    frame = DataFrame(_answers(entry), columns=["item", "passed", BY_CONSTRAINTS, BY_LENGTH, BY_TURN])
    found = {BY_CONSTRAINTS: _bins(frame, BY_CONSTRAINTS)}
    if frame[BY_LENGTH].notna().any():
        edges = [*LENGTHS, float("inf")]
        frame[BY_LENGTH] = cut(frame[BY_LENGTH].astype(float), edges, right=False, labels=_length_names())
        found[BY_LENGTH] = _bins(frame, BY_LENGTH)
    if frame[BY_TURN].max() > 1:
        found[BY_TURN] = _bins(frame, BY_TURN)
    return found


def _answers(entry: Entry) -> Iterator[tuple[int, bool, int, int | None, int]]:
    """Items by number: a table of pandas cannot hold every text."""
    for number, (key, places) in enumerate(entry.result.answers.items()):
        for where, answer in places.items():
            yield number, answer.passed, len(answer.followed), _words(entry, key, where), where.turn + 1


def _words(entry: Entry, key: Key, where: Where) -> int | None:
    """How long an answer is; None where its text is not at hand."""
    response = entry.responses.get(Place(entry.result.task, key, *where))
    return None if response is None or response.error else len((response.answer or "").split())


def _length_names() -> list[str]:
    return [f"{low}–{high - 1}" for low, high in pairwise(LENGTHS)] + [f"{LENGTHS[-1]}+"]


def _bins(frame: "DataFrame", by: str) -> tuple[Bin, ...]:
    """The shares of each bin that holds an answer, clustered by item."""
    counted = frame.groupby([by, "item"], observed=True)["passed"].agg(["sum", "size"])
    return tuple(
        Bin(str(name), int(found["size"].sum()), estimate(_clusters(found)))
        for name, found in counted.groupby(level=0, observed=True)
    )


def rescued(entry: Entry) -> tuple[dict[str, int], Estimate]:
    """How many strictly failed constraints each relaxation rescued, and the share of them that any did."""
    from pandas import DataFrame

    numbers = {key: number for number, key in enumerate(entry.result.answers)}
    failed = [row for row in entry.rows if not row.strict]
    if not failed:
        return {}, NOTHING
    frame = DataFrame([(numbers[row.item], row.loose) for row in failed], columns=["item", "loose"])
    counts = Counter(row.relaxation or ANEW for row in failed if row.loose)
    ordered = {name: counts[name] for name in (*RELAXATIONS, ANEW) if name in counts}
    return ordered, estimate(_clusters(frame.groupby("item")["loose"].agg(["sum", "size"])))


def _clusters(counted: "DataFrame") -> list[tuple[int, int]]:
    return [(int(passed), int(trials)) for passed, trials in counted.to_numpy()]
