"""The statistics against scipy and statsmodels, and at their edges."""

import itertools
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, norm, permutation_test

from ifbench.paired import (
    MCNEMAR,
    SIGN_FLIP,
    Pair,
    compare,
    detectable,
    drop_interval,
    exact_p,
    fewest,
    holm,
    items_needed,
    p_value,
    sign_flip_p,
    two_sided,
    upper_bound,
)


def pairs(both: int, lost: int, won: int, neither: int) -> list[Pair]:
    return [Pair(1, 1, 1)] * both + [Pair(1, 0, 1)] * lost + [Pair(0, 1, 1)] * won + [Pair(0, 0, 1)] * neither


def test_p_equals_scipys_binomtest_for_all_counts_up_to_60() -> None:
    for lost, won in itertools.product(range(61), repeat=2):
        expected = binomtest(lost, lost + won, alternative="greater").pvalue if lost + won else 1.0
        assert exact_p(lost, won) == pytest.approx(expected, abs=1e-12)


def test_p_equals_statsmodels_mcnemar_for_all_counts_up_to_60() -> None:
    mcnemar = pytest.importorskip("statsmodels.stats.contingency_tables").mcnemar
    for lost, won in itertools.product(range(61), repeat=2):
        if lost + won:
            expected = mcnemar([[7, lost], [won, 5]], exact=True).pvalue
            assert min(1.0, 2 * min(exact_p(lost, won), exact_p(won, lost))) == pytest.approx(expected, abs=1e-12)
            if (lost + won) % 17 == 0:
                assert two_sided(pairs(7, lost, won, 5)) == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
@settings(deadline=None)
def test_holm_equals_statsmodels(ps: list[float]) -> None:
    multipletests = pytest.importorskip("statsmodels.stats.multitest").multipletests
    assert holm(ps) == pytest.approx(list(multipletests(ps, method="holm")[1]), abs=1e-12)


@settings(deadline=None)
@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_scores_have_statsmodels_wilson_intervals(kn: tuple[int, int]) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    k, n = kn
    found = compare([Pair(1, 1, 1)] * k + [Pair(0, 0, 1)] * (n - k))
    assert found.before.ci95 == pytest.approx(proportion.proportion_confint(k, n, method="wilson"), abs=1e-12)


def test_the_interval_of_a_drop_is_that_of_bonett_and_price() -> None:
    n, lost, won = 200, 30, 12
    b, c = (lost + 1) / (n + 2), (won + 1) / (n + 2)
    half = norm.ppf(0.975) * sqrt((b + c - (b - c) ** 2) / (n + 2)) * sqrt((n + 2) / (n + 1))
    found = drop_interval(pairs(100, lost, won, 58))
    assert found == pytest.approx((b - c - half, b - c + half), abs=1e-12)


@pytest.mark.parametrize(("p", "rho", "n"), [(0.8, 0.8, 300), (0.95, 0.9, 100), (0.35, 0.5, 541)])
def test_the_interval_covers_no_change_as_often_as_it_says(p: float, rho: float, n: int) -> None:
    rng = np.random.default_rng(1)
    first, second = rng.standard_normal((2, 2000, n))
    before = first < norm.ppf(p)
    after = rho * first + sqrt(1 - rho * rho) * second < norm.ppf(p)
    lost, won = (before & ~after).sum(1), (~before & after).sum(1)
    counts, often = np.unique(np.stack([lost, won]), axis=1, return_counts=True)
    covered = sum(
        times * (low <= 0 <= high)
        for (b, c), times in zip(counts.T.tolist(), often.tolist(), strict=True)
        for low, high in [drop_interval(pairs(n - b - c, b, c, 0))]
    )
    assert covered / 2000 >= 0.95 - 3 * sqrt(0.95 * 0.05 / 2000)


