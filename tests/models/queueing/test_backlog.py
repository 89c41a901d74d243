import numpy as np
import pytest

from qm.models.queueing.backlog import backlog, tipping_backlog

HOUR = 3600.0


def test_twice_what_can_be_worked_for_two_hours():
    """10 an hour arrive for two hours, 5 an hour are worked: the x-th comes at x/10 h and is done at x/5 h."""
    found = backlog([10, 10, 0, 0], [5, 5, 5, 5], HOUR)
    assert found.open.tolist() == [5, 10, 5, 0]
    assert found.worked.tolist() == [5, 5, 5, 5]
    assert found.within(0.5 * HOUR) == pytest.approx(0.25)
    assert found.within(1 * HOUR) == pytest.approx(0.5)
    assert found.within(2 * HOUR) == pytest.approx(1)
    assert found.response_seconds() == pytest.approx(HOUR)


def test_a_night_without_work():
    """10 arrive evenly in the first hour, work begins after two at 20 an hour: x waits 2 h - x/20 h."""
    found = backlog([10, 0, 0], [0, 0, 20], HOUR)
    assert found.open.tolist() == [10, 10, 0]
    assert found.within(1.5 * HOUR) == pytest.approx(0, abs=1e-9)
    assert found.within(1.9 * HOUR) == pytest.approx(0.8)
    assert found.within(2 * HOUR) == pytest.approx(1)
    assert found.response_seconds() == pytest.approx(1.75 * HOUR)


def test_enough_people_answer_at_once():
    found = backlog([10, 0, 10], [20, 20, 20], HOUR)
    assert found.open.tolist() == [0, 0, 0]
    assert found.within(0) == 1
    assert found.response_seconds() == pytest.approx(0, abs=1e-6)


def test_what_is_open_at_the_start_comes_first():
    """10 open, 10 an hour arrive, 20 an hour are worked: after an hour all is done, arrivals wait .5 h - x/20 h."""
    found = backlog([10, 0], [20, 0], HOUR, start=10)
    assert found.open.tolist() == [0, 0]
    assert found.worked.tolist() == [20, 0]
    assert found.response_seconds() == pytest.approx(0.25 * HOUR)
    assert found.within(0.25 * HOUR) == pytest.approx(0.5)


def test_what_is_never_worked_is_not_answered_in_time():
    found = backlog([10], [0], HOUR)
    assert found.within(100 * HOUR) == 0
    assert np.isnan(found.response_seconds())


def test_nothing_is_lost():
    rng = np.random.default_rng(1)
    came, able = rng.uniform(0, 20, 48), rng.uniform(0, 20, 48)
    for hazard in (0, 1e-5):
        found = backlog(came, able, HOUR, start=7, chaser_hazard=hazard)
        assert found.arrived == pytest.approx(came + found.chasers)
        assert 7 + found.arrived.sum() - found.worked.sum() == pytest.approx(found.open[-1])
        assert (found.worked <= able + 1e-9).all()
        assert (found.open >= 0).all()


def test_above_the_tipping_backlog_chasers_outrun_the_agents():
    """12 an hour are worked, 10 arrive, an open one brings .1 an hour: 20 open is the edge."""
    hazard = 0.1 / HOUR
    edge = tipping_backlog(10 / HOUR, 0.0, 300, 1, hazard)
    assert edge == pytest.approx(20)
    below, above = (backlog([10] * 60, [12] * 60, HOUR, start, hazard).open for start in (19, 21))
    assert below[-1] == 0
    assert (np.diff(above) > 0).all()
    assert tipping_backlog(10 / HOUR, 0.0, 300, 1, 0) == np.inf
    assert tipping_backlog(10 / HOUR, 0.2, 300, 1, hazard) == 0


def test_chasers_grow_as_the_equation_says():
    """dB/dt = 6 + .5 B an hour from 4, nobody works: after an hour (4 + 12) e^.5 - 12."""
    found = backlog([6], [0], HOUR, start=4, chaser_hazard=0.5 / HOUR)
    assert found.open[0] == pytest.approx(16 * np.exp(0.5) - 12)
    assert found.chasers[0] == pytest.approx(found.open[0] - 10)
