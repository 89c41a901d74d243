"""How true differences are spread: most none, a few large."""

import numpy as np
import pytest
from scipy.stats import norm

from qm.models.comparison.adaptive_shrinkage import Mixed, Spread, believed, fit


def many(differ: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """200 gaps with standard error 0.05; the first `differ` agents truly lie 0.4 below."""
    rng = np.random.default_rng(seed)
    variance = np.full(200, 0.05**2)
    return np.where(np.arange(200) < differ, -0.4, 0.0) + 0.05 * rng.standard_normal(200), variance


def test_a_clear_difference_is_believed_and_a_small_one_is_not():
    gap, variance = many(6)
    found = believed(fit(gap, variance), gap, variance)
    assert found.mean[:6] == pytest.approx(gap[:6], rel=0.1)
    assert (np.abs(found.mean[6:]) < 0.5 * np.abs(gap[6:])).mean() > 0.95


def test_where_nobody_differs_nothing_is_believed():
    gap, variance = many(0)
    spread = fit(gap, variance)
    assert spread.weights[0] > 0.5
    assert np.abs(believed(spread, gap, variance).mean).max() < 0.05


def test_one_normal_shrinks_as_the_textbook_says():
    """Prior N(0, 3), chance variance 1: three quarters of the gap, variance 3/4."""
    found = believed(Spread(np.array([1.0]), np.array([3**0.5])), np.array([2.0]), np.array([1.0]))
    assert found.mean == pytest.approx([1.5])
    assert found.variance == pytest.approx([0.75])


def test_quantiles_of_a_mixture():
    mixed = Mixed(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[2.0, 9.0], [-1.0, 1.0]]), np.ones((2, 2)))
    assert mixed.quantile(0.025)[0] == pytest.approx(2 + norm.ppf(0.025))
    assert mixed.quantile(0.5)[1] == pytest.approx(0, abs=1e-9)
    assert mixed.below(np.array([2.0, 0.0])) == pytest.approx([0.5, 0.5])
    assert mixed.variance == pytest.approx([1, 2])


def test_nothing_known():
    assert fit(np.array([np.nan]), np.array([0.1])).weights.tolist() == [1]
    assert np.isnan(believed(fit(*many(3)), np.array([np.nan]), np.array([0.1])).mean).all()


def test_where_all_are_alike_and_nothing_is_chance_nothing_is_believed_to_differ():
    mixed = believed(Spread(np.array([1.0]), np.array([0.0])), np.zeros(2), np.zeros(2))
    assert mixed.mean.tolist() == [0, 0]
    assert mixed.variance.tolist() == [0, 0]
