"""A centre over many intervals: one is the plain fixed point, many add up, similar ones go together."""

from dataclasses import replace

import numpy as np
import pytest

from qm.models.feedback import equilibria
from qm.models.profile import Spread, compress, settle
from qm.models.scenario import Scenario

ONE = Scenario(
    fresh=200.0, interval_minutes=30, handle_seconds=210, agents=26.0, patience_seconds=180, redial_share=0.5,
    repeat_share=0.2, repeat_wait_rise=0.1, handle_wait_rise=0.15,
)  # fmt: skip
ALONE = Spread(np.ones(1), np.ones(1))
BISTABLE = Scenario(
    fresh=0.79 * 100 / 300 * 1800, interval_minutes=30, handle_seconds=300, agents=100.0, patience_seconds=300,
    redial_share=0.3, repeat_share=0.1, repeat_wait_rise=0.5, wait_scale_seconds=60,
)  # fmt: skip


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
