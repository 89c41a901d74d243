import numpy as np
import pytest

from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.general_patience import PatienceCurve, curve_queue
from qm.models.queueing.service_level import VARIANTS, service_level

FIGURES = ("delayed", "abandonment", "wait_seconds", "asa_seconds", "occupancy")


@pytest.mark.parametrize(
    ("patience", "agents", "load"), [(180, 30, 0.9), (180, 30, 1.1), (60, 5, 2.0), (600, 200, 1.02)]
)
def test_an_exponential_curve_is_erlang_a(patience, agents, load):
    rate = load * agents / 300
    steps = np.arange(1, 16_000) * patience / 2000
    curve = PatienceCurve(
        np.concatenate([[0.0], steps]), np.concatenate([[1.0], np.exp(-(steps + patience / 4000) / patience)]), patience
    )
    found, exact = curve_queue(rate, 300, agents, curve), erlang_a(rate, 300, agents, patience)
    for name in FIGURES:
        assert getattr(found, name) == pytest.approx(getattr(exact, name), rel=2e-4), name
    for variant in VARIANTS:
        assert service_level(found, 20, variant) == pytest.approx(service_level(exact, 20, variant), abs=1e-4)


def test_the_tail_alone_is_erlang_a():
    """No step at all: everybody's patience is the tail's."""
    only_tail = PatienceCurve(np.array([0.0]), np.array([1.0]), 180.0)
    found, exact = curve_queue(0.11, 300, 30, only_tail), erlang_a(0.11, 300, 30, 180)
    for name in FIGURES:
        assert getattr(found, name) == pytest.approx(getattr(exact, name), rel=5e-4), name


def test_everybody_gives_up_after_a_minute():
    """Overload of two: half are lost; the others wait a minute less 1 / (rate - drain) = 10 s."""
    minute = PatienceCurve(np.array([0.0, 60.0]), np.array([1.0, 0.0]))
    queue = curve_queue(np.array([0.05, 0.1, 0.2]), 300, np.array(30.0), minute)
    assert (np.diff(queue.abandonment) > 0).all()
    assert queue.abandonment[2] == pytest.approx(0.5, abs=0.001)
    assert queue.asa_seconds[2] == pytest.approx(50, abs=0.2)
    assert queue.wait_seconds[2] == pytest.approx(0.5 * queue.asa_seconds[2] + 0.5 * 60, rel=1e-4)
    assert queue.abandoned_within(59.9) == pytest.approx(0, abs=1e-12)
    assert queue.abandoned_within(60.0) == pytest.approx(queue.abandonment)
    assert queue.answered_within(60.0) == pytest.approx(1 - queue.abandonment)


def test_what_is_done_is_what_was_not_given_up():
    """Any curve: the agents' work is that of those answered, and the states add up (n = 1 by hand).

    One agent, nobody waits at all: arrivals that find the agent busy are lost, a/(1 + a).
    """
    impatient = PatienceCurve(np.array([0.0, 1e-9]), np.array([1.0, 0.0]))
    queue = curve_queue(0.01, 100, 1, impatient)
    assert queue.abandonment == pytest.approx(0.5, abs=1e-6)
    assert queue.occupancy == pytest.approx(0.5, abs=1e-6)
