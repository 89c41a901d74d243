"""Who answers surveys."""

import numpy as np
import pytest

from qm.models.scorecard.nonresponse import response, share_bounds, weighted_correlation, weighted_spearman


def test_answers_stand_for_everybody_of_their_kind():
    # 40 of 100 voice contacts answer and 10 of 100 mails: a mail stands for four times as many
    channel = np.repeat(["voice", "mail"], 100)
    answered = np.concatenate([np.arange(100) < 40, np.arange(100) < 10])
    found = response(answered, [channel])
    assert found.rate == 0.25
    assert found.weights[40:].mean() / found.weights[:40].mean() == pytest.approx(4, rel=0.01)
    assert found.weights.mean() == pytest.approx(1)
    assert found.effective == pytest.approx(50**2 / 50 / (0.8 * 0.625**2 + 0.2 * 2.5**2), rel=0.01)


def test_a_biased_mean_is_mended_by_what_explains_it():
    rng = np.random.default_rng(1)
    wait = rng.exponential(100, 20_000)
    happy = rng.random(20_000) < 1 / (1 + wait / 100)
    answered = rng.random(20_000) < 0.1 + 0.3 * (wait > 100)
    found = response(answered, numbers=[wait])
    raw, mended = happy[answered].mean(), np.average(happy[answered], weights=found.weights)
    assert abs(raw - happy.mean()) > 0.05
    assert abs(mended - happy.mean()) < 0.02


def test_weights_are_trimmed_and_missing_values_are_a_kind_of_their_own():
    channel = np.array([None] * 500 + ["voice"] * 500, dtype=object)
    wait = np.where(np.arange(1000) % 3 == 0, np.nan, np.arange(1000.0))
    answered = np.concatenate([np.arange(500) < 2, np.arange(500) < 250])
    found = response(answered, [channel], [wait])
    assert found.weights.max() / np.median(found.weights) <= 5 + 1e-9


def test_everybody_or_nobody_answered():
    assert response(np.ones(5, bool)).weights.tolist() == [1] * 5
    with pytest.raises(ValueError, match="Nobody answered"):
        response(np.zeros(5, bool))


def test_weighted_correlations_are_those_of_repeated_pairs():
    x, y, times = np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3]), np.array([1, 2, 1, 3])
    again = np.corrcoef(np.repeat(x, times), np.repeat(y, times))[0, 1]
    assert weighted_correlation(x, y, times.astype(float)) == pytest.approx(again)
    assert weighted_spearman(x, y**3, np.ones(4)) == pytest.approx(0.6)


def test_bounds_for_any_answer_of_the_silent():
    assert share_bounds([1, 1, 0, 1], 0.2) == pytest.approx((0.15, 0.95))
