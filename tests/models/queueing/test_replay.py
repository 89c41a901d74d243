"""A past played again, held against steady queues where it must agree and against simulation where it must not."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.replay import Past, replay
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.simulation import simulate

HALF_HOUR = Scenario(fresh=1.0, interval_minutes=30, handle_seconds=300.0, agents=1.0, patience_seconds=240.0)


def past(contacts, agents, handle=300.0, run=None, empty=True):
    n = np.asarray(contacts, dtype=float)
    stretch = np.zeros(len(n), dtype=int) if run is None else np.asarray(run)
    return Past(
        n,
        n,
        np.full(len(n), handle),
        np.broadcast_to(np.asarray(agents, dtype=float), n.shape),
        stretch,
        np.full(stretch.max() + 1, empty),
    )


def level(found, chosen=slice(None)):
    return found.met[chosen].sum() / found.counted[chosen].sum()


def test_alike_intervals_with_chance_in_their_counts_are_the_steady_queue():
    counts = np.random.default_rng(5).poisson(48, 1000)
    even, stretch = np.full(1000, 48.0), np.repeat(np.arange(40), 25)
    told = replace(past(counts, 10.0, run=stretch, empty=False), expected=even)
    found = replay(HALF_HOUR, told)
    steady = replace(HALF_HOUR, agents=10.0).queue(48 / 1800, 300.0)
    assert level(found) == pytest.approx(float(steady.answered_within(20)), abs=0.01)
    assert found.abandoned.sum() / counts.sum() == pytest.approx(float(steady.abandonment), abs=0.01)


def test_a_morning_begins_empty_and_one_that_goes_on_does_not():
    fresh, going_on = (replay(HALF_HOUR, past(np.full(3, 60.0), 10.0, empty=e)) for e in (True, False))
    assert fresh.met[0] > going_on.met[0] + 2
    assert fresh.met[2] == pytest.approx(going_on.met[2], abs=2)


def test_a_backlog_outlives_its_cause():
    calm = replay(HALF_HOUR, past([40, 40, 40, 40], 10.0))
    after = replay(HALF_HOUR, past([40, 110, 40, 40], 10.0))
    assert after.met[2] < calm.met[2] - 2
    # A new stretch knows nothing of it.
    apart = replay(HALF_HOUR, past([40, 110, 40, 40], 10.0, run=[0, 0, 1, 1]))
    assert apart.met[2] > after.met[2] + 2


def test_days_played_again_are_those_simulated():
    """200 days of ups and downs: within .01 over all, and each day told better than by the mean of all."""
    shape = np.array([20, 45, 70, 75, 60, 50, 62, 55, 40, 25], dtype=float)
    agents = np.array([5, 9, 13, 14, 12, 10, 12, 11, 8, 6], dtype=float)
    s = replace(HALF_HOUR, fresh=shape, agents=agents)
    lived = simulate(s, 200 * 18_000.0, seed=3)
    place = (lived.arrived // 1800).astype(int)
    counts = np.bincount(place, minlength=2000).astype(float)
    met = np.bincount(place, lived.answered & (lived.wait <= 20), 2000)
    day = np.repeat(np.arange(200), 10)
    told = Past(counts, np.tile(shape, 200), np.full(2000, 300.0), np.tile(agents, 200), day, np.zeros(200, dtype=bool))
    found = replay(s, told)
    seen = np.bincount(day, met) / np.bincount(day, counts)
    said = np.bincount(day, found.met) / np.bincount(day, counts)
    assert np.average(said, weights=np.bincount(day, counts)) == pytest.approx(met.sum() / counts.sum(), abs=0.01)
    assert np.abs(said - seen).mean() < np.abs(seen - seen.mean()).mean() - 0.005
    assert np.corrcoef(said, seen)[0, 1] > 0.5


def test_an_empty_interval_and_endless_patience_are_no_trouble():
    found = replay(replace(HALF_HOUR, patience_seconds=np.inf), past([0, 300, 0, 1], 10.0))
    assert all(np.isfinite(v).all() for v in vars(found).values())
    assert found.met[0] == found.abandoned[0] == 0
