"""What a score needs of judged answers, as sums that add up whatever the order in which the answers come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ifbench.items import Key
from ifbench.metrics import ByConstraint, Counts, Group, Tally, by, counted, each_constraint
from ifbench.passes import Passes
from ifbench.records import Response, VerdictRow
from ifbench.stats import Estimate


class Fold:
    """The sums over the answers to one task in one semantics; it holds no answer and no verdict."""

    def __init__(self) -> None:
        self._all, self._answered = Tally(), Tally()
        self._by_id: dict[str, Tally] = defaultdict(Tally)
        self._passes = Passes()
        self._counts: Counter[str] = Counter()

    def add(self, rows: Sequence[VerdictRow], response: Response | None) -> None:
        """Count one answer: the verdicts on it, and what came, if anything did."""
        if not rows:
            return
        item, strict, loose = rows[0].item, [row.strict for row in rows], [row.loose for row in rows]
        self._all.add(item, strict, loose)
        self._passes.add(item, rows[0].turn, all(strict))
        if rows[0].fault != "missing":
            self._answered.add(item, strict, loose)
        for row in rows:
            self._by_id[row.id].add(item, [row.strict], [row.loose])
        self._counts.update(counted(rows, response))

    def merge(self, other: "Fold") -> None:
        """Count what another fold has counted."""
        self._all.merge(other._all)
        self._answered.merge(other._answered)
        self._passes.merge(other._passes)
        for id, tally in other._by_id.items():
            self._by_id[id].merge(tally)
        self._counts.update(other._counts)

    def state(self) -> Any:
        """All of it as JSON types; `restored` makes the fold anew."""
        tallies = [self._all.state(), self._answered.state()]
        by_id = [[id, one.state()] for id, one in self._by_id.items()]
        return [tallies, by_id, self._passes.state(), dict(self._counts)]

    @classmethod
    def restored(cls, state: Any) -> "Fold":
        """A fold as it was."""
        found = cls()
        (all_, answered), by_id, passes, counts = state
        found._all, found._answered = Tally.restored(all_), Tally.restored(answered)
        found._by_id.update({id: Tally.restored(one) for id, one in by_id})
        found._passes = Passes.restored(passes)
        found._counts.update(counts)
        return found

    def all(self, order: Iterable[Key]) -> Group:
        """The accuracies over all answers; the items in an order, on which the last digit of an interval depends."""
        return self._all.group(order)

    def answered(self, order: Iterable[Key]) -> Group:
        """The accuracies over the answers that came."""
        return self._answered.group(order)

    def samples(self, order: Iterable[Key]) -> dict[str, Estimate]:
        """How the samples of a prompt fare together, over all answers; see `Passes.shares`."""
        return self._passes.shares(order)

    def by_constraint(self, order: Sequence[Key]) -> dict[str, ByConstraint]:
        """Each constraint id, in alphabetic order."""
        return each_constraint(self._by_id, order)

    def counts(self, unmatched: int) -> Counts:
        """The counts, with that of the answers that nothing asked for."""
        return Counts(**{**self._counts, "unmatched": unmatched})


def fold(rows: Iterable[VerdictRow], responses: Iterable[Response]) -> Fold:
    """The fold of verdicts; of the responses the last at each place counts."""
    last = {response.place: response for response in responses}
    found = Fold()
    for place, judged in by(rows, lambda row: row.place).items():
        found.add(judged, last.get(place))
    return found
