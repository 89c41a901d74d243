"""The work this agent gets, and how much of the figures it explains."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.profile_text import figure_text, metric_verdict_text, mix_takeaway, step_text
from qm.metrics import METRICS
from qm.ui import state
from qm.ui.frame import drill
from qm.ui.markup import literal
from qm.wording import written


def work_section(answer: AgentAnswer) -> None:
    """Kinds of work beside the centre's, and each metric taken apart into mix and the rest."""
    st.markdown("**The mix of contacts, and what it explains**")
    _explained(answer.profile.metrics)
    _mix(answer.agent, answer.profile.mix)


def _explained(metrics: pd.DataFrame) -> None:
    if metrics.empty:
        st.caption("Nothing of this agent's work was measured in the period.")
        return
    st.caption(literal(mix_takeaway(metrics)))
    st.dataframe(
        explained(metrics),
        hide_index=True,
        alt="Observed against expected, metric by metric",
        height="content",
        column_config={
            "Metric": st.column_config.TextColumn(width="medium"),
            "n": st.column_config.NumberColumn(format="localized"),
        },
    )


def explained(metrics: pd.DataFrame) -> pd.DataFrame:
    """One row per metric: the centre, what the mix makes of it, the agent, and whether the rest is chance."""
    rows = []
    for row in metrics.to_dict("records"):
        form = METRICS[row["metric"]].format
        rows.append(
            {
                "Metric": row["name"],
                "n": row["n"],
                "Agent": figure_text(row["value"], form),
                "Expected": figure_text(row["expected"], form),
                "Centre": figure_text(row["centre"], form),
                "Mix explains": step_text(row["expected"] - row["centre"], row["metric"]),
                "Left over": step_text(row["difference"], row["metric"]),
                "Verdict": metric_verdict_text(row),
            }
        )
    return pd.DataFrame(rows)


def _mix(agent: str, mix: pd.DataFrame) -> None:
    if mix.empty:
        st.caption("This agent handled no contacts in the period under these filters.")
        return
    st.caption("The kinds of work, most first. Select a row to look at contacts of that reason alone.")

    def look(selection: Any) -> bool:
        if selection.rows:
            reason = mix["reason"].iloc[selection.rows[0]]
            drill.to_reason(agent, reason if isinstance(reason, str) else None)
        return bool(selection.rows)

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
        **state.picking("work.mix", look),
        selection_mode="single-row",
        alt="Contacts by channel and reason",
        height="content" if len(mix) <= 8 else 300,
    )