@pytest.mark.parametrize(("lost", "won"), [(0, 0), (0, 5), (3, 3), (9, 1), (40, 20)])
def test_one_sample_is_the_special_case_of_sign_flips(lost: int, won: int) -> None:
    losses = [1] * lost + [-1] * won + [0] * 20
    assert p_value(losses) == (exact_p(lost, won), MCNEMAR)
    assert p_value([4 * loss for loss in losses]) == (exact_p(lost, won), MCNEMAR)
    if lost + won:
        assert sign_flip_p(losses) == pytest.approx(exact_p(lost, won), abs=1e-12)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_sign_flips_are_those_of_scipy(losses: list[int]) -> None:
    """scipy enumerates the patterns where there are no more of them than it may draw."""
    if len({abs(loss) for loss in losses if loss}) < 2:
        return
    found = permutation_test(
        (losses,), lambda x, axis: x.sum(axis=axis), permutation_type="samples", alternative="greater"
    )
    assert p_value(losses) == (pytest.approx(found.pvalue, abs=1e-12), SIGN_FLIP)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=60), st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_items_does_not_matter(losses: list[int], random: object) -> None:
    shuffled = list(losses)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert p_value(losses) == p_value(shuffled)


def test_p_is_as_low_as_the_items_allow() -> None:
    """A leaderboard of 24 models asks for 0.05 / 276; draws would have to be tens of thousands for each pair."""
    assert p_value([4, 3] * 30)[0] == 2**-60
    assert two_sided([Pair(4, 0, 4), Pair(3, 0, 4)] * 30) == two_sided([Pair(0, 4, 4), Pair(0, 3, 4)] * 30) == 2**-59
    assert p_value([4, 3] * 2000)[0] == 0.0
    assert p_value([-4, -3] * 2000)[0] == 1.0


def test_nothing_changed() -> None:
    found = compare(pairs(30, 0, 0, 10))
    assert (found.p, found.drop, found.discordance) == (1.0, 0.0, 0.0)
    assert found.ci95[0] < 0 < found.ci95[1]
    assert binom.sf(4, 40, detectable(found, 0.05)) == pytest.approx(0.8)


def test_all_wrong_and_one_item() -> None:
    assert compare(pairs(0, 0, 0, 7)).p == 1.0
    assert compare(pairs(0, 1, 0, 0)).p == 0.5
    assert compare(pairs(0, 40, 0, 0)).drop == 1.0


