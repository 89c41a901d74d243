from dataclasses import replace

import numpy as np
import pytest

from qm.models.cost import KINDS, Effort, Prices, cost_of_poor_quality, staffing_cost
from qm.models.feedback import equilibria
from qm.models.scenario import Scenario
from qm.models.staffing import exact_agents, worth_in_agents

BASE = Scenario(200, 30, 210, 32, 180, 0.5, 0.20)
PRICES = Prices(agent_hour=28, shrinkage=0.3, lost_contact=5, transfer=2, escalation=10)


def test_agents_hours_and_money():
    """Two agents for an hour and four for two are 10 hours; with 30 % shrinkage 14.29 paid ones."""
    found = staffing_cost(np.array([2, 4]), np.array([1, 2]), PRICES)
    assert found.hours == 10
    assert found.agents == pytest.approx(10 / 3)
    assert found.paid_hours == pytest.approx(10 / 0.7)
    assert found.money == pytest.approx(400)


NO_EFFORT = Effort()


def lines(scenario, target=0.10, effort=NO_EFFORT, times=1.0):
    cost = cost_of_poor_quality(scenario, target, 0.8, PRICES, effort, times)
    return {item.name: item for item in cost.items}, cost


def test_repeats_cost_more_than_their_handle_time():
    found, _ = lines(BASE)
    (state,) = equilibria(BASE)
    repeats = found["repeat contacts"]
    assert repeats.quantity == pytest.approx(state.repeats / 2)
    assert repeats.marginal == pytest.approx(state.repeats / 2 * 210 / 3600 * 40)
    spared = exact_agents(BASE, "service_level", 0.8) - exact_agents(
        replace(BASE, repeat_share=0.10), "service_level", 0.8
    )
    assert repeats.system == pytest.approx(spared * 0.5 * 40)
    assert repeats.system > repeats.marginal
    assert repeats.money == repeats.system


def test_a_target_already_met_costs_nothing():
    found, _ = lines(BASE, target=0.25)
    assert found["repeat contacts"].money == pytest.approx(0, abs=1e-6)
    assert found["repeat contacts"].quantity == 0


def test_customers_lost_are_those_who_do_not_redial():
    found, _ = lines(BASE)
    (state,) = equilibria(BASE)
    assert found["customers lost"].quantity == pytest.approx(state.rate * state.abandonment * 0.5)
    assert found["customers lost"].money == pytest.approx(found["customers lost"].quantity * 5)


def test_longer_handling_after_waits_is_internal_failure():
    found, _ = lines(replace(BASE, handle_wait_rise=0.2))
    (state,) = equilibria(replace(BASE, handle_wait_rise=0.2))
    hours = (state.handle_seconds - 210) * state.rate * (1 - state.abandonment) / 3600
    assert found["longer handling after waits"].quantity == pytest.approx(hours)
    assert found["longer handling after waits"].money == pytest.approx(hours * 40)
    assert lines(BASE)[0]["longer handling after waits"].money == 0


def test_what_is_spent_and_what_went_wrong():
    effort = Effort(
        coaching_hours=2,
        training_hours=1,
        evaluations=6,
        evaluation_minutes=20,
        calibration_hours=1.5,
        transfers=7,
        escalations=3,
        rework_hours=0.5,
        credits=11,
    )
    found, cost = lines(BASE, effort=effort)
    money = {
        name: found[name].money
        for name in (
            "coaching",
            "training",
            "evaluations",
            "calibration",
            "transfers",
            "escalations",
            "rework",
            "credits",
        )
    }
    assert money == pytest.approx(
        {
            "coaching": 80,
            "training": 40,
            "evaluations": 80,
            "calibration": 60,
            "transfers": 14,
            "escalations": 30,
            "rework": 20,
            "credits": 11,
        }
    )
    assert cost.total("prevention") == pytest.approx(120)
    assert cost.total("appraisal") == pytest.approx(140)
    assert cost.total() == pytest.approx(sum(cost.total(kind) for kind in KINDS))


def test_intervals_add_up():
    two = replace(BASE, fresh=np.array([200.0, 100]), agents=np.array([32.0, 17]))
    both, _ = lines(two, times=10)
    first, _ = lines(BASE, times=10)
    second, _ = lines(replace(BASE, fresh=100.0, agents=17.0), times=10)
    for name in ("repeat contacts", "customers lost"):
        assert both[name].money == pytest.approx(first[name].money + second[name].money, rel=1e-6)


def test_what_a_change_is_worth():
    """methods.md d5: from 25 to 15 % repeats is worth about two agents of 18; the way back costs about as many."""
    base = Scenario(72.944, 30, 300, 18, 120, 0.5, 0.25)
    better = replace(base, repeat_share=0.15)
    assert worth_in_agents(base, better) == pytest.approx(2.0, abs=0.1)
    assert worth_in_agents(better, base) == pytest.approx(-2.0, abs=0.3)
    assert worth_in_agents(base, base) == pytest.approx(0, abs=1e-6)
    assert np.isnan(worth_in_agents(base, replace(base, patience_seconds=np.inf, redial_share=0, fresh=200)))
