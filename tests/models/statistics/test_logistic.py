"""Logistic regression on a table that can be done by hand."""

import numpy as np
import pytest

from qm.models.statistics.clusters import clusters
from qm.models.statistics.logistic import fit, relative_weights


def test_log_odds_of_a_two_by_two_table():
    # passed: 30 of 40 satisfied, failed: 10 of 40
    x = np.repeat([1.0, 0.0], 40)[:, None]
    yes = np.concatenate([np.repeat([1, 0], [30, 10]), np.repeat([1, 0], [10, 30])]).astype(float)
    found = fit(x, yes, clusters(None, 80))
    assert found.coefficients == pytest.approx([-np.log(3), 2 * np.log(3)], abs=0.01)
    # Woolf's error of a log odds ratio: the root of the sum of reciprocals
    assert np.sqrt(found.covariance[1, 1]) == pytest.approx(np.sqrt(2 / 30 + 2 / 10), rel=0.05)


def test_weights_are_repeated_rows():
    x, yes = np.array([[0.0], [0], [1], [1]]), np.array([0.0, 1, 0, 1])
    counted = fit(x, yes, weights=np.array([3.0, 1, 1, 2])).coefficients
    assert counted == pytest.approx(fit(np.repeat(x, [3, 1, 1, 2], axis=0), np.repeat(yes, [3, 1, 1, 2])).coefficients)


def test_a_question_that_separates_completely_stays_finite():
    x = np.repeat([0.0, 1.0], 20)[:, None]
    found = fit(x, x[:, 0])
    assert np.isfinite(found.coefficients).all()
    assert found.coefficients[1] > 5


def test_relative_weights_share_what_is_explained():
    rng = np.random.default_rng(1)
    x = rng.standard_normal((2000, 3))
    x = np.column_stack([x, x[:, 0], np.ones(2000)])
    yes = (rng.random(2000) < 1 / (1 + np.exp(-2 * x[:, 0] - x[:, 1]))).astype(float)
    found = relative_weights(x, yes)
    assert found[0] == pytest.approx(found[3])
    assert found[0] + found[3] > found[1] > 10 * found[2]
    assert found[4] == 0
    assert found.sum() == pytest.approx(np.corrcoef(fit(x[:, :3], yes).fitted, yes)[0, 1] ** 2, rel=0.01)
