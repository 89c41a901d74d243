"""Weights within limits: exact answers to small problems."""

import numpy as np
import pytest

from qm.models.scorecard.constrained_least_squares import fitted, within


def fit(slopes: list[float], low: float = 0.0, high: float = 1.0, pull: float = 0.0, today: list[float] | None = None):
    """Uncorrelated questions of variance 1 whose covariances with the grade are `slopes`."""
    p = len(slopes)
    covariance = np.eye(p + 1)
    covariance[p, :p] = covariance[:p, p] = slopes
    return fitted(covariance, np.array(today or [1 / p] * p), np.full(p, low), np.full(p, high), pull)


def test_without_limits_weights_go_as_the_coefficients():
    assert fit([0.6, 0.3, 0.1]) == pytest.approx([0.6, 0.3, 0.1], abs=1e-6)


def test_a_negative_question_gets_nothing():
    assert fit([0.6, 0.3, -0.2]) == pytest.approx([2 / 3, 1 / 3, 0], abs=1e-6)


def test_a_floor_and_a_ceiling_hold():
    assert fit([0.6, 0.3, -0.2], low=0.1)[2] == pytest.approx(0.1)
    assert fit([0.9, 0.05, 0.05], high=0.5)[0] == pytest.approx(0.5)


def test_a_strong_pull_keeps_todays_weights():
    assert fit([0.6, 0.3, 0.1], pull=1e6, today=[0.2, 0.3, 0.5]) == pytest.approx([0.2, 0.3, 0.5], abs=1e-4)
    middle = fit([0.6, 0.3, 0.1], pull=1.0, today=[0.2, 0.3, 0.5])
    assert 0.2 < middle[0] < 0.6


def test_nothing_that_follows_the_grade_keeps_todays_weights():
    assert fit([-0.6, -0.3, -0.1], today=[0.2, 0.3, 0.5]) == pytest.approx([0.2, 0.3, 0.5])


def test_shares_are_brought_back_into_limits():
    assert within(np.array([0.7, 0.3]), np.zeros(2), np.array([0.5, 1])) == pytest.approx([0.5, 0.5])
