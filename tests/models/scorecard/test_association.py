"""Correlations, AUC, their intervals and their power."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from qm.models.scorecard.association import (
    auc,
    auc_estimate,
    pairs_needed,
    pearson_estimate,
    resampled,
    spearman,
    spearman_estimate,
    visible_correlation,
)
from qm.models.statistics.clusters import clusters


def test_rank_correlation_with_ties():
    x, y = np.array([1.0, 2, 2, 4, 5, 5]), np.array([2.0, 1, 3, 3, 5, 4])
    assert spearman(x, y) == pytest.approx(spearmanr(x, y).statistic)


def test_auc_by_hand():
    # satisfied 3 and 5, dissatisfied 1 and 3: wins 1 + ½ and 2, of 4
    assert auc(np.array([3.0, 5, 1, 3]), np.array([True, True, False, False])) == 3.5 / 4
    assert np.isnan(auc(np.array([1.0, 2]), np.array([True, True])))


def test_power_as_published():
    assert (pairs_needed(0.2), pairs_needed(0.1)) == (194, 783)
    assert visible_correlation(194) == pytest.approx(0.2, abs=1e-4)
    assert visible_correlation(3) == 1


def test_intervals_hold_what_they_promise():
    rng = np.random.default_rng(2)
    held = np.zeros(2)
    for _ in range(80):
        x = rng.standard_normal(200)
        y = 0.4 * x + np.sqrt(1 - 0.16) * rng.standard_normal(200)
        within = clusters(None, 200)
        truths = (0.4, 6 / np.pi * np.arcsin(0.2))
        found = (pearson_estimate(x, y, within), spearman_estimate(x, y, within))
        for i in range(2):
            held[i] += found[i].low <= truths[i] <= found[i].high
    assert (held >= 70).all()


def test_the_interval_of_auc():
    rng = np.random.default_rng(2)
    held = 0
    for _ in range(80):
        satisfied = rng.random(200) < 0.6
        score = rng.standard_normal(200) + satisfied
        found = auc_estimate(score, satisfied, clusters(None, 200))
        held += found.low <= 0.7602 <= found.high  # Φ(1/√2)
    assert 70 <= held <= 80


def test_alike_contacts_of_one_agent_widen_the_interval():
    rng = np.random.default_rng(3)
    agent = np.arange(1000) // 50
    x = rng.standard_normal(20)[agent] + 0.3 * rng.standard_normal(1000)
    y = rng.standard_normal(20)[agent] + 0.3 * rng.standard_normal(1000)
    alone, together = (spearman_estimate(x, y, clusters(names, 1000)) for names in (None, agent))
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_a_constant_has_no_correlation():
    assert spearman_estimate(np.ones(30), np.arange(30.0), clusters(None, 30)).why


def test_differences_are_paired():
    rng = np.random.default_rng(3)
    x, y = rng.standard_normal(300), rng.standard_normal(300)
    one, same = resampled([x, x], y, clusters(None, 300))
    assert (one == same).all()
