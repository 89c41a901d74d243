"""Everybody by number of cases, and what the funnel's lines mean."""

import numpy as np
import pandas as pd

from qm.analysis.agents.agent_list import list_verdict
from qm.analysis.agents.answer import UNITS, AgentsAnswer
from qm.analysis.agents.verdict_text import standings, verdict_texts
from qm.models.comparison.fair_comparison import FEWEST
from qm.models.comparison.standing import EXPECTED
from qm.wording import listed


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
    """How many differ by the verdict, and who lies outside the lines all the same."""
    comparison = answer.comparison
    assert comparison is not None
    told = list_verdict(answer).strip()
    outside = _outside_but_grey(answer)
    if outside:
        told += (
            f" Outside the inner lines but grey: {listed(outside, 3)}. Of {len(comparison.enough):,} compared, a few "
            "land there by chance."
        )
    if answer.too_few:
        told += f" Not drawn: {answer.counted(answer.too_few)} with fewer than {FEWEST} cases."
    return told


def funnel_method(answer: AgentsAnswer) -> str:
    """What the lines and colours mean, for whoever wants to know."""
    return (
        f"Chance alone leaves 95% of {UNITS[answer.by]}s within the inner lines. Where many are compared, some land "
        "outside by chance, so the verdict starts at the outer lines; near them it may differ, as it also allows for "
        "uncertain expectations. Squares: told apart, but too small to act on (set under Data, Definitions)."
    )


def _outside_but_grey(answer: AgentsAnswer) -> list[str]:
    """Names of those beyond the inner lines whom the verdict does not tell apart."""
    comparison = answer.comparison
    assert comparison is not None
    frame = funnel_frame(answer)
    inner = comparison.limits[comparison.limits["confidence"] == comparison.limits["confidence"].min()]
    low, high = (np.interp(frame["n"], inner["n"], inner[side]) for side in ("low", "high"))
    is_outside = (frame["adjusted"] < low) | (frame["adjusted"] > high)
    return list(frame.loc[is_outside & (frame["standing"] == EXPECTED), "group"])


def why_no_funnel(answer: AgentsAnswer) -> str:
    """Why there is nothing to draw; empty where there is."""
    if answer.comparison is None:
        return "This metric can't be filtered that way; remove a filter, or choose another metric."
    if answer.comparison.frame.empty:
        return "No data in this selection; widen the filters, or choose another metric."
    if answer.comparison.enough.empty:
        return f"Too few to tell: nobody has {FEWEST} cases in this selection."
    return ""
