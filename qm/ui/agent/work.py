"""The work this agent gets, and how much of the figures it explains."""

import pandas as pd
import streamlit as st

from qm.metrics import METRICS
from qm.ui import drill
from qm.ui.agent.figures import Figures
from qm.ui.agent.standing import figure
from qm.ui.markup import literal
from qm.wording import Scale, written
from qm.wording.scale import NO_CHANGE

_ROUND = "work.round"
VERDICTS = {"above": "higher", "below": "lower", "ordinary": "as expected", "too few": "too few"}


def work_section(figures: Figures) -> None:
    """Kinds of work beside the centre's, and each metric taken apart into mix and the rest."""
    st.markdown("**The mix of contacts, and what it explains**")
    _explained(figures)
    _mix(figures)


def _mix(figures: Figures) -> None:
    mix = figures.profile.mix
    if mix.empty:
        st.caption("This agent handled no contacts in the period under these filters.")
        return
    st.caption("The kinds of work, most first. Select a row to look at contacts of that reason alone.")
    key = f"work.mix.{st.session_state.get(_ROUND, 0)}"

    def look() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            reason = mix["reason"].iloc[picked[0]]
            drill.to_reason(figures.agent, reason if isinstance(reason, str) else None)

    st.dataframe(
        pd.DataFrame(
            {
                "Reason": mix["reason"].fillna("unknown"),
                "Channel": mix["channel"].fillna("unknown"),
                "Contacts": mix["contacts"],
                "Share": [written(share, "percent") for share in mix["share"]],
                "Centre's share": [written(share, "percent") for share in mix["centre_share"]],
            }
        ),
        hide_index=True,
        key=key,
        on_select=look,
        selection_mode="single-row",
        alt="Contacts by channel and reason",
        height="content" if len(mix) <= 8 else 300,
    )


def _explained(figures: Figures) -> None:
    found = figures.profile.metrics
    if found.empty:
        st.caption("Nothing of this agent's work was measured in the period.")
        return
    st.caption(literal(takeaway(found)))
    st.dataframe(
        explained(found),
        hide_index=True,
        alt="Observed against expected, metric by metric",
        height="content",
        column_config={
            "Metric": st.column_config.TextColumn(width="medium"),
            "n": st.column_config.NumberColumn(format="localized"),
        },
    )


def explained(found: pd.DataFrame) -> pd.DataFrame:
    """One row per metric: the centre, what the mix makes of it, the agent, and whether the rest is chance."""
    rows = []
    for row in found.to_dict("records"):
        form = METRICS[row["metric"]].format
        rows.append(
            {
                "Metric": row["name"],
                "n": row["n"],
                "Agent": figure(row["value"], form),
                "Expected": figure(row["expected"], form),
                "Centre": figure(row["centre"], form),
                "Mix explains": _change(row["expected"] - row["centre"], row),
                "Left over": _change(row["difference"], row),
                "Verdict": VERDICTS[row["verdict"]] + (" (few cases)" if isinstance(row["label"], str) else ""),
            }
        )
    return pd.DataFrame(rows)


def _change(difference: float, row: dict) -> str:
    metric = METRICS[row["metric"]]
    said = Scale(metric.name, metric.label, metric.format, metric.kind, metric.better).change_text(difference)
    return "nothing" if said == NO_CHANGE else said


def takeaway(found: pd.DataFrame) -> str:
    """What to make of the handle time, the figure that the mix moves most; else how to read the table."""
    read = "Expected is what peers reach with this agent's mix of work; only the step from there is the agent's."
    aht = found[found["metric"] == "aht"]
    if aht.empty:
        return read
    row = aht.iloc[0]
    centre, expected, value = (figure(row[name], "duration") for name in ("centre", "expected", "value"))
    return f"{read} Handle time: the centre takes {centre}, this mix makes it {expected}, the agent takes {value}."
