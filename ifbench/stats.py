"""Intervals: no number without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share in [0, 1] with its 95 % interval, both in [0, 1]; all None when there is nothing to count."""

    value: float | None
    ci95: tuple[float, float] | None


def wilson(share: float, n: float) -> tuple[float, float]:
    """The Wilson score interval, 95 %, of a share over n trials; n may be an effective number (Wilson 1927)."""
    z = Z95
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low, high = (centre - half) / scale, (centre + half) / scale
    return max(0.0, min(low, share)), min(1.0, max(high, share))  # rounding must not leave the share outside


def clustered_se(clusters: Sequence[tuple[float, float]]) -> float:
    """The standard error of a share, or of a mean change, whose trials come in clusters.

    Args:
        clusters: (successes, trials) of each, at least two clusters; the first may be a net change, and below 0.

    Returns:
        sqrt(G/(G-1) * sum (k - share n)^2) / N, for G clusters with N trials in all; a share as well, no points.

    The sum is Miller's (2024, arXiv 2411.00640). G/(G-1) is the finite-sample factor of the usual cluster-robust
    estimator, as in statsmodels' OLS with cov_type="cluster"; its other part, (N-1)/(N-K), is 1 for a mean, K = 1.
    """
    trials = sum(n for _, n in clusters)
    share = sum(k for k, _ in clusters) / trials
    groups = len(clusters)
    return sqrt(sum((k - share * n) ** 2 for k, n in clusters) * groups / (groups - 1)) / trials


def estimate(clusters: Sequence[tuple[float, int]]) -> Estimate:
    """The share of successes and its interval.

    Args:
        clusters: (successes, trials) of each prompt.

    Wilson's interval; where a prompt has several trials, over the effective number of trials, which is their number
    divided by the design effect of the clusters. It never collapses at 0 or 1, and never counts more than the trials.
    """
    trials = sum(n for _, n in clusters)
    if trials == 0:
        return Estimate(None, None)
    share = sum(k for k, _ in clusters) / trials
    return Estimate(share, wilson(share, _effective_trials(clusters, share, trials)))


def _effective_trials(clusters: Sequence[tuple[float, int]], share: float, trials: int) -> float:
    groups = len(clusters)
    if trials == groups:
        return trials
    if groups < 2 or share in (0.0, 1.0):
        return groups
    variance = clustered_se(clusters) ** 2
    return min(trials, share * (1 - share) / variance) if variance else trials
