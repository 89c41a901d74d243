from dataclasses import replace

import numpy as np
import pytest

from qm.models.day import days
from qm.models.feedback import settled
from qm.models.scenario import Scenario

FRESH = np.array([0, 0, 20, 60, 100, 80, 40, 10.0])
DAY = Scenario(FRESH, 30, 300, np.array([0, 0, 5, 12, 19, 16, 9, 4.0]), 180, 0.5, 0.15, 0.2, 120)


def test_what_comes_back_is_what_the_days_before_sent_back():
    (day,) = days(DAY)
    at = day.intervals
    spread = day.repeats * FRESH / FRESH.sum()
    assert np.nan_to_num(at.rate) == pytest.approx(FRESH + spread + np.nan_to_num(at.redials), rel=1e-8)
    assert day.rate == pytest.approx(FRESH.sum() + day.redials + day.repeats, rel=1e-8)
    answered = day.rate * (1 - day.abandonment)
    assert 0.15 * answered < day.repeats < 0.35 * answered
    assert day.redials == pytest.approx(0.5 * day.rate * day.abandonment)


def test_a_day_is_the_sum_of_its_intervals():
    (day,) = days(DAY)
    at, some = day.intervals, FRESH > 0
    assert np.isnan(at.rate[~some]).all()
    weights = at.rate[some]
    assert day.service_level == pytest.approx(np.average(at.service_level[some], weights=weights))
    assert day.abandonment == pytest.approx(np.average(at.abandonment[some], weights=weights))
    assert day.asa == pytest.approx(np.average(at.asa[some], weights=weights * (1 - at.abandonment[some])))
    assert day.occupancy == pytest.approx(np.average(at.occupancy[some], weights=DAY.agents[some]))


def test_a_level_of_the_answered_weighs_the_answered():
    (day,) = days(replace(DAY, variant="answered"))
    (offered,) = days(DAY)
    assert day.service_level == pytest.approx(offered.service_level / (1 - offered.abandonment))


def test_all_intervals_alike_are_the_period():
    """Without redials a flat day is the same fixed point as an interval on its own."""
    flat = replace(DAY, fresh=np.full(6, 80.0), agents=np.full(6, 15.0), redial_share=0.0)
    (day,) = days(flat)
    alone = settled(flat, "best")
    assert day.rate == pytest.approx(6 * alone.rate[0], rel=1e-8)
    assert day.service_level == pytest.approx(alone.service_level[0], rel=1e-8)


def test_without_repeats_intervals_stand_alone():
    (day,) = days(replace(DAY, repeat_share=0.0, repeat_wait_rise=0.0))
    alone = settled(replace(DAY, repeat_share=0.0, repeat_wait_rise=0.0).at(FRESH > 0), "best")
    assert day.repeats == 0
    assert day.intervals.service_level[FRESH > 0] == pytest.approx(alone.service_level, rel=1e-9)


def test_two_days_of_one_centre():
    """The centre of queueing.md 4.5 row 5, without redials but with the rest: calm days stay calm, busy ones busy."""
    twice = Scenario(np.full(3, 480.0), 30, 300, np.full(3, 100.0), 300, 0.3, 0.10, 0.5, 60)
    calm, busy = days(twice)
    assert calm.service_level > 0.8
    assert busy.service_level < 0.1
    assert busy.rate > 1.3 * calm.rate


def test_nobody_there_means_everybody_gives_up():
    (day,) = days(Scenario(np.array([10.0, 10]), 30, 300, np.array([5.0, 0]), 180, 0.0, 0.1))
    assert day.intervals.abandonment[1] == pytest.approx(1, abs=1e-4)
    assert day.intervals.service_level[1] == pytest.approx(0, abs=1e-4)


def test_a_day_that_never_settles():
    assert days(Scenario(np.array([10.0, 100]), 30, 300, np.array([5.0, 12]), np.inf, 0.0, 0.1)) == ()
    assert days(Scenario(np.zeros(3), 30, 300, np.ones(3), 180)) == ()
