"""Scoring: answers in, verdicts and metrics out. It imports no backend and loads no engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeVar

from checkers import Constraint, Followed, Judgement, Semantics, followed, judge, registry
from checkers._fingerprint import fingerprint
from ifbench.folds import Fold, fold
from ifbench.metrics import METRICS, ByConstraint, Counts, Group, Tally
from ifbench.protocols import Place
from ifbench.reasoning import DIALOGUE_ENDED, NEVER_ENDS
from ifbench.records import Response, VerdictFault, VerdictRow, verdict_row
from ifbench.stats import Estimate
from ifbench.tasks import Bound, Task

T = TypeVar("T")
NULL_ANSWERS = ("Hello", ".", "")


@dataclass(frozen=True)
class Floor:
    """What an answer that means nothing scores on the same items: each null answer, and the highest of each metric."""

    answers: Mapping[str, Mapping[str, float]]
    metrics: Mapping[str, float]


@dataclass(frozen=True)
class Scores:
    """One model on one task in one semantics.

    Attributes:
        n: answers wanted, whether they came or not; `metrics` are over all of them, a missing answer failing.
        answered: the same over the answers that came.
        digest: of the task's rows. checkers: the fingerprint of what judged.
        pinned: whether the rows are the published ones; None where the task pins none.
        reasoning: the rule that told the answers from the texts.
        samples: where items are answered several times, pass@k and pass^k; see `passes.Passes.shares`.
    """

    task: str
    version: int
    model: str
    semantics: Semantics
    headline: str
    n: int
    metrics: Mapping[str, Any]
    answered: Group = field(repr=False)
    floor: Floor = field(repr=False)
    by_constraint: Mapping[str, ByConstraint] = field(repr=False)
    counts: Counts
    digest: str
    checkers: str
    pinned: bool | None
    weights: str = "verified"
    reasoning: str = "strip"
    samples: Mapping[str, Estimate] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As JSON types, for summary.json and `--json`."""
        return asdict(self)


class Judge:
    """Judges the answers to one task in one semantics. Raises UsageError for a constraint that does not bind.

    Args:
        bound: the task's constraints in these semantics, where they are bound already.
    """

    def __init__(self, task: Task, semantics: Semantics, bound: Bound | None = None) -> None:
        self.task = task
        self.semantics = semantics
        self._bound = task.bound(semantics) if bound is None else bound

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the checkers that all rows of the task use: a selection of items has the same."""
        demands = (demand for item in self.task.rows for prompt in item.prompts for demand in prompt.demands)
        ids = {self.task.passport.id_prefix + demand.id for demand in demands}
        return fingerprint(found for id in ids if (found := registry().get((self.semantics, id))))

    def constraints(self, place: Place) -> tuple[Constraint, ...]:
        """What the answer at a place must satisfy."""
        return self._bound[place.item, place.turn]

    def rows(self, place: Place, response: Response | None) -> list[VerdictRow]:
        """The verdicts on one answer; where there is none, each constraint fails as missing."""
        return rows_by_judge([self], place, response)[0]

    def unanswered(self, place: Place, why: str, fault: VerdictFault | None) -> list[VerdictRow]:
        """The verdicts where there is no answer to judge."""
        return [
            VerdictRow(
                *place, position, constraint.id, self.semantics, False, False, why, fault=fault,
                checkers=self.fingerprint,
            )
            for position, constraint in enumerate(self.constraints(place))
        ]  # fmt: skip

    def judged(self, place: Place, judgements: Sequence[Judgement]) -> list[VerdictRow]:
        """The records of the judgements on the answer at a place."""
        return [
            verdict_row(place, at, constraint.id, self.semantics, judgement, self.fingerprint)
            for at, (constraint, judgement) in enumerate(zip(self.constraints(place), judgements, strict=True))
        ]

    def floor(self) -> Floor:
        """The null floor of the task's items."""
        scored = {answer: _values(self._null(answer).group()) for answer in NULL_ANSWERS}
        highest = {name: max(values[name] for values in scored.values()) for name in METRICS}
        return Floor(scored, highest)

    def _null(self, answer: str) -> Tally:
        found = Tally()
        for place in places(self.task, 1):
            if of_place := followed(answer, self.constraints(place)):
                found.add(place.item, [one.strict for one in of_place], [one.loose for one in of_place])
        return found


