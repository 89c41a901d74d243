"""Question by question, against peers with the same mix of work."""

import pandas as pd
import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.profile_text import likely_text, question_name, question_verdict_text
from qm.wording import written


def questions_section(answer: AgentAnswer) -> None:
    """One row per question."""
    st.markdown("**Question by question, against peers with the same mix of work**")
    found = answer.profile.questions
    if found.empty:
        st.caption("This agent was not evaluated in the period, so there are no questions to compare.")
        return
    context = "" if found["controllable"].all() else " Context: not in the agent's hands."
    st.caption(f"Shares of points. Likely: where the agent's true share lies, chance taken out.{context}")
    st.dataframe(
        displayed(found),
        hide_index=True,
        alt="Shares of points by question, and those of peers",
        height="content",
        column_config={"Question": st.column_config.TextColumn(width=330)},
    )


def displayed(table: pd.DataFrame) -> pd.DataFrame:
    """The questions as they are read."""
    rows = table.to_dict("records")
    return pd.DataFrame(
        {
            "Question": [question_name(r) for r in rows],
            "n": table["n"],
            "Share": [written(r["value"], "percent") for r in rows],
            "Peers": [written(r["expected"], "percent") for r in rows],
            "Likely": [likely_text(r) for r in rows],
            "Verdict": [question_verdict_text(r) for r in rows],
        }
    )
