from dataclasses import replace

import numpy as np
import pytest

from qm.models.queueing.agents_needed import Need, Target, agents_needed, exact_agents, whole_agents
from qm.models.queueing.feedback import equilibria, settled
from qm.models.queueing.scenario import ImpossibleError, Scenario

BASE = Scenario(200, 30, 210, 1, 180, 0.5, 0.2)


@pytest.mark.parametrize(
    ("repeat", "contacts", "agents"),
    [
        (0, 203, 27),
        (0.05, 214, 28),
        (0.10, 226, 29),
        (0.15, 239, 31),
        (0.20, 254, 32),
        (0.25, 270, 34),
        (0.30, 289, 36),
        (0.40, 336, 41),
    ],
)
def test_the_staffing_table_with_repeats(repeat, contacts, agents):
    """200 fresh contacts in 30 minutes, 210 s, patience 180 s, half redial, 80/20."""
    scenario = replace(BASE, repeat_share=repeat)
    found = agents_needed(scenario, Target(service_level=0.8))
    assert found == Need(agents, "service_level", {"service_level": agents})
    assert equilibria(replace(scenario, agents=agents))[0].rate == pytest.approx(contacts, abs=0.51)


def test_one_less_is_not_enough():
    for part, value in (("service_level", 0.8), ("asa_seconds", 10), ("abandonment", 0.03), ("occupancy", 0.85)):
        n = whole_agents(BASE, part, value)[()]
        name = {"asa_seconds": "asa"}.get(part, part)
        reached = [float(getattr(settled(replace(BASE, agents=k), "worst"), name)) for k in (n - 1, n)]
        better = 1 if part == "service_level" else -1
        assert better * reached[0] < better * value <= better * reached[1], part


def test_the_part_that_binds_is_named():
    found = agents_needed(BASE, Target(service_level=0.8, asa_seconds=10, abandonment=0.01, occupancy=0.9))
    assert found.binding == "abandonment"
    assert found.agents == max(found.each.values())
    assert found.each["service_level"] == 32


def test_the_worst_state_has_to_meet_the_target():
    """With 100 agents the best state meets 80/20, the worst has a level of 0.2 %."""
    two = Scenario(474, 30, 300, 100, 300, 0.3, 0.10, 0.5, 60)
    assert settled(two, "best").service_level > 0.8
    found = agents_needed(two, Target(service_level=0.8))
    assert found.agents > 100
    # just enough for the busy state to vanish: the calm one is then far above the target
    (alone,) = equilibria(replace(two, agents=found.agents))
    assert alone.service_level > 0.9
    assert len(equilibria(replace(two, agents=found.agents - 1))) == 3


def test_agents_with_decimals_lie_below_the_whole_number():
    for part, value in (("service_level", 0.8), ("abandonment", 0.03)):
        exact, whole = exact_agents(BASE, part, value), whole_agents(BASE, part, value)
        assert whole == np.ceil(exact)
    at = settled(replace(BASE, agents=exact_agents(BASE, "service_level", 0.8)), "worst")
    assert at.service_level == pytest.approx(0.8, abs=1e-6)


def test_many_intervals_at_once_are_one_by_one():
    fresh = np.array([[5.0, 50], [150, 400]])
    found = whole_agents(replace(BASE, fresh=fresh), "service_level", 0.8)
    assert found.shape == (2, 2)
    alone = [agents_needed(replace(BASE, fresh=f), Target(0.8)).agents for f in fresh.ravel()]
    assert found.ravel().tolist() == alone


def test_a_level_that_counts_abandons_as_met_may_be_reached_by_hardly_anybody():
    """Patience of 5 s: nearly all hang up within 20 s, and that is "met" with a single agent."""
    hasty = replace(BASE, patience_seconds=5, variant="abandons_met")
    assert agents_needed(hasty, Target(0.8)).agents == 1
    assert agents_needed(replace(hasty, variant="offered"), Target(0.8)).agents > 20


def test_never_enough():
    assert agents_needed(replace(BASE, repeat_share=1.0, patience_seconds=np.inf), Target(0.8)) == Need(
        None, "service_level", {"service_level": None}
    )


@pytest.mark.parametrize("value", [0, -0.1, 1.01, 80, float("nan")])
def test_an_impossible_target_is_a_sentence(value):
    with pytest.raises(ImpossibleError, match=r"^The target can't be .*; give a number above 0 and up to 1.$"):
        agents_needed(BASE, Target(service_level=value))


def test_no_target_is_a_sentence():
    with pytest.raises(ImpossibleError, match="no target"):
        agents_needed(BASE, Target())
