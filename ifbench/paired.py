"""Two results on the same items: is the second lower, by how much, and what could not have been seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, log2, sqrt
from statistics import NormalDist
from typing import NamedTuple

from ifbench.stats import Z95, Estimate, clustered_se, estimate

POWER = 0.8
MCNEMAR = "exact one-sided McNemar test"
SIGN_FLIP = "exact one-sided sign-flip permutation test"


class Pair(NamedTuple):
    """One item: how many of its trials pass in the first result and in the second, of how many in each."""

    before: int
    after: int
    trials: int


@dataclass(frozen=True, slots=True)
class Paired:
    """The second result against the first. Shares lie in [0, 1]; a drop is positive when the second is lower.

    Attributes:
        n: items. trials: of each result over all items.
        lost, won: items of which fewer, or more, trials pass.
        losable: items that could be lost: some trial passes in the first result.
        drop, ci95: the difference of the shares and its 95 % interval, clustered by item.
        discordance: the mean squared change of an item; with one trial each, the share of items that changed.
        p: the chance of such a drop or a larger one if nothing changed; by which test.
    """

    n: int
    trials: int
    before: Estimate
    after: Estimate
    lost: int
    won: int
    losable: int
    drop: float
    ci95: tuple[float, float]
    discordance: float
    p: float
    test: str


def compare(pairs: Sequence[Pair]) -> Paired:
    """Compare two results; at least one trial."""
    losses = [pair.before - pair.after for pair in pairs]
    n, trials = len(pairs), sum(pair.trials for pair in pairs)
    lost, won = sum(loss > 0 for loss in losses), sum(loss < 0 for loss in losses)
    p, test = p_value(losses)
    return Paired(
        n,
        trials,
        estimate([(pair.before, pair.trials) for pair in pairs]),
        estimate([(pair.after, pair.trials) for pair in pairs]),
        lost,
        won,
        sum(pair.before > 0 for pair in pairs),
        sum(losses) / trials,
        drop_interval(pairs),
        sum(loss * loss for loss in losses) * n / trials**2,
        p,
        test,
    )


def two_sided(pairs: Sequence[Pair]) -> float:
    """The p of a difference in either direction."""
    losses = [pair.before - pair.after for pair in pairs]
    way = 1 if sum(losses) > 0 else -1
    return min(1.0, 2 * p_value([way * loss for loss in losses])[0])


def p_value(losses: Sequence[int]) -> tuple[float, str]:
    """The one-sided p of a drop by sign flips, and the test's name; a loss is how many trials fewer pass.

    Where all changes are of one size, as with one trial an item, the distribution of the sum under sign flips is
    binomial: that is McNemar's exact test.
    """
    sizes = {abs(loss) for loss in losses if loss}
    if len(sizes) <= 1:
        return exact_p(sum(loss > 0 for loss in losses), sum(loss < 0 for loss in losses)), MCNEMAR
    return sign_flip_p(losses), SIGN_FLIP


@cache
def exact_p(lost: int, won: int) -> float:
    """P(Binomial(lost + won, 1/2) >= lost), McNemar's exact one-sided test; 1 if nothing changed."""
    if lost + won == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(lost, lost + won, 0.5, alternative="greater").pvalue)


def sign_flip_p(losses: Sequence[int]) -> float:
    """The share of all sign patterns in which as much is lost as was, or more: exact, since changes are whole numbers.

    Each change is lost or won with the same chance; `chances` are those of every sum of the lost ones.
    """
    import numpy as np

    sizes = sorted(abs(loss) for loss in losses if loss)  # the order of the items must not move the last digit
    chances = np.zeros(sum(sizes) + 1)
    chances[0] = 1.0
    for size in sizes:
        chances = (chances + np.roll(chances, size)) / 2  # what is rolled round is 0 yet
    return min(1.0, float(chances[sum(loss for loss in losses if loss > 0) :].sum()))


def drop_interval(pairs: Sequence[Pair], z: float = Z95) -> tuple[float, float]:
    """The adjusted Wald interval of a paired drop (Bonett and Price 2012), clustered by item.

    Two items are added, one lost whole and one won whole, so that it does not collapse where nothing changed. With one
    trial an item it is theirs, but for the finite-sample factor of `clustered_se`; with more it is wide, for items that
    none of the trials shows may change whole.
    """
    size = sum(pair.trials for pair in pairs) / len(pairs)
    changes: list[tuple[float, float]] = [(pair.before - pair.after, pair.trials) for pair in pairs]
    changes += [(size, size), (-size, size)]
    centre = sum(change for change, _ in changes) / sum(trials for _, trials in changes)
    half = z * clustered_se(changes)
    return max(-1.0, centre - half), min(1.0, centre + half)


def upper_bound(pairs: Sequence[Pair], alpha: float) -> float:
    """The one-sided upper bound of the drop at level alpha."""
    return drop_interval(pairs, -NormalDist().inv_cdf(alpha))[1]


def fewest(alpha: float) -> int:
    """How many items must change, all for the worse, before p can be as low as alpha."""
    return ceil(-log2(alpha))


def could_reject(found: Paired, alpha: float, smallest: float) -> bool:
    """Whether any second result could have been found lower, p <= alpha, by the smallest drop that counts or more."""
    return found.losable >= fewest(alpha) and (found.before.value or 0.0) >= smallest


def detectable(found: Paired, alpha: float, smallest: float = 0.0) -> float:
    """The drop that is found with a power of 80 %, as many items changing as did, or as many as it takes.

    It must stand out from chance and from the smallest drop that counts; even where all changes are for the worse, so
    many items must be lost whole that p can reach alpha, and that the drop counts.
    """
    n, spread, z = found.n, sqrt(found.discordance / found.n), NormalDist().inv_cdf
    usual = max((z(POWER) - z(alpha)) * spread, smallest + z(POWER) * spread)
    lost = max(fewest(alpha), ceil(round(smallest * n, 9)))
    return max(usual, _share_for(lost, n))


def _share_for(lost: int, n: int) -> float:
    """How likely each of n items must be lost for so many to be lost with a power of 80 %; 1 if there are fewer."""
    from scipy.stats import beta

    if lost > n:
        return 1.0
    return float(beta.ppf(POWER, lost, n - lost + 1))


def items_needed(found: Paired, alpha: float, margin: float) -> int | None:
    """How many items show with a power of 80 % that the drop is under a margin, if it is as large as it was found.

    None when it was not found smaller. It solves (z_alpha + z_power) * se(n) = margin - drop with the standard error
    of `drop_interval`.
    """
    room = margin - max(0.0, found.drop)
    if room <= 0:
        return None
    z = NormalDist().inv_cdf(POWER) - NormalDist().inv_cdf(alpha)
    spread = z * z * found.discordance
    root = sqrt(spread * spread + 8 * room * room * z * z * max(0.0, 1 - found.discordance))
    return max(found.n + 1, ceil((spread + root) / (2 * room * room)) - 2)


def holm(ps: Sequence[float]) -> list[float]:
    """p-values adjusted for their number (Holm 1979), in the given order."""
    adjusted = [1.0] * len(ps)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[at]))
        adjusted[at] = highest
    return adjusted
