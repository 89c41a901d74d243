"""Coaching: what it changed beyond chance and beyond what peers changed."""

import numpy as np
import pytest

from qm.models.comparison.adaptive_shrinkage import Spread
from qm.models.comparison.coaching_effect import Side, change, effects, pooled

ALL_DIFFER = Spread(np.array([1.0]), np.array([0.1]))
NOBODY_DIFFERS = Spread(np.array([1.0]), np.array([0.0]))


def side(*gaps: float, error: float = 0.05, cases: float = 40) -> Side:
    n = len(gaps)
    return Side(np.array(gaps), np.full(n, error**2), np.full(n, cases))


def test_regression_to_the_mean_is_taken_off():
    """Agents differ by 0.1, chance by 0.05: reliability 0.8; of a gap of −0.2 chance takes 0.04 back."""
    before, after = side(-0.2), side(0.0)
    found = effects(before, after, change(before, after, ALL_DIFFER))
    assert found.plain == pytest.approx([0.2])
    assert found.regression == pytest.approx([(1 - 0.8) * 0.2])
    assert found.effect == pytest.approx([0.16])
    assert found.variance == pytest.approx([0.05**2 + 0.8 * 0.05**2])


def test_where_nobody_truly_differs_a_bad_run_takes_itself_back():
    before, after = side(-0.2), side(0.0)
    found = effects(before, after, change(before, after, NOBODY_DIFFERS))
    assert found.effect == pytest.approx([0])
    assert found.verdict.tolist() == ["no change seen"]


def test_verdict_and_interval_agree():
    before, after = side(-0.4, -0.4, 0.0, -0.1, 0.0), side(0.0, -0.4, -0.3, 0.05, 0.01)
    found = effects(before, after, change(before, after, ALL_DIFFER))
    assert found.verdict.tolist() == ["better", "no change seen", "worse", "no change seen", "no change seen"]
    assert (found.low > 0).tolist() == [True, False, False, False, False]
    assert (found.high < 0).tolist() == [False, False, True, False, False]


def test_fewer_than_ten_cases_on_either_side_are_too_few():
    before, after = side(-0.4, cases=9), side(0.2)
    assert effects(before, after, change(before, after, ALL_DIFFER)).verdict.tolist() == ["too few"]
    assert effects(after, before, change(after, before, ALL_DIFFER)).verdict.tolist() == ["too few"]


def test_nothing_scored_is_too_few():
    nothing = Side(np.array([np.nan]), np.array([np.nan]), np.array([0.0]))
    found = effects(nothing, side(0.1), change(nothing, side(0.1), ALL_DIFFER))
    assert found.verdict.tolist() == ["too few"]
    assert np.isnan(found.effect).all()


def test_agents_coached_after_their_worst_weeks_do_not_look_coached_well():
    """2,000 agents without any effect, the worst tenth coached: nothing is claimed, where the plain change would be."""
    rng = np.random.default_rng(8)
    true = 0.1 * rng.standard_normal(2000)
    first, then = (true + 0.1 * rng.standard_normal(2000) for _ in range(2))
    worst = first < np.quantile(first, 0.1)
    before, after = side(*first[worst], error=0.1), side(*then[worst], error=0.1)
    found = effects(before, after, change(before, after, ALL_DIFFER))
    assert found.plain.mean() > 0.1
    assert found.effect.mean() == pytest.approx(0, abs=0.025)
    assert np.isin(found.verdict, ["better", "worse"]).mean() < 0.05


def test_several_events_together():
    mean, low, high = pooled(np.array([0.1, 0.1]), np.array([0.02, 0.02]))
    assert mean == pytest.approx(0.1)
    assert high - mean == pytest.approx(1.959964 * 0.1)
    assert mean - low == pytest.approx(1.959964 * 0.1)
    _, low, high = pooled(np.array([-0.5, 0.7]), np.array([0.0001, 0.0001]))
    assert high - low > 1  # they differ among themselves: the interval says so
    assert np.isnan(pooled(np.array([]), np.array([]))).all()