def judges_in(task: Task, wanted: Iterable[Semantics]) -> list[Judge]:
    """A judge of a task for each of some semantics; arguments that both read alike are checked once."""
    bound: dict[Semantics, Bound] = {}
    for semantics in wanted:
        published = bound.get("official") if semantics == "corrected" else None
        bound[semantics] = task.corrected(published) if published else task.bound(semantics)
    return [Judge(task, *one) for one in bound.items()]


def _values(scored: Group) -> dict[str, float]:
    return {name: found.value or 0.0 for name, found in scored.metrics.items()}


def places(task: Task, repeats: int) -> list[Place]:
    """Every place that an answer is wanted at, in the order of the task."""
    return [
        Place(task.id, item.key, "", sample, turn)
        for item in task.items
        for sample in range(repeats)
        for turn in range(len(item.prompts))
    ]


def followed_by(judges: Sequence[Judge], place: Place, answer: str) -> list[list[Followed]]:
    """What each judge finds followed of the answer at a place; what they see alike of it is computed once."""
    return _by_judge(followed, judges, place, answer)


def _by_judge(
    decide: Callable[[str, Iterable[Constraint]], list[T]], judges: Sequence[Judge], place: Place, answer: str
) -> list[list[T]]:
    asked = [judge_.constraints(place) for judge_ in judges]
    found = iter(decide(answer, chain.from_iterable(asked)))
    return [list(islice(found, len(one))) for one in asked]


def rows_by_judge(judges: Sequence[Judge], place: Place, response: Response | None) -> list[list[VerdictRow]]:
    """The verdicts of each judge on one answer, or on its absence."""
    if response is None or response.error is not None:
        why = response.error if response is not None else "no answer"
        return [judge_.unanswered(place, str(why), "missing") for judge_ in judges]
    found = _by_judge(judge, judges, place, response.answer or "")
    rows = [judge_.judged(place, one) for judge_, one in zip(judges, found, strict=True)]
    if response.answer is None:
        return [[replace(row, why=NEVER_ENDS) for row in one] for one in rows]
    return rows


def judge_all(
    judges: Sequence[Judge], responses: Mapping[Place, Response], wanted: Iterable[Place]
) -> list[VerdictRow]:
    """The verdicts of every judge at every wanted place, in that order.

    A turn that was not asked, since the reasoning before it never ends, is not missing: it is the model that failed.
    """
    found: list[VerdictRow] = []
    for place in wanted:
        if place not in responses and ended_before(place, responses):
            by_judge = [judge_.unanswered(place, DIALOGUE_ENDED, None) for judge_ in judges]
        else:
            by_judge = rows_by_judge(judges, place, responses.get(place))
        found += chain.from_iterable(by_judge)
    return found


def ended_before(place: Place, responses: Mapping[Place, Response]) -> bool:
    """Whether an earlier turn has a text without an answer in it, after which nothing is asked."""
    earlier = (responses.get(place._replace(turn=turn)) for turn in range(place.turn))
    return any(one is not None and one.error is None and one.answer is None for one in earlier)


def summarise(
    judge_: Judge,
    rows: Sequence[VerdictRow],
    responses: Iterable[Response],
    *,
    model: str,
    weights: str,
    reasoning: str,
    unmatched: int = 0,
) -> Scores:
    """The scores from the verdicts of one judge."""
    found = fold((row for row in rows if row.semantics == judge_.semantics), responses)
    return scored(judge_, found, model=model, unmatched=unmatched, weights=weights, reasoning=reasoning)


def scored(judge_: Judge, found: Fold, *, model: str, weights: str, reasoning: str, unmatched: int = 0) -> Scores:
    """The scores from what one judge's verdicts add up to."""
    order = [item.key for item in judge_.task.items]
    everything = found.all(order)
    passport = judge_.task.passport
    return Scores(
        passport.id,
        passport.version,
        model,
        judge_.semantics,
        passport.headline,
        everything.n,
        everything.metrics,
        found.answered(order),
        judge_.floor(),
        found.by_constraint(order),
        found.counts(unmatched),
        judge_.task.digest,
        judge_.fingerprint,
        judge_.task.pinned,
        weights,
        reasoning,
        found.samples(order),
    )
