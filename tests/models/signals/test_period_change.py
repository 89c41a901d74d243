"""The change between two periods on simulated centres: unchanged ones seldom count as changed, changed ones do."""

import math

import numpy as np
import pytest

from qm.models.signals.period_change import daily_sums, period_change

MONDAY = np.datetime64("2024-01-01")
SEEDS = 400


def period(first, days, level, random, spread=0.02):
    """Days with quiet Sundays and poor Mondays; each day has a level of its own."""
    weekday = np.arange(days) % 7
    contacts = random.poisson(np.where(weekday == 6, 100, 1000)) + 1
    chance = level - 0.1 * (weekday == 0) + random.normal(0, spread, days)
    return daily_sums(first + np.arange(days), random.binomial(contacts, np.clip(chance, 0, 1)), contacts)


def change(seed, moved=0.0, days=28):
    random = np.random.default_rng(seed)
    return period_change(period(MONDAY, days, 0.8, random), period(MONDAY + days, days, 0.8 + moved, random))


@pytest.mark.parametrize("days", [7, 28, 91])
def test_one_in_a_hundred_unchanged_centres_counts_as_changed(days):
    called = sum(change(seed, days=days).direction != 0 for seed in range(SEEDS))
    assert called / SEEDS < 0.03


def test_a_real_change_is_found_with_an_interval_around_it():
    found = [change(seed, 0.03) for seed in range(100)]
    assert sum(one.direction == 1 for one in found) > 90
    assert np.mean([one.low <= 0.03 <= one.high for one in found]) > 0.94


def test_by_hand():
    """Two weeks of 10 cases a day against two more; in each, every second day has one met more than the other days."""
    day, whole = MONDAY + np.arange(14), np.full(14, 10.0)
    before = daily_sums(day, np.where(np.arange(14) < 7, 5, 6), whole)
    now = daily_sums(day + 14, np.where(np.arange(14) < 7, 7, 8), whole)
    found = period_change(before, now)
    assert (found.change, found.days_before, found.days, found.direction) == (pytest.approx(0.2), 14, 14, 1)
    # every residual is 0.5 of 140: variance 28 * (0.5 / 140)^2 * 28 / (28 - 8); t with 20 degrees at 99.5 % is 2.845
    half = 2.845 * math.sqrt(28 * (0.5 / 140) ** 2 * 28 / 20)
    assert (found.low, found.high) == (pytest.approx(0.2 - half, abs=1e-4), pytest.approx(0.2 + half, abs=1e-4))


def test_counts_change_by_the_sum_over_the_period():
    day = MONDAY + np.arange(14)
    found = period_change(daily_sums(day, np.full(14, 9), np.ones(14)), daily_sums(day, np.full(14, 9), np.ones(14)))
    assert (found.change, found.direction) == (0, 0)
    more = period_change(
        daily_sums(day, np.full(14, 9), np.ones(14)), daily_sums(day, np.full(14, 12), np.ones(14)), scale=14
    )
    assert (more.change, more.direction) == (42, 1)


def test_few_days_and_few_cases_tell_nothing():
    day = MONDAY + np.arange(3)
    few = daily_sums(day, [1, 1, 1], [2, 2, 2])
    assert period_change(few, few).direction is None
    assert period_change(few, daily_sums([], [], [])).direction is None
    long = daily_sums(MONDAY + np.arange(28), np.ones(28), np.ones(28))
    assert period_change(long, long, cases=9).direction is None
