"""Levers: today is today, each moves what it says, and what they add is the whole difference."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.interval_model import Spread, settle
from qm.models.queueing.levers import LIMITS, Levers, contributions, landscape, moved, needed, share_at
from qm.models.queueing.scenario import Scenario

FRESH = np.array([40.0, 60.0, 80.0])
BASE = Scenario(
    fresh=FRESH,
    interval_minutes=30,
    handle_seconds=300,
    agents=np.array([8.0, 12.0, 15.0]),
    patience_seconds=240,
    redial_share=0.5,
    repeat_share=0.12,
    repeat_wait_rise=0.1,
    handle_wait_rise=0.1,
)
SPREAD = Spread(np.ones(3), FRESH / FRESH.sum())
TODAY = Levers(35 / 3, 180.0, 300.0, 0.13, 1.0, 240.0, 0.5, 1.0, 600.0, 120.0, 0.0)


def test_levers_as_today_leave_everything_as_it_is():
    assert settle(moved(BASE, TODAY, TODAY), SPREAD).service_level == pytest.approx(
        settle(BASE, SPREAD).service_level, abs=1e-9
    )


@pytest.mark.parametrize(
    ("lever", "better"),
    [("agents", 13), ("fresh", 150), ("handle_seconds", 280), ("repeat_rate", 0.05), ("wait_sensitivity", 0)],
)
def test_each_lever_pulled_the_good_way_helps(lever, better):
    now = moved(BASE, TODAY, replace(TODAY, **{lever: better}))
    assert settle(now, SPREAD).service_level > settle(BASE, SPREAD).service_level + 0.001


def test_no_repeats_at_all_are_none():
    found = settle(moved(BASE, TODAY, replace(TODAY, repeat_rate=0.0)), SPREAD)
    assert found.repeats == 0


def test_contributions_add_up():
    now = replace(TODAY, agents=13.0, repeat_rate=0.06, handle_seconds=320.0)
    added = contributions(BASE, SPREAD, TODAY, now)
    whole = settle(moved(BASE, TODAY, now), SPREAD).service_level - settle(BASE, SPREAD).service_level
    assert sum(added.values()) == pytest.approx(whole, abs=1e-5)
    assert added["handle_seconds"] < 0 < added["repeat_rate"]
    assert set(added) == {"agents", "repeat_rate", "handle_seconds"}


def test_the_landscape_agrees_with_settling_there():
    scale = np.array([0.8, 1.0, 1.2])
    share, rise = share_at(BASE, 0.13, [0.0, 0.13, 0.3])
    found = landscape(BASE, SPREAD, scale).at(share, rise)["service_level"]
    for i, s in enumerate(scale):
        for j, rate in enumerate((0.0, 0.13, 0.3)):
            there = moved(BASE, TODAY, replace(TODAY, agents=TODAY.agents * s, repeat_rate=rate))
            assert found[i, j] == pytest.approx(float(settle(there, SPREAD).service_level), abs=0.012)


def test_what_comes_from_other_queues_grows_and_shrinks_as_the_odds_of_coming_back_do():
    base = replace(BASE, from_elsewhere=0.1)
    worse = moved(base, TODAY, replace(TODAY, repeat_rate=0.23))
    odds = (0.23 / 0.77) / (0.13 / 0.87)
    assert worse.fresh == pytest.approx(FRESH * (0.9 + 0.1 * odds))
    assert worse.from_elsewhere == pytest.approx(0.1 * odds / (0.9 + 0.1 * odds))
    none = moved(base, TODAY, replace(TODAY, repeat_rate=0.0))
    assert none.fresh == pytest.approx(FRESH * 0.9, rel=0.002)
    assert moved(base, TODAY, replace(TODAY, agents=20.0)).fresh == pytest.approx(FRESH)


def test_the_landscape_agrees_where_some_come_from_other_queues():
    base, scale = replace(BASE, from_elsewhere=0.12), np.array([0.8, 1.0, 1.3])
    share, rise = share_at(base, TODAY.repeat_rate, [0.02, 0.13, 0.3])
    found = landscape(base, SPREAD, scale, points=40).at(share, rise)["service_level"]
    for i, some in enumerate(scale):
        for j, rate in enumerate((0.02, 0.13, 0.3)):
            there = moved(base, TODAY, replace(TODAY, agents=TODAY.agents * some, repeat_rate=rate))
            assert found[i, j] == pytest.approx(float(settle(there, SPREAD).service_level), abs=0.01)


def test_agents_needed_lie_between_the_neighbours():
    assert needed(np.array([10.0, 12.0]), np.array([0.7, 0.9]), 0.8) == pytest.approx(11)
    assert np.isnan(needed(np.array([10.0, 12.0]), np.array([0.7, 0.9]), 0.95))


def test_limits_say_whether_zero_holds():
    assert not LIMITS["agents"].hold(0)
    assert LIMITS["repeat_rate"].hold(0)
    assert not LIMITS["at_once"].hold(0.5)
    assert not LIMITS["agents"].hold(float("nan"))


def test_two_outcomes_are_told_apart_and_the_target_is_for_the_worse():
    base = replace(BASE, repeat_share=0.1, repeat_wait_rise=0.6, wait_scale_seconds=60.0, patience_seconds=600.0)
    scale = np.linspace(0.6, 2.0, 29)
    ground = landscape(base, SPREAD, scale, points=40)
    best, worst = (ground.at([0.1], [0.6], which) for which in ("best", "worst"))
    double = best["double"][:, 0]
    assert double.any()
    assert not double.all()
    assert (worst["service_level"][double] < best["service_level"][double] - 0.05).all()
    assert (worst["service_level"] == best["service_level"])[~double].all()
    (found,) = ground.scale_for(0.8, [0.1], [0.6])
    assert found > needed(scale, best["service_level"][:, 0], 0.8)
    for factor, is_met in ((found * 1.03, True), (found * 0.95, False)):
        there = replace(base, agents=np.asarray(base.agents) * factor)
        assert (settle(there, SPREAD, "worst").service_level >= 0.8) == is_met


def test_redial_delay_wait_scale_and_other_queues_move_what_they_should() -> None:
    base = replace(BASE, redial_delay_seconds=300.0)
    was = settle(moved(base, TODAY, TODAY), SPREAD)
    later = settle(moved(base, TODAY, replace(TODAY, redial_delay_seconds=6000.0)), SPREAD)
    assert later.service_level != was.service_level  # later tries meet another queue
    assert moved(base, TODAY, replace(TODAY, wait_scale_seconds=240.0)).wait_scale_seconds == pytest.approx(240.0)
    other = moved(base, TODAY, replace(TODAY, from_elsewhere=0.2))
    assert other.from_elsewhere == pytest.approx(0.2)
    assert other.fresh == pytest.approx(moved(base, TODAY, TODAY).fresh)
    fewer = moved(base, TODAY, replace(TODAY, from_elsewhere=0.2, repeat_rate=TODAY.repeat_rate / 2))
    assert np.max(fewer.fresh) < np.max(other.fresh)
