"""Estimates against rules one can do in the head, and against simulated customers whose truth is known."""

import numpy as np
import pytest

from qm.models.queueing.fitting import line, patience, reliability, share, smoothed, without_chance


def test_patience_counts_everybodys_waiting():
    # 40 s waited beyond the first five by somebody answered, 60 s by somebody who gave up: 100 s for one.
    assert patience([45, 65], [False, True], 5)[0] == 100


def test_a_misdial_is_no_impatience():
    mean, _, _, n = patience([45, 65, 3], [False, True, True], 5)
    assert (mean, n) == (100, 1)


def test_patience_is_not_the_mean_wait_of_those_who_hang_up():
    rng = np.random.default_rng(3)
    patient, offered = rng.exponential(180, 20_000), rng.exponential(60, 20_000)
    gave_up = patient < offered
    mean, low, high, _ = patience(np.minimum(patient, offered), gave_up, 5)
    assert low < 180 < high
    assert patient[gave_up].mean() < 60 < mean


def test_nobody_gave_up():
    assert patience([10, 20], [False, False], 5)[0] == float("inf")


def test_a_share_has_wilsons_interval():
    assert share(8, 10) == pytest.approx((0.8, 0.4901625, 0.9433178), abs=1e-6)


def test_coincidence_is_taken_out():
    assert without_chance(0.2, 0.05) == pytest.approx(0.15 / 0.95)


def test_a_line_within_groups_does_not_take_a_group_for_an_effect():
    # Group b waits longer and comes back more; within either, waiting does nothing.
    x = np.array([0, 1, 0, 1, 2, 3, 2, 3] * 10)
    y = np.array([0, 0, 0, 0, 1, 1, 1, 1] * 10)
    found = line(x, y, np.array(list("aaaabbbb") * 10))
    assert found is not None
    assert found.slope == pytest.approx(0)
    straight = line(x, 2 * x + 1, np.zeros(80))
    assert straight is not None
    assert (straight.level, straight.slope) == pytest.approx((1, 2))


def test_no_line_where_x_stands_still():
    assert line(np.ones(100), np.arange(100), np.zeros(100)) is None


def test_reliability_is_the_contacts_own_part_of_the_spread():
    rng = np.random.default_rng(5)
    own = np.repeat(rng.normal(0, 1, 4000), 2)
    found, contacts = reliability(own + rng.normal(0, 1, 8000), np.repeat(np.arange(4000), 2))
    assert contacts == 4000
    assert found == pytest.approx(0.5, abs=0.04)
    assert reliability([1, 2], ["a", "b"]) == (1.0, 0)


def test_expected_contacts_keep_each_days_total():
    counts = np.array([10, 30, 20, 60])
    even = smoothed(counts, [0, 0, 0, 0], [0, 1, 0, 1], [1, 1, 2, 2])
    assert even[:2].sum() == pytest.approx(40)
    assert even[2:].sum() == pytest.approx(80)
    assert even == pytest.approx([10, 30, 20, 60])
