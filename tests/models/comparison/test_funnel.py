"""Funnel limits done by hand."""

import numpy as np
import pytest

from qm.models.comparison.funnel import dispersion, mean_limits, share_limits


def test_exact_binomial_limits_around_85_percent():
    low, high = share_limits(0.85, np.array([5, 30, 100]), 0.95)
    assert low == pytest.approx([0.40, 0.70, 0.78])
    assert high == pytest.approx([1.00, 29 / 30, 0.92])


def test_outer_limits_are_wider_and_stay_within_a_share():
    inner, outer = (share_limits(0.85, np.array([5, 30, 100]), c) for c in (0.95, 0.998))
    assert (outer[0] < inner[0]).all()
    assert (outer[1] >= inner[1]).all()
    low, high = share_limits(0.85, np.array([5.0]), 0.998, dispersion=4)
    assert (low[0], high[0]) == (0, 1)


def test_dispersion_widens_by_its_root():
    low, high = share_limits(0.5, np.array([100]), 0.95, dispersion=2.25)
    assert [low[0], high[0]] == pytest.approx([0.5 - 1.5 * 0.1, 0.5 + 1.5 * 0.1])


def test_limits_of_a_mean_use_students_t():
    low, high = mean_limits(300, np.array([1.0, 2.0, 16.0]), 80, 0.95)
    assert np.isnan(low[0])
    assert high[1:] == pytest.approx([300 + 12.7062 * 80 / 2**0.5, 300 + 2.13145 * 20], rel=1e-4)
    assert low[1:] + high[1:] == pytest.approx([600, 600])


def test_dispersion_is_not_moved_by_a_few_outliers():
    z = np.array([-1.0, 1.0] * 45 + [-30.0] * 5 + [30.0] * 5)
    assert dispersion(z) == pytest.approx(1)
    assert dispersion(2 * z) == pytest.approx(4)
    assert dispersion(z / 3) == 1
    assert dispersion(np.array([])) == 1
