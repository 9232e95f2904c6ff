"""Where the two semantics differ on the same answers, and what each says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ifbench.items import Key
from ifbench.protocols import Place
from ifbench.records import VerdictRow


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One constraint of one answer on which the two semantics differ, and what each says of it.

    Attributes:
        position: of the constraint in its item.
        official: whether it is followed in `official`; in `corrected` it is the other way round.
        loosely: whether they agree strictly, and differ on the relaxed texts alone.
    """

    item: Key
    sample: int
    turn: int
    position: int
    official: bool
    official_why: str
    corrected_why: str
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How two semantics differ on one constraint id, strictly or else loosely; and on which items, and why."""

    id: str
    official_only: int
    corrected_only: int
    items: tuple[Key, ...]
    cases: tuple[Disagreement, ...]


def differences(rows: Iterable[VerdictRow]) -> list[Difference]:
    """Where `official` and `corrected` verdicts differ, strictly or else loosely, by id, most differences first."""
    pairs: dict[tuple[str, Place, int], dict[str, VerdictRow]] = {}
    for row in rows:
        pairs.setdefault((row.id, row.place, row.position), {})[row.semantics] = row
    found: dict[str, list[Disagreement]] = {}
    for (id, *_), both in pairs.items():
        if len(both) == 2 and differ(*both.values()):
            found.setdefault(id, []).append(_disagreement(both["official"], both["corrected"]))
    listed = [_difference(id, cases) for id, cases in found.items()]
    return sorted(listed, key=lambda d: (-d.official_only - d.corrected_only, d.id))


def differ(one: VerdictRow, other: VerdictRow) -> bool:
    """Whether two verdicts differ, strictly or loosely."""
    return (one.strict, one.loose) != (other.strict, other.loose)


def _disagreement(official: VerdictRow, corrected: VerdictRow) -> Disagreement:
    place, loosely = official.place, official.strict == corrected.strict
    followed = official.loose if loosely else official.strict
    return Disagreement(
        place.item, place.sample, place.turn, official.position, followed, official.why, corrected.why, loosely
    )


def _difference(id: str, cases: Sequence[Disagreement]) -> Difference:
    official = sum(case.official for case in cases)
    items = tuple(dict.fromkeys(case.item for case in cases))
    return Difference(id, official, len(cases) - official, items, tuple(cases))
