"""Why the score moved: the answers that broke and what broke them, the families that the drop comes from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from ifbench.errors import IfbenchError, NotComparableError
from ifbench.files import digest
from ifbench.gate.comparable import differences, judging
from ifbench.gate.decision import Look
from ifbench.gate.loading import load_run
from ifbench.gate.outcomes import Answer, Pairing, Where, family, ids
from ifbench.gate.results import Result
from ifbench.items import Key
from ifbench.protocols import name_of
from ifbench.store import RunDirectory

Cause = Literal["truncated", "empty"]
NO_RUN = "the baseline's run, judged as it was blessed, is not at hand: why it passed is not told (--baseline-run RUN)"


@dataclass(frozen=True, slots=True)
class BrokenConstraint:
    """A constraint that was followed and is not any more; `before` is None where the baseline's run is not at hand."""

    position: int
    id: str
    why: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """An answer that passed in the baseline and fails now.

    Attributes:
        cause: the answer is cut off, or empty, and was not before.
    """

    key: Key
    where: Where
    constraints: tuple[BrokenConstraint, ...]
    cause: Cause | None

    @property
    def place(self) -> str:
        """Its name for people."""
        return name_of(self.key, *self.where)


@dataclass(frozen=True)
class Explanation:
    """What is behind a drop.

    Attributes:
        mended: answers that failed in the baseline and pass now.
        contributions: the part of the drop that each family accounts for, largest first; they add up to the drop.
        lost_ids, won_ids: how often each constraint id broke, or was mended, over all answers.
        notes: what could not be told.
    """

    broken: tuple[Broken, ...]
    mended: int
    contributions: dict[str, float]
    lost_ids: dict[str, int]
    won_ids: dict[str, int]
    notes: tuple[str, ...] = ()

    def caused(self, cause: Cause) -> int:
        """How many answers broke by a cause."""
        return sum(one.cause == cause for one in self.broken)


def explain(look: Look, earlier: Result | None) -> Explanation:
    """What is behind the drop of a look; `earlier` is the baseline's run, which knows why its answers passed."""
    lost = Counter(id for _, _, before, after in _answers(look.pairing) for id in _flipped(before, after))
    won = Counter(id for _, _, before, after in _answers(look.pairing) for id in _flipped(after, before))
    return Explanation(
        tuple(
            Broken(key, where, _constraints(key, where, before, after, earlier), _cause(before, after))
            for key, where, before, after in _answers(look.pairing)
            if before.passed and not after.passed
        ),
        sum(after.passed and not before.passed for _, _, before, after in _answers(look.pairing)),
        contributions(look.pairing),
        dict(sorted(lost.items())),
        dict(sorted(won.items())),
        () if earlier else (NO_RUN,),
    )


def contributions(pairing: Pairing) -> dict[str, float]:
    """The drop by families: an answer that flipped counts in equal parts for the constraints that flipped in it."""
    found: dict[str, Fraction] = {}
    answers = list(_answers(pairing))
    for _, _, before, after in answers:
        if before.passed == after.passed:
            continue
        flipped = _flipped(before, after) if before.passed else _flipped(after, before)
        part = Fraction(1 if before.passed else -1, len(answers) * len(flipped))
        for id in flipped:
            found[family(id)] = found.get(family(id), Fraction(0)) + part
    return {name: float(found[name]) for name in sorted(found, key=lambda name: (-found[name], name))}


def _answers(pairing: Pairing) -> Iterator[tuple[Key, Where, Answer, Answer]]:
    for item in pairing.items:
        for where, before, after in item.answers:
            yield item.key, where, before, after


def _flipped(one: Answer, other: Answer) -> list[str]:
    """The ids of the constraints that the one follows and the other does not."""
    known = ids(one, other)
    return [id for id, ok, still in zip(known, one.followed, other.followed, strict=True) if ok and not still]


def _constraints(
    key: Key, where: Where, before: Answer, after: Answer, earlier: Result | None
) -> tuple[BrokenConstraint, ...]:
    known = earlier.answers.get(key, {}).get(where) if earlier else None
    return tuple(
        BrokenConstraint(at, row.id, row.why, known.rows[at].why if known and at < len(known.rows) else None)
        for at, row in enumerate(after.rows)
        if before.followed[at] and not after.followed[at]
    )


def _cause(before: Answer, after: Answer) -> Cause | None:
    if after.truncated and not before.truncated:
        return "truncated"
    return "empty" if after.empty and not before.empty else None


def find_run(baseline: Result, given: Path | None, near: Path | None) -> Result | None:
    """The run that a baseline was blessed from, told by the digest of its answers.

    Args:
        baseline: what was blessed.
        given: its directory, where the user names one.
        near: a run beside which to look for it, as well as in ./runs.

    Raises:
        NotComparableError: the given one is another run, or was judged otherwise since.
        IfbenchError: it cannot be read.
    """
    if given is not None:
        return _load(baseline, given)
    for folder in _candidates(baseline, near):
        try:
            return _load(baseline, folder)
        except IfbenchError:
            continue
    return None


def _load(baseline: Result, folder: Path) -> Result:
    found = load_run(folder, baseline.task, baseline.conditions.semantics, baseline.conditions.headline)
    if found.origin.answers != baseline.origin.answers:
        raise NotComparableError(f"{folder} is not the run that {baseline.name} was blessed from: other answers")
    if differing := differences(baseline.conditions, found.conditions, (), ()):
        since = f"{folder} was judged otherwise since {baseline.name} was blessed from it"
        command = judging({one.field: one.before for one in differing})
        raise NotComparableError(f"{since}: {'; '.join(map(str, differing))}; judge it again ({command})")
    return found


def _candidates(baseline: Result, near: Path | None) -> Iterator[Path]:
    """Run directories whose settings are the baseline's, in the order of their names."""
    places = {place.resolve(): None for place in ([near.resolve().parent] if near else []) + [Path("runs")]}
    for place in places:
        for record in sorted(place.glob("*/run.json")):
            try:
                settings = RunDirectory(record.parent).read_run().get("settings")
            except IfbenchError:
                continue
            if digest(settings) == baseline.origin.settings:
                yield record.parent
