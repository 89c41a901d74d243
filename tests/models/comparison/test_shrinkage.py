"""Shrinkage: little is believed of few cases, much of many."""

import numpy as np
import pytest
from scipy.stats import beta

from qm.models.comparison.shrinkage import bounded, positive, true_variance


def test_a_share_is_k_plus_m_expected_over_n_plus_m():
    """The published form of the shrunk rate, (k + M·mu)/(n + M) with M = (1 − rho)/rho."""
    rng = np.random.default_rng(4)
    n = rng.integers(20, 200, 300).astype(float)
    k = rng.binomial(n.astype(int), rng.beta(0.8171 * 42, 0.1829 * 42, 300)).astype(float)
    mu = np.full(300, 0.8171)
    found = bounded(k / n, mu, mu * (1 - mu) / n)
    m = n * (1 - found.believed) / found.believed
    assert m == pytest.approx(np.full(300, m[0]))
    assert found.value == pytest.approx((k + m * mu) / (n + m))
    assert 28 < m[0] < 63  # M is 42 in truth: rho .0233
    low, high = found.interval(0.05)
    assert low == pytest.approx(beta(k + m * mu, n - k + m * (1 - mu)).ppf(0.025))
    assert high == pytest.approx(beta(k + m * mu, n - k + m * (1 - mu)).ppf(0.975))


def test_intervals_hold_the_true_share_as_often_as_they_say():
    rng = np.random.default_rng(5)
    n = rng.integers(5, 300, 4000).astype(float)
    true = rng.beta(0.8 * 30, 0.2 * 30, 4000)
    y = rng.binomial(n.astype(int), true) / n
    low, high = bounded(y, np.full(4000, 0.8), 0.16 / n).interval(0.05)
    assert 0.94 < np.mean((low <= true) & (true <= high)) < 0.965


def test_intervals_hold_the_true_mean_handle_time_as_often_as_they_say():
    rng = np.random.default_rng(6)
    n = rng.integers(10, 300, 4000)
    ratio = np.exp(0.15 * rng.standard_normal(4000))
    mean = 300 * ratio * rng.gamma(n / 0.36) * 0.36 / n  # means of n gamma times with variation 0.6
    found = positive(mean, np.full(4000, 300.0), 300**2 * 0.36 / n)
    low, high = found.interval(0.05)
    assert 0.935 < np.mean((low <= 300 * ratio) & (300 * ratio <= high)) < 0.965
    assert found.spread[0] == pytest.approx(300 * 0.15, rel=0.1)


@pytest.mark.parametrize("family", [bounded, positive])
def test_more_cases_more_belief_and_always_between_value_and_expected(family):
    value, expected = np.array([0.9, 0.9, 0.9, 0.6, 0.3]), np.full(5, 0.6)
    found = family(value, expected, 0.24 / np.array([2.0, 20, 2000, 100, 1000]))
    assert (np.diff(found.value[:3]) > 0).all()
    assert ((found.value[:3] > 0.6) & (found.value[:3] < 0.9)).all()
    assert found.value[3] == pytest.approx(0.6, abs=0.02)
    assert found.above[2] > 0.999 > 0.001 > found.above[4]


@pytest.mark.parametrize("family", [bounded, positive])
@pytest.mark.parametrize("level", [0.05, 0.001])
def test_the_interval_excludes_expected_exactly_where_p_is_below_the_level(family, level):
    value = np.linspace(0.4, 0.8, 81)
    found = family(value, np.full(81, 0.6), np.full(81, 0.24 / 100))
    low, high = found.interval(level)
    assert ((low > 0.6) | (high < 0.6)).tolist() == (found.p_value < level).tolist()
    assert 0 < (found.p_value < level).sum() < 81


def test_a_net_score_has_its_own_scale():
    found = bounded(np.array([-1.0, 0.5, 0.2]), np.full(3, 0.4), np.full(3, 0.01), -1, 1)
    low, high = found.interval(0.05)
    assert (low >= -1).all()
    assert (high <= 1).all()
    assert found.value[0] < 0 < found.value[1]


def test_the_size_of_true_differences():
    rng = np.random.default_rng(7)
    chance = rng.uniform(0.5, 2, 2000)
    gaps = rng.standard_normal(2000) * np.sqrt(chance + 0.8)
    assert true_variance(gaps, chance, np.ones(2000), 100) == pytest.approx(0.8, rel=0.15)
    noise = rng.standard_normal(2000) * np.sqrt(chance)
    assert true_variance(noise, chance, np.ones(2000), 100) < 0.06


def test_what_is_unknown_stays_unknown_and_is_left_out():
    value = np.array([0.9, 0.5, np.nan, 0.7])
    found = bounded(value, np.array([0.7, 0.7, 0.7, np.nan]), np.full(4, 0.001))
    assert np.isnan(found.value).tolist() == [False, False, True, True]
    assert np.isnan(found.p_value).tolist() == [False, False, True, True]


def test_a_rare_thing_that_happened_to_nobody_else():
    found = bounded(np.array([0.1, 0.0, 0.0]), np.array([0.0, 0.02, 0.02]), np.array([0.0, 0.001, 0.001]))
    low, high = found.interval(0.05)
    assert np.isfinite(low).all()
    assert np.isfinite(high).all()
