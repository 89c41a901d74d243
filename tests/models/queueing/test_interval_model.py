"""A centre over many intervals: one is the plain fixed point, many add up, similar ones go together, days."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.delay_correction import correct
from qm.models.queueing.feedback import equilibria
from qm.models.queueing.interval_model import Spread, by_fresh, compress, settle
from qm.models.queueing.scenario import Scenario

ONE = Scenario(
    fresh=200.0,
    interval_minutes=30,
    handle_seconds=210,
    agents=26.0,
    patience_seconds=180,
    redial_share=0.5,
    repeat_share=0.2,
    repeat_wait_rise=0.1,
    handle_wait_rise=0.15,
)
ALONE = Spread(np.ones(1), np.ones(1))
BISTABLE = Scenario(
    fresh=0.79 * 100 / 300 * 1800,
    interval_minutes=30,
    handle_seconds=300,
    agents=100.0,
    patience_seconds=300,
    redial_share=0.3,
    repeat_share=0.1,
    repeat_wait_rise=0.5,
    wait_scale_seconds=60,
)


def spaced(one: Scenario) -> Scenario:
    return replace(one, fresh=np.array([one.fresh]), agents=np.array([one.agents]))


def test_one_interval_is_the_plain_fixed_point():
    (plain,) = equilibria(ONE)
    found = settle(spaced(ONE), ALONE)
    assert found.service_level == pytest.approx(plain.service_level, abs=1e-5)
    assert found.attempts == pytest.approx(plain.rate, rel=1e-5)
    assert found.asa == pytest.approx(plain.asa, rel=1e-4)
    assert found.repeats == pytest.approx(plain.repeats, rel=1e-5)


def test_the_bistable_case_has_a_best_and_a_worst():
    best, worst = (settle(spaced(BISTABLE), ALONE, which) for which in ("best", "worst"))
    assert best.attempts / 600 == pytest.approx(0.8932, abs=1e-3)
    assert worst.attempts / 600 == pytest.approx(1.4071, abs=1e-3)


def test_every_contact_has_an_origin():
    fresh = np.array([30.0, 60.0, 90.0])
    many = replace(ONE, fresh=fresh, agents=np.array([5.0, 9.0, 10.0]))
    found = settle(many, Spread(np.ones(3), fresh / fresh.sum()))
    assert found.attempts == pytest.approx(found.fresh + found.redials + found.repeats, rel=1e-5)


def test_scenarios_side_by_side_are_as_one_by_one():
    fresh = np.array([30.0, 60.0, 90.0])
    spread = Spread(np.ones(3), fresh / fresh.sum())
    many = replace(ONE, fresh=fresh, agents=np.array([[5.0, 9.0, 10.0], [6.0, 10.0, 14.0]]))
    both = settle(many, spread).service_level
    alone = [settle(replace(many, agents=row), spread).service_level for row in many.agents]
    assert both == pytest.approx(alone, abs=1e-5)


def test_similar_intervals_put_together_say_the_same():
    rng = np.random.default_rng(1)
    fresh = rng.uniform(20, 90, 500)
    agents = np.round(fresh * 210 / 1800 * rng.uniform(1.1, 1.6, 500)) + 1
    many, spread = replace(ONE, fresh=fresh, agents=agents), Spread(np.ones(500), fresh / fresh.sum())
    small, together = compress(many, spread)
    assert len(small.fresh) <= 30
    assert (together.weight * small.fresh).sum() == pytest.approx(fresh.sum())
    assert (together.weight * together.returning).sum() == pytest.approx(1)
    assert settle(small, together).service_level == pytest.approx(settle(many, spread).service_level, abs=0.003)


def test_nobody_who_never_gives_up_and_always_redials_breaks_it():
    swamped = replace(ONE, fresh=np.array([900.0]), agents=np.array([26.0]), patience_seconds=np.inf, redial_share=1.0)
    found = settle(swamped, ALONE, "worst")
    assert np.isfinite(found.service_level)
    assert found.service_level == pytest.approx(0, abs=0.01)


FRESH = np.array([0, 0, 20, 60, 100, 80, 40, 10.0])
DAY = Scenario(FRESH, 30, 300, np.array([0, 0, 5, 12, 19, 16, 9, 4.0]), 180, 0.5, 0.15, 0.2, 120)


def test_a_day_gets_back_what_the_days_before_sent_back():
    day = settle(DAY, by_fresh(DAY))
    at = day.by_interval
    redials = 0.5 * at.abandoned
    assert at.attempts == pytest.approx(FRESH + day.repeats * FRESH / FRESH.sum() + redials, rel=1e-4)
    answered = day.attempts * (1 - day.abandonment)
    assert 0.15 * answered < day.repeats < 0.35 * answered
    assert day.service_level == pytest.approx(at.met.sum() / at.counted.sum())


def test_a_level_of_the_answered_weighs_the_answered():
    day = settle(replace(DAY, variant="answered"), by_fresh(DAY))
    offered = settle(DAY, by_fresh(DAY))
    assert day.service_level == pytest.approx(offered.service_level / (1 - offered.abandonment))


def test_all_intervals_alike_are_the_interval():
    """Without redials a flat day is the same fixed point as an interval on its own."""
    flat = replace(DAY, fresh=np.full(6, 80.0), agents=np.full(6, 15.0), redial_share=0.0)
    (alone,) = equilibria(replace(flat, fresh=80.0, agents=15.0))
    day = settle(flat, by_fresh(flat))
    assert day.attempts == pytest.approx(6 * alone.rate, rel=1e-5)
    assert day.service_level == pytest.approx(alone.service_level, abs=1e-5)


def test_nobody_there_means_everybody_gives_up():
    empty = Scenario(np.array([10.0, 10]), 30, 300, np.array([5.0, 0]), 180, 0.0, 0.1)
    at = settle(empty, by_fresh(empty)).by_interval
    assert at.abandoned[1] == pytest.approx(at.attempts[1], rel=1e-4)
    assert at.met[1] == pytest.approx(0, abs=1e-3)


def test_quick_redials_are_allowed_for_as_in_a_single_interval():
    """Repeats after days, redials after 10 minutes, 1 minute, and at once when nine of ten redial."""
    for agents, load, redial, delay, close in (
        (30, 0.85, 0.5, 600.0, 0.001),
        (100, 0.85, 0.5, 30.0, 0.003),
        (30, 0.9, 0.9, 60.0, 0.005),
    ):
        one = Scenario(
            load * agents * 6,
            30,
            300,
            float(agents),
            180,
            redial,
            0.1,
            redial_delay_seconds=delay,
            repeat_delay_seconds=1e9,
        )
        (plain,) = equilibria(one)
        wanted, found = correct(one, plain), settle(spaced(one), ALONE)
        assert wanted is not None
        assert found.service_level == pytest.approx(wanted.service_level, abs=close)
        assert found.abandonment == pytest.approx(wanted.abandonment, abs=close)
        assert found.service_level < plain.service_level - 0.004
        assert found.attempts == pytest.approx(found.fresh + found.redials + found.repeats, rel=1e-9)


def test_two_chats_at_once_carry_more_than_one():
    """Four agents with two chats that cost nothing extra are eight; costing the double, they are four."""
    four = replace(spaced(ONE), fresh=np.array([40.0]), agents=np.array([4.0]))
    eight = settle(replace(four, agents=np.array([8.0])), ALONE)
    free = settle(replace(four, at_once=2.0), ALONE)
    assert free.service_level == pytest.approx(eight.service_level, abs=1e-6)
    assert free.occupancy == pytest.approx(eight.occupancy, abs=1e-6)
    dear = settle(replace(four, at_once=2.0, stretch=1.0), ALONE)
    assert dear.abandonment < settle(four, ALONE).abandonment
    assert dear.handle_seconds > 1.5 * settle(four, ALONE).handle_seconds
