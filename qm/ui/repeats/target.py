"""The repeat rate to aim for: never none, but what the better part of the centre does already."""

import math

import pandas as pd

from qm.charts.breakdown import SOME
from qm.models.queueing.repeat_windows import best_quarter
from qm.store import Store
from qm.ui.lookup import version
from qm.ui.repeats import answers
from qm.ui.repeats.figures import Figures

OWN = 0.15
"""Where one's own target begins."""


def targets(store: Store, figures: Figures) -> dict[str, float]:
    """Targets by where they come from: agents, reasons. Those for which there is too little to go by are left out.

    agents: what the best quarter of contacts' agents reach, each with their kinds of contacts
    allowed for and shrunk by what chance explains. reasons: the rate that the best quarter of
    contacts' reasons stay within.
    """
    question, known = figures.question, version(store)
    rate = float(figures.rate["value"])
    if math.isnan(rate):
        return {}
    agents = answers.agents(known, store, question.view.current, question.definitions)
    reasons = answers.splits(known, store, question.view.current, question.definitions)[("reason",)]
    found = {"agents": from_agents(agents, rate), "reasons": from_reasons(reasons)}
    return {name: value for name, value in found.items() if value is not None and 0 < value < rate}


def from_agents(agents: pd.DataFrame, rate: float) -> float | None:
    """Today's rate with everybody as good as the best quarter is; None with fewer than four agents of thirty cases."""
    enough = agents[agents["n"] >= SOME]
    if len(enough) < 4:
        return None
    return rate + best_quarter(enough["shrunk"] - enough["expected"], enough["n"])


def from_reasons(reasons: pd.DataFrame) -> float | None:
    """The rate of the best quarter of reasons; None with fewer than four reasons of thirty cases."""
    enough = reasons[reasons["reason"].notna() & (reasons["n"] >= SOME)]
    return best_quarter(enough["value"], enough["n"]) if len(enough) >= 4 else None
