"""Intervals against scipy and statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from ifbench.stats import clustered_se, estimate, wilson


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipys(kn: tuple[int, int]) -> None:
    k, n = kn
    expected = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k / n, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_clustered_se_equals_statsmodels() -> None:
    statsmodels = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(0)
    clusters = [(int(rng.binomial(n, 0.7)), n) for n in rng.integers(1, 5, 60).tolist()]
    hits = np.concatenate([[1] * k + [0] * (n - k) for k, n in clusters])
    groups = np.repeat(range(len(clusters)), [n for _, n in clusters])
    fit = statsmodels.OLS(hits, np.ones(len(hits))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    assert clustered_se(clusters) == pytest.approx(fit.bse[0], rel=1e-9)


def test_one_trial_each_is_plain_wilson() -> None:
    found = estimate([(1, 1)] * 30 + [(0, 1)] * 10)
    assert found.value == 0.75
    assert found.ci95 == wilson(0.75, 40)


def test_clustering_widens_the_interval() -> None:
    alike = estimate([(3, 3)] * 20 + [(0, 3)] * 20).ci95
    assert alike is not None
    low, high = wilson(0.5, 120)
    assert alike[1] - alike[0] > high - low


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4)).map(lambda p: (min(p), p[1])), min_size=1, max_size=30))
def test_an_interval_holds_its_value_and_never_collapses(clusters: list[tuple[int, int]]) -> None:
    found = estimate(clusters)
    assert found.value is not None
    assert found.ci95 is not None
    assert 0 <= found.ci95[0] <= found.value <= found.ci95[1] <= 1
    assert found.ci95[1] > found.ci95[0]


def test_nothing_counted_has_no_value() -> None:
    assert estimate([]).value is None
