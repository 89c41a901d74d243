"""Verdicts on simulated centres whose truth is known: quiet Sundays are no news, a real shift is."""

import numpy as np
import pytest

from qm.models.signals import verdicts as verdict
from qm.models.signals.verdicts import automatic_grain, chart, gather, judge

MONDAY = np.datetime64("2024-01-01")
SEEDS = 200


def simulated(length, kind, seed, shift=0.0):
    """Daily parts and wholes of a centre with quiet weekends and poor Mondays; the last two weeks moved by `shift`."""
    random = np.random.default_rng(seed)
    days = MONDAY + np.arange(length)
    weekday = np.arange(length) % 7
    busy = np.select([weekday == 5, weekday == 6], [0.5, 0.3], 1.0)
    contacts = random.poisson(1000 * busy * np.exp(random.normal(0, 0.05, length))) + 1
    recent = np.arange(length) >= length - 14
    if kind == "count":
        return days, contacts * (1 + shift * recent), np.ones(length), contacts
    if kind == "mean":
        seconds = 300 + random.normal(0, 6, length) + 30 * (weekday == 6) + 300 * shift * recent
        return days, contacts * seconds, contacts, contacts
    chance = 0.8 + 0.08 * (weekday == 6) - 0.06 * (weekday == 0) + random.normal(0, 0.01, length) + shift * recent
    return days, random.binomial(contacts, np.clip(chance, 0, 1)), contacts, contacts


def verdict_on(days, part, whole, n, kind, better="up"):
    first, last = days[0], days[-1]
    grain = automatic_grain(first, last)
    points = gather(days, part, whole, n, grain=grain, kind=kind, first=first, last=last)
    return judge(points, chart(points, kind, since=last - 27), better)


@pytest.mark.parametrize("length", [34, 60, 95, 182])
@pytest.mark.parametrize("kind", ["share", "mean", "count"])
def test_ordinary_weeks_are_seldom_called_a_signal(kind, length):
    alarms = sum(verdict_on(*simulated(length, kind, seed), kind).is_signal for seed in range(SEEDS))
    assert alarms / SEEDS < 0.06


@pytest.mark.parametrize("length", [60, 95, 182])
@pytest.mark.parametrize(("kind", "shift"), [("share", -0.06), ("mean", 0.10), ("count", 0.25)])
def test_a_real_shift_of_two_weeks_is_found(kind, shift, length):
    kinds = [verdict_on(*simulated(length, kind, seed, shift), kind).kind for seed in range(SEEDS)]
    assert kinds.count("improving" if shift > 0 else "worsening") / SEEDS > 0.85


def test_weeks_are_judged_when_there_are_enough_and_days_else():
    assert automatic_grain(MONDAY, MONDAY + 7 * 13 - 1) == "week"
    assert automatic_grain(MONDAY, MONDAY + 7 * 13 - 2) == "day"
    assert automatic_grain(MONDAY + 1, MONDAY + 7 * 13) == "day"


def test_two_points_are_never_a_verdict():
    days = MONDAY + np.arange(14)
    one = np.ones(14)
    assert verdict_on(days, np.repeat([900, 100], 7), one * 1000, one * 1000, "share").kind == verdict.UNKNOWN


def test_four_weeks_of_days_are_too_few_to_judge_weekdays_by():
    assert verdict_on(*simulated(28, "share", 1, shift=-0.3), "share").kind == verdict.UNKNOWN


def test_direction_decides_between_improving_and_worsening():
    data = simulated(182, "mean", 1, shift=0.2)
    assert verdict_on(*data, "mean", better="up").kind == verdict.IMPROVING
    assert verdict_on(*data, "mean", better="down").kind == verdict.WORSENING
    assert verdict_on(*data, "mean", better="neither").kind == verdict.HIGHER


def test_weeks_sum_parts_and_wholes_and_mark_those_cut_off():
    days = MONDAY + np.arange(17)  # two weeks and three days
    points = gather(days, [8] * 17, [10] * 17, [10] * 17, grain="week", kind="share", first=days[0], last=days[-1])
    assert points.start.tolist() == [d.astype(object) for d in MONDAY + np.array([0, 7, 14])]
    assert points.part.tolist() == [56, 56, 24]
    assert points.complete.tolist() == [True, True, False]


def test_months_end_where_the_calendar_says():
    days = np.arange(np.datetime64("2024-02-01"), np.datetime64("2024-03-31"))
    points = gather(
        days,
        days.astype(int) * 0 + 1,
        [1] * len(days),
        [1] * len(days),
        grain="month",
        kind="count",
        first=days[0],
        last=days[-1],
    )
    assert points.part.tolist() == [29, 30]
    assert points.complete.tolist() == [True, False]


def test_a_point_with_hardly_any_cases_is_not_judged():
    # repeats of the last days are not known yet: the newest week has three cases
    days = MONDAY + 7 * np.arange(20)
    whole = np.array([500] * 19 + [3])
    points = gather(days, whole // 5, whole, whole, grain="week", kind="share", first=days[0], last=days[-1] + 6)
    assert points.filled.tolist() == [True] * 19 + [False]
    assert points.judged.tolist() == [True] * 19 + [False]


def test_days_without_cases_are_not_zeros():
    points = gather(
        MONDAY + np.arange(3),
        [1, 0, 1],
        [2, 0, 2],
        [20, 0, 20],
        grain="day",
        kind="share",
        first=MONDAY,
        last=MONDAY + 2,
    )
    assert len(points) == 2
