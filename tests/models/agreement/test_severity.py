"""Severity and consistency of raters whose truth is known."""

import numpy as np
import pytest

from qm.models.agreement.consistency import consistency
from qm.models.agreement.ratings import numeric
from qm.models.agreement.severity import components, severity
from tests.models.agreement_tables import SHROUT_FLEISS, table


def judged(severities: list[float], noises: list[float], items: int, seed: int = 1, missing: float = 0.0):
    """Item, rater, score: items of spread 1, judged by everybody but where something is missing."""
    rng = np.random.default_rng(seed)
    k = len(severities)
    item, rater = (x.ravel() for x in np.indices((items, k)))
    score = rng.standard_normal(items)[item] - np.array(severities)[rater]
    score = score + np.array(noises)[rater] * rng.standard_normal(items * k)
    kept = rng.random(items * k) >= missing
    return item[kept], rater[kept], score[kept]


def test_components_without_gaps_are_those_of_the_analysis_of_variance():
    ratings = table(SHROUT_FLEISS)
    found = components(ratings.item, ratings.rater, ratings.score)
    assert (found.item, found.rater, found.error) == pytest.approx((2.55556, 5.24444, 1.01944), abs=1e-5)


def test_severity_is_what_a_rater_gives_less_than_the_median_one():
    # rater 2 gives one less than 0 and 1, who agree
    found = severity(
        np.array([0, 0, 0, 1, 1, 1, 2, 2, 2]), np.array([0, 1, 2] * 3), np.array([5, 5, 4, 7, 7, 6, 3, 3, 2.0])
    )
    assert found.severity == pytest.approx([0, 0, 1], abs=1e-6)
    assert found.n.tolist() == [3, 3, 3]


def test_two_severe_raters_do_not_make_the_others_look_lenient():
    found = severity(*judged([0, 1, 0, 0.8, 0, 0], [0.5] * 6, 400))
    assert found.severity == pytest.approx([0, 1, 0, 0.8, 0, 0], abs=0.15)
    assert found.stands_out().tolist() == [0, 1, 0, 1, 0, 0]
    assert found.stands_out(margin=2).tolist() == [0] * 6


def test_severity_is_found_where_hardly_anything_is_shared():
    """Items rated once tell little, agents help: here a severe rater judges the better agents."""
    rng = np.random.default_rng(5)
    n = 3000
    agent = rng.integers(0, 20, n)
    rater = np.where(rng.random(n) < 0.7, agent // 10, rng.integers(0, 3, n))
    score = np.where(agent < 10, 1.0, 0.0) - np.array([0.5, 0, 0])[rater] + 0.5 * rng.standard_normal(n)
    alone = severity(np.arange(n), rater, score)
    helped = severity(np.arange(n), rater, score, agent=agent)
    assert alone.severity[0] - alone.severity[1] < 0.2
    assert helped.severity == pytest.approx([0.5, 0, 0], abs=0.1)


def test_intervals_of_severity_hold_what_they_promise():
    held = 0
    for seed in range(100):
        found = severity(*judged([0, 0, 0.5], [0.7] * 3, 40, seed, missing=0.3))
        held += found.low[2] <= 0.5 <= found.high[2]
    assert 88 <= held <= 100


def test_one_rater_has_nobody_to_be_severe_against():
    assert severity(np.array([0, 1]), np.array([0, 0]), np.array([1.0, 2.0])) is None
    assert severity(np.array([0, 0]), np.array([0, 1]), np.array([1.0, 2.0])) is None


def test_raters_who_differ_by_a_constant_only():
    item, rater = (x.ravel() for x in np.indices((5, 2)))
    found = severity(item, rater, item.astype(float) - rater)
    assert found.severity == pytest.approx([-0.5, 0.5], abs=1e-4)


def test_the_unreliable_rater_is_found_and_the_severe_one_is_not_taken_for_one():
    found = consistency(numeric(*judged([0, 1, 0, 0, 0], [0.3, 0.3, 0.3, 0.3, 1.5], 400)))
    assert found.is_unreliable().tolist() == [False, False, False, False, True]
    assert found.follows[4] == pytest.approx(1 / np.sqrt(1 + 1.5**2), abs=0.12)
    assert found.low[4] < found.follows[4] < found.high[4]


def test_nobody_is_called_unreliable_where_all_are_alike():
    named = sum(consistency(numeric(*judged([0] * 6, [0.5] * 6, 60, seed))).is_unreliable().any() for seed in range(20))
    assert named <= 2


def test_consistency_needs_three_raters_who_share_enough():
    assert consistency(numeric(*judged([0, 0], [0.5, 0.5], 50))) is None
    assert consistency(numeric(*judged([0, 0, 0], [0.5] * 3, 10))) is None
