"""Question by question, against peers with the same mix of work."""

import pandas as pd
import streamlit as st

from qm.ui.agent.figures import Figures

WORDS = {"above": "better", "below": "worse", "ordinary": "as peers", "too few": "too few"}


def asked_section(figures: Figures) -> None:
    """One row per question."""
    st.markdown("**Question by question, against peers with the same mix of work**")
    found = figures.profile.questions
    if found.empty:
        st.caption("This agent was not evaluated in the period, so there are no questions to compare.")
        return
    st.caption("Shares of points. *Likely* is the agent's own share with chance taken out, and how sure one can be.")
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(
        table(found), hide_index=True, alt="Shares of points by question, and those of peers", height="content",
        column_config={
            "Question": st.column_config.TextColumn(width="small", pinned=True),
            "Text": st.column_config.TextColumn(width="large"),
            **dict.fromkeys(("Share", "Peers", "Likely", "from", "to"), percent),
        },
    )  # fmt: skip


def table(found: pd.DataFrame) -> pd.DataFrame:
    """The questions as shown."""
    said = [WORDS[v] + (f", {label}" if isinstance(label, str) else "")
            for v, label in zip(found["verdict"], found["label"], strict=True)]  # fmt: skip
    enough = found["verdict"] != "too few"
    return pd.DataFrame({
        "Question": found["question"], "Text": found["text"].fillna(""), "n": found["n"], "Share": found["value"],
        "Peers": found["expected"], "Likely": found["shrunk"].where(enough), "from": found["low"].where(enough),
        "to": found["high"].where(enough), "Verdict": said,
        "In the agent's hands": found["controllable"].map({True: "yes", False: "no"}),
    })  # fmt: skip
