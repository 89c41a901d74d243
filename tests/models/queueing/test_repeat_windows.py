"""Customers who come back, on contacts that can be counted by hand."""

import numpy as np
import pytest

from qm.models.queueing.repeat_windows import avoided, best_quarter, coincidence, curve, net

NAN = float("nan")


def test_a_window_counts_only_contacts_whose_window_has_passed():
    # three contacts: seen for 30 days and back on day 2; for 30 days and never back; for 1 day and back on day 1
    repeated, judged = curve([30, 30, 1], [2, NAN, 1], [1, 1, 1])
    assert list(repeated[:3]) == [1, 1, 1]
    assert list(judged[:3]) == [3, 2, 2]
    assert repeated[29] == 1
    assert judged[29] == 2


def test_a_contact_not_seen_for_a_whole_day_is_judged_for_no_window():
    repeated, judged = curve([0], [1], [5])
    assert repeated.sum() == judged.sum() == 0


def test_coincidence_is_the_pace_of_days_15_to_28():
    # 100 contacts never back: 14 late days each. 14 back on day 15: one late day each, and a return.
    found = coincidence([30, 30], [NAN, 15], [100, 14])
    assert (found.returns, found.exposure) == (14, 1414)
    assert found.per_day == pytest.approx(14 / 1414)
    assert found.within(1) == pytest.approx(14 / 1414)


def test_early_returns_and_days_not_seen_yet_are_no_late_days():
    found = coincidence([30, 16, 14], [3, NAN, NAN], [50, 50, 50])
    assert (found.returns, found.exposure) == (0, 100)
    assert not found.is_known
    assert np.isnan(found.within(7))


def test_a_return_beyond_what_has_been_seen_does_not_count():
    assert coincidence([20], [21], [10]).returns == 0


def test_net_of_coincidence():
    # the published check: raw .1790 within 7 days over a true .1591 leaves .0237 to coincidence
    assert net(0.1790, 0.0237) == pytest.approx(0.1591, abs=1e-4)
    assert net(0.01, 0.02) == 0


def test_net_of_coincidence_recovers_the_truth():
    """Customers who come back for a reason with probability .2, and anyway at .01 a day."""
    rng = np.random.default_rng(1)
    n = 200_000
    reason = np.where(rng.random(n) < 0.2, np.ceil(rng.exponential(1.5, n)), np.inf)
    first = np.minimum(reason, rng.geometric(0.01, n))
    day = np.where(first <= 30, first, NAN)
    repeated, judged = curve(np.full(n, 30), day, np.ones(n))
    chance = coincidence(np.full(n, 30), day, np.ones(n))
    assert chance.per_day == pytest.approx(0.01, rel=0.02)
    assert net(repeated / judged, chance.within(np.arange(1, 31)))[13] == pytest.approx(0.2, abs=0.004)


def test_the_best_quarter_counts_cases_not_groups():
    assert best_quarter([0.3, 0.1, 0.2], [50, 20, 30]) == 0.2  # 20 of 100 reach .1, 50 reach .2
    assert best_quarter([0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1]) == 0.1
    assert np.isnan(best_quarter([0.1], [0]))


def test_fewer_repeats_also_make_fewer_repeats_of_repeats():
    # of 100 fresh contacts a third coming back makes 50 repeats, a fifth makes 25
    assert avoided(1 / 3, 0.2) == pytest.approx(0.5)
    assert avoided(0.2, 0.2) == avoided(0.1, 0.2) == 0
