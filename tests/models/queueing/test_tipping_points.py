"""Folds, handle time 300 s."""

import numpy as np
import pytest

from qm.models.queueing.feedback import equilibria
from qm.models.queueing.scenario import Scenario
from qm.models.queueing.tipping_points import tipping


def centre(agents, patience, redial, repeat, rise, scale, longer, fresh=0.79) -> Scenario:
    return Scenario(fresh * agents * 6, 30, 300, agents, patience, redial, repeat, rise, scale, longer)


@pytest.mark.parametrize(
    ("scenario", "upper", "lower"),
    [
        (centre(100, 180, 0.5, 0.15, 0.20, 120, 0), None, None),
        (centre(100, 180, 0.5, 0.15, 0.30, 60, 0), None, None),
        (centre(100, 180, 0.6, 0.15, 0.20, 120, 0.25), None, None),
        (centre(100, 300, 0.5, 0.10, 0.30, 60, 0), 0.8465, 0.8368),
        (centre(100, 300, 0.3, 0.10, 0.50, 60, 0), 0.8218, 0.7635),
        (centre(100, 300, 0.6, 0.15, 0.25, 120, 0.15), 0.8104, 0.8007),
        (centre(400, 300, 0.6, 0.15, 0.25, 120, 0.15), 0.8265, 0.7943),
        (centre(20, 300, 0.6, 0.15, 0.25, 120, 0.15), None, None),
        (centre(20, 300, 0.3, 0.10, 0.50, 60, 0), None, None),
    ],
)
def test_folds(scenario, upper, lower):
    edge = tipping(scenario)
    if upper is None:
        assert (edge.upper_fold, edge.lower_fold, edge.headroom, edge.recovery) == (None,) * 4
    else:
        per_agent = scenario.agents * 6
        assert edge.upper_fold / per_agent == pytest.approx(upper, abs=5e-5)
        assert edge.lower_fold / per_agent == pytest.approx(lower, abs=5e-5)


def test_headroom_and_recovery_are_where_the_states_change():
    scenario = centre(100, 300, 0.3, 0.10, 0.50, 60, 0)
    edge = tipping(scenario)
    assert edge.headroom == pytest.approx(0.8218 / 0.79 - 1, abs=1e-4)
    assert edge.recovery == pytest.approx(1 - 0.7635 / 0.79, abs=1e-4)
    for fresh, states in ((edge.upper_fold * 0.9999, 3), (edge.upper_fold * 1.0001, 1), (edge.lower_fold * 0.9999, 1)):
        assert len(equilibria(centre(100, 300, 0.3, 0.10, 0.50, 60, 0, fresh / 600))) == states


def test_once_tipped_there_is_no_headroom():
    assert tipping(centre(100, 300, 0.3, 0.10, 0.50, 60, 0, fresh=0.9)).headroom < 0


def test_who_never_gives_up_can_be_too_many():
    """Constant repeats: no fold, but a fresh volume that agents can't work, 22 × .95 of their time."""
    edge = tipping(centre(22, np.inf, 0, 0.05, 0, 120, 0))
    assert edge.upper_fold is None
    assert edge.capacity == pytest.approx(22 * 6 * 0.95, rel=1e-6)
    assert edge.headroom == pytest.approx(0.95 / 0.79 - 1, rel=1e-5)
    rising = tipping(centre(22, np.inf, 0, 0.05, 0.3, 120, 0))
    assert rising.lower_fold == pytest.approx(22 * 6 * 0.65, rel=1e-6)
    assert rising.upper_fold == rising.capacity


def test_redialling_for_ever_has_the_capacity_of_the_agents():
    edge = tipping(centre(22, 100, 1, 0.05, 0, 120, 0))
    assert edge.upper_fold is None
    assert edge.capacity == pytest.approx(22 * 6 * 0.95, rel=1e-6)
