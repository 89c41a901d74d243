"""Where one interval settles, from plain numbers alone: what `whatif` answers without a store."""

from dataclasses import asdict
from typing import Any

from qm.errors import QMError
from qm.models.queueing.agents_needed import Target, agents_needed, whole_agents
from qm.models.queueing.delay_correction import correct
from qm.models.queueing.feedback import Equilibrium, equilibria
from qm.models.queueing.scenario import Scenario, checked, written
from qm.models.queueing.tipping_points import tipping

SHOWN = ("rate", "service_level", "asa", "wait", "abandonment", "occupancy")


def single_interval(scenario: Scenario, target: float | None) -> dict[str, Any]:
    """The whole answer for plain numbers. Raises ImpossibleError and QMError."""
    states = equilibria(checked(scenario))
    # An impossible target is told before anything else is.
    needed = None if target is None else agents_needed(scenario, Target(service_level=target)).agents
    if not states:
        raise QMError(_nothing_settles(scenario, target, needed))
    edge = tipping(scenario)
    return {
        "equilibria": [_figures(scenario, state) for state in states],
        "agents_needed": needed,
        "gain": next((state.gain for state in states if state.stable), None),
        "tipping": asdict(edge) | {"headroom": edge.headroom, "recovery": edge.recovery},
    }


def _figures(scenario: Scenario, state: Equilibrium) -> dict[str, Any]:
    corrected = correct(scenario, state)
    return {
        "stable": state.stable,
        **{name: getattr(state, name) for name in SHOWN},
        "gain": state.gain,
        "redials": state.redials,
        "repeats": state.repeats,
        "aht": state.handle_seconds,
        "corrected": None if corrected is None else asdict(corrected),
    }


def _nothing_settles(scenario: Scenario, target: float | None, needed: int | None) -> str:
    least = float(whole_agents(scenario, "occupancy", 1.0))
    enough = f"it takes at least {least:.0f}" if least == least else "no number of agents is enough"
    wish = f", and {needed} for a service level of {written(target or 0)}" if needed else ""
    agents, fresh, minutes = (written(float(v)) for v in (scenario.agents, scenario.fresh, scenario.interval_minutes))
    return (
        f"Nothing settles with {agents} agents: {fresh} fresh contacts in {minutes} minutes"
        f" bring more work than they can do; {enough}{wish}."
    )
