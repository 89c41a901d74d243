from dataclasses import replace

import pytest

from qm.models.queueing.quality_cost import KINDS, Effort, Failures, cost_of_poor_quality

STATE = Failures(
    answered=1000,
    handle_seconds=360,
    plain_seconds=324,
    repeats=200,
    repeat_rate=0.2,
    redials=30,
    lost=12,
    spared_hours=15,
)
EFFORT = Effort(coaching_hours=6, checking_hours=9, transfers=40, escalations=5)


def lines(state=STATE, effort=EFFORT, within_reach=0.15):
    cost = cost_of_poor_quality(state, effort, within_reach)
    return {item.name: item for item in cost.items}, cost


def test_repeats_above_the_rate_within_reach_cost_their_work_and_more():
    """200 repeats at 20 %, 15 % within reach: 50 of them, six minutes each; the system could spare 15 hours."""
    found, _ = lines()
    repeats = found["repeats above the rate within reach"]
    assert (repeats.quantity, repeats.marginal, repeats.system) == (pytest.approx(50), pytest.approx(5), 15)
    assert repeats.hours == 15
    alone, _ = lines(replace(STATE, spared_hours=None))
    assert alone["repeats above the rate within reach"].hours == pytest.approx(5)


def test_a_rate_within_reach_costs_nothing():
    found, _ = lines(within_reach=0.2)
    assert found["repeats above the rate within reach"].hours == 0
    none, _ = lines(replace(STATE, repeats=0.0, repeat_rate=0.0))
    assert none["repeats above the rate within reach"].hours == 0


def test_waits_make_handling_longer():
    """36 seconds more for each of 1,000 contacts are 10 hours."""
    found, _ = lines()
    assert found["longer handling after waits"].hours == pytest.approx(10)
    assert lines(replace(STATE, plain_seconds=400))[0]["longer handling after waits"].hours == 0


def test_classes_add_up_and_what_has_no_hours_is_counted():
    found, cost = lines()
    assert [cost.hours(kind) for kind in KINDS] == pytest.approx([6, 9, 10, 15])
    assert cost.hours() == pytest.approx(40)
    assert (found["transfers"].quantity, found["transfers"].marginal) == (40, None)
    assert (found["redials"].quantity, found["customers lost"].quantity) == (30, 12)
