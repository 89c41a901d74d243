"""A change predicted from one demo centre, then played: the model's service level within three points of what came.

The same centre and customers, with more and fewer people, with better and worse handling, 49 days of 1,500 contacts.
As run over 70 days, service line and technical line:

    more people, 12 %    predicted 89.6 %, 80.4 %   played 89.7 %, 82.8 %
    fewer people, 8 %    predicted 71.2 %, 63.3 %   played 71.9 %, 64.9 %
    repeats halved       predicted 85.4 %, 77.2 %   played 86.7 %, 79.6 %
    repeats up by 60 %   predicted 67.5 %, 61.3 %   played 66.3 %, 61.5 %
"""

from dataclasses import replace

import numpy as np
import pytest

from qm.analysis.whatif.fit import FittedQueue, fit_queue
from qm.demo import STORIES, simulate
from qm.intake import load_frames
from qm.metrics import Filters
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import Levers, moved
from qm.store import open_store


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    """play(staff=1.1) -> the fit of a centre whose story differs by that."""
    usual = STORIES["default"]

    def centre(**changed) -> FittedQueue:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(STORIES, "default", replace(usual, **changed))
            made = simulate(days=49, contacts_per_day=1500, seed=7)
        store = open_store(tmp_path_factory.mktemp("played") / "played.duckdb")
        load_frames(store, made.frames, file="demo centre", kind="demo")
        found = fit_queue(store, Filters(), store.definitions())
        store.close()
        assert found is not None
        return found

    return centre


@pytest.fixture(scope="module")
def usual(play):
    return play()


def levers(found: FittedQueue) -> Levers[float]:
    s, p = found.scenario, found.parameters
    return Levers(
        found.agents,
        p["fresh"].value,
        float(np.max(s.handle_seconds)),
        p["repeat_rate"].value,
        1.0,
        float(np.max(s.patience_seconds)),
        float(np.max(s.redial_share)),
        1.0,
        600.0,
        120.0,
        0.0,
    )


def predicted(usual: FittedQueue, **now: float) -> float:
    today = levers(usual)
    return float(settle(moved(usual.scenario, today, replace(today, **now)), usual.spread).service_level)


@pytest.mark.parametrize("factor", [1.12, 0.92])
def test_more_and_fewer_people(play, usual, factor):
    played = play(staff=STORIES["default"].staff * factor)
    assert predicted(usual, agents=played.agents) == pytest.approx(played.observed.service_level, abs=0.03)
    assert abs(played.observed.service_level - usual.observed.service_level) > 0.05


@pytest.mark.parametrize("more", [-0.8, 0.6])
def test_better_and_worse_handling(play, usual, more):
    played = play(repeat_base=STORIES["default"].repeat_base + more)
    rate, was = played.parameters["repeat_rate"].value, usual.parameters["repeat_rate"].value
    assert (rate < 0.6 * was) if more < 0 else (rate > 1.5 * was)
    assert predicted(usual, repeat_rate=rate) == pytest.approx(played.observed.service_level, abs=0.03)
    # What comes from other queues is fresh for this one, and yet moves with the handling.
    others, before = played.parameters["from_elsewhere"].value, usual.parameters["from_elsewhere"].value
    assert np.sign(others - before) == np.sign(more)
