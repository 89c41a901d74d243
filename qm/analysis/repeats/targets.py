"""The repeat rate to aim for: never none, but what the better part of the centre does already."""

import math

import pandas as pd

from qm.models.comparison.fair_comparison import FEW
from qm.models.queueing.repeat_windows import best_quarter

TARGETS = {"agents": "Best quarter of agents", "reasons": "Best quarter of reasons", "own": "My own"}
OWN = 0.15
"""Where one's own target begins."""
LEAST = 4
"""So many agents or reasons with enough cases are needed for a best quarter."""


def targets(rate: float, agents: pd.DataFrame, reasons: pd.DataFrame) -> dict[str, float]:
    """Targets by where they come from: agents, reasons. Those for which there is too little to go by are left out.

    agents: what the best quarter of contacts' agents reach, each with their kinds of contacts
    allowed for and shrunk by what chance explains. reasons: the rate that the best quarter of
    contacts' reasons stay within.
    """
    if math.isnan(rate):
        return {}
    candidates = {"agents": from_agents(agents, rate), "reasons": from_reasons(reasons)}
    return {name: value for name, value in candidates.items() if value is not None and 0 < value < rate}


def from_agents(agents: pd.DataFrame, rate: float) -> float | None:
    """Today's rate with everybody as good as the best quarter is; None with fewer than four agents of thirty cases."""
    enough = agents[agents["n"] >= FEW]
    if len(enough) < LEAST:
        return None
    return rate + best_quarter(enough["shrunk"] - enough["expected"], enough["n"])


def from_reasons(reasons: pd.DataFrame) -> float | None:
    """The rate of the best quarter of reasons; None with fewer than four reasons of thirty cases."""
    enough = reasons[reasons["reason"].notna() & (reasons["n"] >= FEW)]
    return best_quarter(enough["value"], enough["n"]) if len(enough) >= LEAST else None