@pytest.mark.parametrize(("n", "discordance", "points"), [
    (300, 0.05, 3.2), (300, 0.10, 4.5), (300, 0.15, 5.6), (300, 0.20, 6.4), (541, 0.05, 2.4), (541, 0.10, 3.4),
    (541, 0.15, 4.1), (541, 0.20, 4.8), (841, 0.10, 2.7), (841, 0.20, 3.8), (3000, 0.05, 1.0), (3000, 0.20, 2.0),
])  # fmt: skip
def test_the_minimum_detectable_drop_is_that_of_the_table(n: int, discordance: float, points: float) -> None:
    changed = round(n * discordance)
    found = compare(pairs(n - changed, changed - changed // 2, changed // 2, 0))
    assert 100 * detectable(found, 0.05) == pytest.approx(points, abs=0.06)


@pytest.mark.parametrize(("n", "changed", "lost"), [(540, 0, 6), (60, 0, 5), (300, 3, 5), (24, 0, 5)])
def test_where_few_items_changed_the_drop_needs_more(n: int, changed: int, lost: int) -> None:
    """Found is what loses 5 items at alpha 0.05, and at least one point."""
    seen = detectable(compare(pairs(n - changed, changed, 0, 0)), 0.05, 0.01)
    assert binom.sf(lost - 1, n, seen) == pytest.approx(0.8)


def test_too_few_items_find_nothing() -> None:
    assert detectable(compare(pairs(4, 0, 0, 0)), 0.05) == 1.0


@pytest.mark.parametrize(("n", "changing"), [(14, 0.9), (60, 0.3), (300, 0.05)])
def test_the_interval_of_repeated_samples_covers_as_often_as_it_says(n: int, changing: float) -> None:
    """At least: four samples an item, of items that change each loses or wins one to four of them."""
    rng = np.random.default_rng(2)
    losses = rng.integers(1, 5, (2000, n)) * rng.choice([-1, 1], (2000, n)) * (rng.random((2000, n)) < changing)
    found = [drop_interval([Pair(max(x, 0), max(-x, 0), 4) for x in run]) for run in losses.tolist()]
    covered = sum(low <= 0 <= high for low, high in found) / 2000
    assert covered >= 0.95 - 3 * sqrt(0.95 * 0.05 / 2000)


@pytest.mark.parametrize(
    ("n", "samples", "whole", "by_one"), [(50, 8, 0.03, 0.1), (541, 8, 0.003, 0.02), (100, 4, 0.02, 0)]
)
def test_the_bound_holds_where_few_items_change_whole(n: int, samples: int, whole: float, by_one: float) -> None:
    """Repeating the samples of items that are lost whole shows nothing of those that none of them was."""
    rng = np.random.default_rng(3)
    losses = np.where(
        rng.random((1000, n)) < whole, samples, rng.choice([-1, 1], (1000, n)) * (rng.random((1000, n)) < by_one)
    )
    bounds = [upper_bound([Pair(max(x, 0), max(-x, 0), samples) for x in run], 0.05) for run in losses.tolist()]
    assert sum(bound < whole for bound in bounds) / 1000 <= 0.05


def test_the_same_answers_many_times_over_show_no_more() -> None:
    once, often = [Pair(1, 1, 1)] * 60 + [Pair(0, 0, 1)] * 40, [Pair(10, 10, 10)] * 60 + [Pair(0, 0, 10)] * 40
    assert upper_bound(once, 0.05) == pytest.approx(upper_bound(often, 0.05))
    assert detectable(compare(once), 0.05) == detectable(compare(often), 0.05)


@pytest.mark.parametrize(
    ("alpha", "items"), [(0.05, 5), (0.01, 7), (0.05 / 25, 9), (0.05 / 58, 11), (0.5, 1), (0.25, 2)]
)
def test_the_fewest_items_that_can_show_a_drop(alpha: float, items: int) -> None:
    assert fewest(alpha) == items
    assert exact_p(items, 0) <= alpha < exact_p(items - 1, 0)


@pytest.mark.parametrize("alpha", [1e-15, 1e-17, 1e-299])
def test_a_level_next_to_nothing_has_its_bounds_too(alpha: float) -> None:
    found = compare(pairs(240, 30, 30, 0))
    assert upper_bound(pairs(240, 30, 30, 0), 0.001) < upper_bound(pairs(240, 30, 30, 0), alpha) <= 1
    assert detectable(found, 0.001) < detectable(found, alpha) <= 1
    needed = items_needed(found, alpha, 0.03)
    assert needed is not None
    assert needed > 300


def test_the_items_needed_are_enough_and_no_more() -> None:
    """At that n, as many changes in proportion, the bound passes with a power of 80 %."""
    found = compare(pairs(240, 30, 30, 0))
    needed = items_needed(found, 0.05, 0.03)
    assert needed is not None
    z = norm.ppf(0.95) + norm.ppf(0.8)
    for n, enough in ((needed, True), (needed - 1, False)):
        se = sqrt((found.discordance * n + 2) / (n + 2) / (n + 2))
        assert bool(z * se <= 0.03) is enough
    assert items_needed(compare(pairs(200, 40, 10, 50)), 0.05, 0.05) is None
    unchanged = items_needed(compare(pairs(20, 0, 0, 0)), 0.05, 0.05)
    assert unchanged is not None
    assert unchanged > 20


def test_more_losses_mean_a_lower_p_and_a_higher_bound() -> None:
    found = [pairs(100, lost, 10, 50) for lost in range(10, 40)]
    ps = [compare(one).p for one in found]
    bounds = [upper_bound(one, 0.05) for one in found]
    assert ps == sorted(ps, reverse=True)
    assert bounds == sorted(bounds)
