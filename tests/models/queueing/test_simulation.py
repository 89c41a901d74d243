"""The simulator against exact results, and the model against the simulator. Seeds are fixed."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.delay_correction import correct
from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.feedback import equilibria
from qm.models.queueing.interval_model import by_fresh, settle
from qm.models.queueing.scenario import ImpossibleError, Scenario
from qm.models.queueing.service_level import VARIANTS, service_level
from qm.models.queueing.simulation import FRESH, REDIAL, REPEAT, Spread, simulate
from tests.models.settings import DAYS, SETTINGS


def test_without_returns_it_is_erlang_a():
    scenario = Scenario(60, 30, 300, 10, 180)
    found = simulate(scenario, 2e6, 1, warm_up=2e4).figures(scenario)
    exact = erlang_a(60 / 1800, 300, 10, 180)
    for name, value in (
        ("service_level", exact.answered_within(20)),
        ("asa", exact.asa_seconds),
        ("wait", exact.wait_seconds),
        ("abandonment", exact.abandonment),
    ):
        mean, error = found[name]
        assert abs(mean - value) < 4 * error, name
    assert found["occupancy"][0] == pytest.approx(exact.occupancy, abs=0.01)
    assert found["rate"][0] == pytest.approx(60, rel=0.01)


def test_quick_redials_are_as_the_exact_chain_says():
    """The second of the exact chains in test_feedback."""
    scenario = Scenario(54, 30, 300, 10, 180, 0.6, redial_delay_seconds=30.0)
    found = simulate(scenario, 2e6, 1, warm_up=2e4).figures(scenario)
    for name, value in (("service_level", 0.574344), ("wait", 29.423643), ("abandonment", 0.163465)):
        mean, error = found[name]
        assert abs(mean - value) < 4 * error, name


def test_where_contacts_come_from():
    """Shares by origin: redials are half of those who gave up, repeats a fifth of those answered."""
    scenario = Scenario(60, 30, 300, 10, 180, 0.5, 0.2, redial_delay_seconds=600.0, repeat_delay_seconds=3600.0)
    record = simulate(scenario, 1e6, 3, warm_up=5e4)
    count = np.bincount(record.origin, minlength=3)
    given_up, answered = (~record.answered).sum(), record.answered.sum()
    assert count[REDIAL] / given_up == pytest.approx(0.5, abs=0.02)
    assert count[REPEAT] / answered == pytest.approx(0.2, abs=0.01)
    assert count[FRESH] == pytest.approx(60 * 1e6 / 1800, rel=0.03)


def test_longer_waits_make_handling_longer_and_repeats_likelier():
    scenario = Scenario(75, 30, 300, 10, 180, 0, 0.1, 0.4, 120, 0.3, repeat_delay_seconds=3600.0)
    (model,) = equilibria(scenario)
    record = simulate(scenario, 1e6, 5, warm_up=5e4)
    repeats = (record.origin == REPEAT).sum() / record.answered.sum()
    expected = model.repeats / (model.rate * (1 - model.abandonment))
    assert expected > 0.13
    assert repeats == pytest.approx(expected, abs=0.01)
    assert record.worked / record.answered.sum() == pytest.approx(model.handle_seconds, rel=0.02)
    assert model.handle_seconds > 320


def test_the_same_seed_plays_the_same():
    scenario = Scenario(60, 30, 300, 10, 180, 0.5, 0.2)
    first, again, other = (simulate(scenario, 1e5, seed) for seed in (1, 1, 2))
    assert (first.wait == again.wait).all()
    assert len(first.wait) != len(other.wait)


def test_no_waiting_with_more_agents_than_contacts():
    record = simulate(Scenario(10, 30, 60, 50, 60), 1e5, 1)
    assert record.answered.all()
    assert (record.wait == 0).all()


def test_agents_must_be_whole():
    with pytest.raises(ImpossibleError, match="whole agents"):
        simulate(Scenario(60, 30, 300, 10.5, 180), 1e3, 1)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_model_is_within_three_points(name):
    """Queueing.md 4.1: from the quiet to the overloaded, with quick and slow returns.

    Chance adds up to three standard errors; the plain fixed point is allowed what that table
    measured of it where customers redial within minutes.
    """
    setting = SETTINGS[name]
    scenario = setting.scenario
    (plain,) = equilibria(scenario)
    corrected = correct(scenario, plain)
    observed = simulate(scenario, setting.seconds, 7, warm_up=setting.warm_up).figures(scenario)
    level, level_error = observed["service_level"]
    lost, lost_error = observed["abandonment"]
    assert abs(corrected.service_level - level) < 0.03 + 3 * level_error
    assert abs(corrected.abandonment - lost) < 0.01 + 3 * lost_error
    assert abs(plain.service_level - level) < setting.plain_error + 3 * level_error
    assert corrected.rate == pytest.approx(observed["rate"][0], rel=0.03)


@pytest.mark.parametrize("name", DAYS)
def test_the_model_of_a_day_is_within_two_points(name):
    scenario = DAYS[name]
    day = settle(scenario, by_fresh(scenario))
    observed = simulate(scenario, 25 * 86_400, 11, warm_up=5 * 86_400).figures(scenario)
    level, error = observed["service_level"]
    assert abs(day.service_level - level) < 0.02 + 2 * error
    assert abs(day.abandonment - observed["abandonment"][0]) < 0.01 + 3 * observed["abandonment"][1]
    assert day.attempts == pytest.approx(observed["rate"][0] * 48, rel=0.02)
    assert day.occupancy == pytest.approx(observed["occupancy"][0], abs=0.02)


def test_two_states_of_one_centre():
    """The same volume and people, from an empty start and from one with many about to redial.

    Near the fold chance lets the busy state end after some days; here it is watched for 40 hours.
    """
    scenario = Scenario(
        474, 30, 300, 100, 300, 0.3, 0.10, 0.5, 60, redial_delay_seconds=600.0, repeat_delay_seconds=3600.0
    )
    calm, _, busy = equilibria(scenario)
    for start, state in ((0, calm), (2500, busy)):
        record = simulate(scenario, 40 * 3600, 1, warm_up=6 * 3600, about_to_redial=start)
        observed = record.figures(scenario)
        assert observed["service_level"][0] == pytest.approx(state.service_level, abs=0.03)
        assert observed["abandonment"][0] == pytest.approx(state.abandonment, abs=0.02)


def test_other_shapes_of_time_move_the_service_level_little():
    """Lognormal handle times (cv .5 to 1.4) and patience (cv 1 to 2) within .036, plus chance."""
    scenario = replace(SETTINGS["E"].scenario, redial_delay_seconds=1800.0, repeat_delay_seconds=36_000.0)
    (plain,) = equilibria(scenario)
    for handle in (0.5, 1.4):
        record = simulate(scenario, 4e5, 3, warm_up=4e4, spread=Spread(handle=handle, patience=1.0))
        level, error = record.figures(scenario)["service_level"]
        assert abs(plain.service_level - level) < 0.036 + 2 * error


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_service_level_is_that_of_erlang_a(variant):
    scenario = Scenario(60, 30, 300, 10, 60, variant=variant)
    level, error = simulate(scenario, 1e6, 2, warm_up=2e4).service_level(scenario)
    exact = service_level(erlang_a(60 / 1800, 300, 10, 60), 20, variant)
    assert abs(level - exact) < 4 * error
