"""pass@k and pass^k: how repeated samples of one prompt fare together."""

from collections.abc import Iterable, Sequence
from math import comb
from typing import Any

from ifbench.items import Key
from ifbench.stats import Estimate, estimate


class Passes:
    """For each prompt, which is a turn of an item: how many samples there are, and how many follow all constraints."""

    def __init__(self) -> None:
        self._of: dict[Key, dict[int, list[int]]] = {}

    def add(self, item: Key, turn: int, followed: int, samples: int = 1) -> None:
        """Count samples of a prompt."""
        found = self._of.setdefault(item, {}).setdefault(turn, [0, 0])
        found[0] += samples
        found[1] += followed

    def merge(self, other: "Passes") -> None:
        """Count what another one has counted."""
        for item, turn, samples, followed in other.state():
            self.add(item, turn, followed, samples)

    def state(self) -> Any:
        """The counts as JSON types."""
        return [[item, turn, *found] for item, turns in self._of.items() for turn, found in turns.items()]

    @classmethod
    def restored(cls, state: Any) -> "Passes":
        """Passes as they were."""
        found = cls()
        for item, turn, samples, followed in state:
            found.add(item, turn, followed, samples)
        return found

    def shares(self, order: Iterable[Key]) -> dict[str, Estimate]:
        """pass@k and pass^k for k = 2, 4, 8, ... and the number of samples; none where a prompt has but one.

        pass@k is the chance that of k samples of a prompt at least one follows all of its constraints, pass^k that all
        of them do, each the unbiased mean over the prompts: 1 - C(n-c, k) / C(n, k) and C(c, k) / C(n, k), of n samples
        c following. The items are the clusters of the intervals.

        Args:
            order: of the items, on which the last digit of an interval depends.

        Sources: Chen et al. 2021 (arXiv 2107.03374) for pass@k, Yao et al. 2024 (arXiv 2406.12045) for pass^k.
        """
        items = [list(self._of[item].values()) for item in order if item in self._of]
        most = min((samples for turns in items for samples, _ in turns), default=0)
        powers = [1 << power for power in range(1, most.bit_length()) if 1 << power < most]
        found: dict[str, Estimate] = {}
        for k in [*powers, most] if most > 1 else []:
            found[f"pass@{k}"] = estimate([_sum(1 - _all(n, n - c, k) for n, c in turns) for turns in items])
            found[f"pass^{k}"] = estimate([_sum(_all(n, c, k) for n, c in turns) for turns in items])
        return found


def _all(n: int, c: int, k: int) -> float:
    """The chance that k of n are among c of them."""
    return comb(c, k) / comb(n, k)


def _sum(shares: Iterable[float]) -> tuple[float, int]:
    listed: Sequence[float] = list(shares)
    return sum(listed), len(listed)
