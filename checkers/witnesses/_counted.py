"""Witnesses of constraints that count: exactly so many units by construction, then one too many or one too few."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .._verdict import Comparison, bounds
from ._prose import cased, dressed, inserted, mentions, replaced
from ._registry import witness

if TYPE_CHECKING:
    from random import Random


class Countable(Protocol):
    """Texts of a known number of units."""

    def make(self, rng: "Random", number: int) -> str:
        """A text with exactly so many."""

    def count(self, text: str) -> int:
        """How many a text has that was made here."""

    def more(self, rng: "Random", text: str) -> str:
        """The text with one more."""

    def fewer(self, rng: "Random", text: str) -> str:
        """The text with one fewer."""


@dataclass(frozen=True)
class Units:
    """Words or phrases of a pool in prose.

    Attributes:
        distinct: each counts once, so that none is used twice.
        cases: in which case it stands is no matter.
        neutral: what takes the place of one that is removed.
    """

    pool: Sequence[str]
    distinct: bool = False
    cases: bool = False
    dress: bool = True
    neutral: str = "fog"

    def make(self, rng: "Random", number: int) -> str:
        drawn = rng.sample(self.pool, number) if self.distinct else rng.choices(self.pool, k=number)
        text = mentions(rng, [cased(rng, unit) if self.cases else unit for unit in drawn])
        return dressed(rng, text) if self.dress else text

    def count(self, text: str) -> int:
        return len(self._found(text))

    def more(self, rng: "Random", text: str) -> str:
        used = {unit.casefold() for unit in self._found(text)} if self.distinct else set()
        return inserted(rng, text, rng.choice([unit for unit in self.pool if unit.casefold() not in used]))

    def fewer(self, rng: "Random", text: str) -> str:
        return replaced(rng, text, self._pattern(), self.neutral)

    def _found(self, text: str) -> list[str]:
        return [m[0] for m in re.finditer(self._pattern(), text)]

    def _pattern(self) -> str:
        either = "|".join(re.escape(unit) for unit in sorted(self.pool, key=len, reverse=True))
        return rf"{'(?i)' * self.cases}(?<![^\s*_])(?:{either})(?![^\s.*_])"


def counts(
    id: str,
    shape: Callable[..., Countable],
    *,
    number: str,
    relation: str = "",
    comparison: Comparison = "at least",
    drawn: tuple[int, int] = (1, 9),
    others: Callable[["Random"], dict[str, Any]] = lambda rng: {},
) -> None:
    """Register the witness of a constraint that counts.

    Args:
        id: of the constraint.
        shape: given the other arguments, how texts with so many units are made.
        number: the name of the argument to compare with.
        relation: the name of the argument that says how to compare.
        comparison: how to compare where no argument says it.
        drawn: the smallest and the largest number to draw.
        others: draws the other arguments.
    """

    def arguments(rng: "Random") -> dict[str, Any]:
        chosen: Comparison = rng.choice(("at least", "less than")) if relation else comparison
        lowest = max(drawn[0], int(chosen in ("at least", "less than")))
        wanted = rng.choice((lowest, rng.randint(lowest, max(lowest, min(3, drawn[1]))), rng.randint(lowest, drawn[1])))
        return {number: wanted, **({relation: chosen} if relation else {}), **others(rng)}

    def rest(args: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in args.items() if name not in (number, relation)}

    def make(rng: "Random", **args: Any) -> str:
        low, high = bounds(args.get(relation, comparison), args[number])
        most = int(min(high, low + 3, max(drawn[1], low)))
        return shape(**rest(args)).make(rng, rng.choice((low if low else most, rng.randint(low, most))))

    def violate(rng: "Random", text: str, **args: Any) -> str:
        unit = shape(**rest(args))
        low, high = bounds(args.get(relation, comparison), args[number])
        n = unit.count(text)
        if low and (high == float("inf") or rng.random() < 0.5):
            for _ in range(n - low + 1):
                text = unit.fewer(rng, text)
            return text
        for _ in range(int(high) - n + 1):
            text = unit.more(rng, text)
        return text

    witness(id, violate=violate, arguments=arguments)(make)
