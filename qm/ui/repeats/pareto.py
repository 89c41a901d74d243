"""Pareto: which contacts the repeats follow, by handle hours or by number."""

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.groups import UNKNOWN
from qm.charts.pareto import pareto
from qm.ui.chart import Figure, show_chart
from qm.ui.errors import fragment
from qm.ui.repeats.choices import CAUSES, COUNTED
from qm.ui.repeats.figures import Figures

MOST = 9
REST = "all others"


@fragment
def pareto_section(figures: Figures) -> None:
    """The causes of repeat contacts, largest first, with what they add up to."""
    question, causes = figures.question, figures.work.causes
    chart, choice = st.container(), st.container(horizontal=True)
    with choice:
        by = _choose("What they follow", CAUSES, "cause")
        of = _choose("Counted in", COUNTED, "counted")
    title = f"Repeats by the {CAUSES[by].lower()} of the contact they follow"
    frame = shares(causes, by, of)
    with chart:
        if frame.empty:
            st.markdown(f"**{title}**")
            if len(causes):
                st.caption("No contact in this selection has a known handle time; count contacts instead.")
            else:
                st.caption(f"No contact in this selection follows an earlier one within {question.within}.")
            return
        figure = Figure(
            pareto(frame),
            frame.drop(columns="text"),
            title,
            takeaway(frame, COUNTED[of].lower()),
            [*question.lines, "laid at the door of the contact that ended last before"],
            f"repeats-by-{by}",
        )
        show_chart(figure, key="pareto")


def _choose(label: str, choices: dict[str, str], key: str) -> str:
    chosen = st.segmented_control(
        label,
        list(choices),
        format_func=choices.__getitem__,
        key=key,
        default=next(iter(choices)),
        bind="query-params",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    return str(chosen)


def shares(causes: pd.DataFrame, by: str, of: str) -> pd.DataFrame:
    """One row per cause, largest first, the small ones together: group, amount, share, cumulative and text."""
    reason, channel = (causes[c].fillna(UNKNOWN.strip("()")) for c in ("reason", "channel"))
    group = reason if by == "reason" else reason + " · " + channel
    amount = causes[of].astype(float).groupby(group.to_numpy()).sum().sort_values(ascending=False, kind="stable")
    amount = amount[amount > 0]
    if amount.empty:
        return pd.DataFrame(columns=["group", "amount", "share", "cumulative", "text"])
    names, values = list(amount.index), amount.to_numpy()
    if len(values) > MOST + 1:
        names = [*names[:MOST], f"{REST} ({len(values) - MOST})"]
        values = np.append(values[:MOST], values[MOST:].sum())
    hours = of == "handle_seconds"
    values = values / 3600 if hours else values
    share = values / values.sum()
    return pd.DataFrame(
        {
            "group": names,
            "amount": values,
            "share": share,
            "cumulative": np.minimum(share.cumsum(), 1),
            "text": [_written(v, hours) for v in values],
        }
    )


def _written(value: float, hours: bool) -> str:
    if not hours:
        return f"{value:,.0f}"
    return f"{value:,.0f} h" if value >= 10 else f"{value:.1f} h"


def takeaway(frame: pd.DataFrame, unit: str) -> str:
    """How few causes make up half of it."""
    named = frame[~frame["group"].str.startswith(REST)]
    half = int((frame["cumulative"] < 0.5).sum()) + 1
    if half > len(named) or len(frame) == 1:
        top = frame.iloc[0]
        return f"{_capital(top['group'])} accounts for {top['share']:.0%} of the {unit} ({top['text']})."
    listed = ", ".join(named["group"].head(half))
    together = frame["cumulative"].iloc[half - 1]
    if half == 1:
        return f"{_capital(listed)} alone accounts for {together:.0%} of the {unit}."
    return f"{half} causes account for {together:.0%} of the {unit}: {listed}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
