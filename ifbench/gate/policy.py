"""The rule of a gate, fixed before looking."""

from dataclasses import dataclass
from math import isfinite

from ifbench.choices import check_types
from ifbench.errors import UsageError

LOWEST = 1e-299
"""The lowest level of a test: a lower one, shared among families, may be 0 to a computer."""


@dataclass(frozen=True)
class Policy:
    """The rule. It fails a run whose drop is both unlikely without a change (p <= alpha) and large enough.

    Attributes:
        min_drop: in points.
        checks: of how many checkpoints against this baseline; alpha is divided by it.
        max_drop: in points; then a pass must show that the drop is smaller.
        gate_families: families decide too, by Holm; they and the headline have half of alpha each.

    Raises:
        UsageError: a value of another type, or out of its range.
    """

    alpha: float = 0.05
    min_drop: float = 1.0
    checks: int = 1
    max_drop: float | None = None
    gate_families: bool = False

    def __post_init__(self) -> None:
        check_types(self)
        if not 0 < self.alpha < 1:
            raise UsageError(f"--alpha must lie between 0 and 1, both excluded, not {self.alpha:g}")
        if not 0 <= self.min_drop <= 100:
            raise UsageError(f"--min-drop must be points from 0 to 100, not {self.min_drop:g}")
        if self.checks < 1:
            raise UsageError(f"--checks must be at least 1, not {self.checks}")
        if self.checks > self.alpha / LOWEST:  # not divided by: it may be an int that no float can hold
            raise UsageError(f"--alpha divided by --checks must be at least {LOWEST:g}")
        if self.max_drop is not None and not (isfinite(self.max_drop) and 0 < self.max_drop <= 100):
            raise UsageError(f"--max-drop must be points over 0 and up to 100, not {self.max_drop:g}")

    @property
    def level(self) -> float:
        """What the headline's p is held against; the families' together have the same."""
        return self.alpha / self.checks / (2 if self.gate_families else 1)

    @property
    def smallest(self) -> float:
        """The smallest drop that counts, as a share; rounding must not make one of just so many points smaller."""
        return self.min_drop / 100 - 1e-11

    def rejects(self, p: float, drop: float) -> bool:
        """Whether a drop is evident and large enough."""
        return p <= self.level and drop >= self.smallest
