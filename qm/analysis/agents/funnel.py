"""Everybody by number of cases, and what the funnel's limits mean."""

import numpy as np
import pandas as pd

from qm.analysis.agents.answer import AgentsAnswer
from qm.analysis.agents.verdict_text import standings, verdict_texts
from qm.models.comparison.fair_comparison import FEWEST
from qm.models.comparison.standing import BETTER, HIGHER, LOWER, WORSE
from qm.wording import listed

NOTABLE_DISPERSION = 1.2
"""The ratio of variances from which on the widening of the limits is said."""


def funnel_frame(answer: AgentsAnswer) -> pd.DataFrame:
    """One row per unit with ten cases, as `qm.charts.funnel` draws it: the comparison's figures and
    group (its name), standing, verdict_text, adjusted (the value as it would be with the centre's mix of work)."""
    comparison = answer.comparison
    assert comparison is not None
    enough, better = comparison.enough, comparison.metric.better
    adjusted = comparison.centre + enough["difference"]
    return enough.assign(
        group=answer.called(enough["agent"]),
        standing=standings(enough, better),
        verdict_text=verdict_texts(enough, comparison.metric.name, better),
        adjusted=adjusted.where(np.isfinite(adjusted), enough["value"]),
    )


def funnel_takeaway(answer: AgentsAnswer) -> str:
    """How many differ by the verdict, and what the limits mean."""
    comparison = answer.comparison
    assert comparison is not None
    words = standings(comparison.enough, comparison.metric.better)
    parts = [
        f"{word} than expected: {listed(answer.called(comparison.enough.loc[words == word, 'agent']), 4)}"
        for word in (BETTER, WORSE, HIGHER, LOWER)
        if (words == word).any()
    ]
    told = f"Surely {'; '.join(parts)}." if parts else "Nobody differs surely from what the work lets expect."
    told += (
        " Colour is the verdict, which looks at mix of work, number of cases and how many are looked at; the limits "
        "show how far chance alone reaches"
    )
    if comparison.dispersion >= NOTABLE_DISPERSION:
        told += f", widened ×{np.sqrt(comparison.dispersion):.1f} because all differ more than by chance"
    told += "."
    if answer.too_few:
        told += f" {answer.counted(answer.too_few)} with fewer than {FEWEST} cases: not drawn."
    return told


def why_no_funnel(answer: AgentsAnswer) -> str:
    """Why there is nothing to draw; empty where there is."""
    if answer.comparison is None:
        return "The filters say nothing about this metric; take one away, or look closer at another."
    if answer.comparison.frame.empty:
        return "Nothing in this selection; widen the filters, or look closer at another metric."
    if answer.comparison.enough.empty:
        return f"Nobody has {FEWEST} cases in this selection; nothing is drawn of so few."
    return ""
