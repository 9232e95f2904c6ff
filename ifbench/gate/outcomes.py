"""What a run came to, answer by answer: which constraints were followed, whether it was cut off or empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ifbench.errors import UsageError
from ifbench.items import Key
from ifbench.metrics import by
from ifbench.paired import Pair
from ifbench.protocols import Place
from ifbench.records import Response, VerdictRow
from ifbench.stats import Estimate, estimate

Mode = Literal["strict", "loose"]


class Where(NamedTuple):
    """Which of an item's answers."""

    variant: str
    sample: int
    turn: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `rows` are its verdicts, where it comes from a run directory."""

    followed: tuple[bool, ...]
    truncated: bool = False
    empty: bool = False
    rows: tuple[VerdictRow, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every constraint is followed, as at prompt level."""
        return all(self.followed)


Answers = Mapping[Where, Answer]
Outcomes = Mapping[Key, Answers]


def mode_of(headline: str) -> Mode:
    """Whether a headline metric counts strict or loose verdicts."""
    return "loose" if "_loose_" in headline else "strict"


def in_order(key: Key) -> tuple[bool, int, str]:
    """The order of items in every output: numbers first, whatever the order in the files."""
    return (True, 0, key) if isinstance(key, str) else (False, key, "")


def family(id: str) -> str:
    """The family of a constraint id: what stands before its last colon."""
    return id.rpartition(":")[0] or id


def outcomes(rows: Iterable[VerdictRow], responses: Mapping[Place, Response], mode: Mode, source: str) -> Outcomes:
    """The answers from verdicts of one task in one semantics; `source` is named in messages.

    Raises:
        UsageError: a verdict stands twice, or one is missing between others.
    """
    items: dict[Key, dict[Where, Answer]] = {}
    for place, found in by(rows, lambda row: row.place).items():
        ordered = tuple(sorted(found, key=lambda row: row.position))
        if [row.position for row in ordered] != list(range(len(ordered))):
            raise UsageError(f"{source} is damaged: the verdicts of item {place.item!r} are not one per constraint")
        response = responses.get(place)
        answer = Answer(
            tuple(row.strict if mode == "strict" else row.loose for row in ordered),
            response is not None and response.truncated,
            response is not None and response.empty,
            ordered,
        )
        items.setdefault(place.item, {})[Where(place.variant, place.sample, place.turn)] = answer
    return {key: dict(sorted(items[key].items())) for key in sorted(items, key=in_order)}


@dataclass(frozen=True, slots=True)
class ItemPair:
    """The answers to one item before and after, at the same places, with as many constraints each."""

    key: Key
    answers: tuple[tuple[Where, Answer, Answer], ...]

    def prompt_level(self) -> Pair:
        """How many answers pass."""
        return Pair(
            sum(before.passed for _, before, _ in self.answers),
            sum(after.passed for _, _, after in self.answers),
            len(self.answers),
        )

    def inst_level(self, name: str | None = None) -> Pair:
        """How many constraints are followed; those of one family if it is named."""
        bits = [
            (was, now)
            for _, before, after in self.answers
            for was, now, id in zip(before.followed, after.followed, ids(before, after), strict=True)
            if name is None or family(id) == name
        ]
        return Pair(sum(was for was, _ in bits), sum(now for _, now in bits), len(bits))


def ids(before: Answer, after: Answer) -> tuple[str, ...]:
    """The constraint ids of an answer, from the side that knows them."""
    return tuple(row.id for row in after.rows or before.rows) or ("",) * len(after.followed)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Items on both sides, and the keys of those that could not be paired, in order."""

    items: tuple[ItemPair, ...]
    only_before: tuple[Key, ...]
    only_after: tuple[Key, ...]
    reshaped: tuple[Key, ...]

    def families(self) -> dict[str, list[Pair]]:
        """The pairs of each family, by name; items without its constraints are left out."""
        names = {family(id) for item in self.items for _, b, a in item.answers for id in ids(b, a)}
        pairs = {name: [item.inst_level(name) for item in self.items] for name in sorted(names)}
        return {name: [pair for pair in found if pair.trials] for name, found in pairs.items()}


def pair(before: Outcomes, after: Outcomes) -> Pairing:
    """Pair answers by item key and place."""
    items, reshaped = [], []
    for key in sorted(before.keys() & after.keys(), key=in_order):
        found = _common(key, before[key], after[key])
        if found:
            items.append(found)
        else:
            reshaped.append(key)
    return Pairing(tuple(items), _only(before, after), _only(after, before), tuple(reshaped))


def _common(key: Key, before: Answers, after: Answers) -> ItemPair | None:
    """Paired by sample, where one side has more; None for other turns, or another number of constraints."""
    places = sorted(before.keys() & after.keys())
    asked = [{(at.variant, at.turn) for at in answers} for answers in (before, after, places)]
    if not asked[0] == asked[1] == asked[2] or any(
        len(before[at].followed) != len(after[at].followed) for at in places
    ):
        return None
    return ItemPair(key, tuple((at, before[at], after[at]) for at in places))


def _only(one: Outcomes, other: Outcomes) -> tuple[Key, ...]:
    return tuple(sorted(one.keys() - other.keys(), key=in_order))


def share_after(found: Sequence[Pair]) -> Estimate:
    """The share that passes in the second result."""
    return estimate([(pair.after, pair.trials) for pair in found])


def levels(found: Outcomes) -> tuple[Estimate, Estimate]:
    """The share of answers that pass, and that of constraints that are followed, whatever they are paired with."""
    items = pair(found, found).items
    return share_after([item.prompt_level() for item in items]), share_after([item.inst_level() for item in items])
