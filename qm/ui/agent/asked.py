"""Question by question, against peers with the same mix of work."""

import pandas as pd
import streamlit as st

from qm.ui.agent.figures import Figures
from qm.wording import written
from qm.wording.scale import DASH

WORDS = {"above": "better", "below": "worse", "ordinary": "as peers", "too few": "too few"}


def asked_section(figures: Figures) -> None:
    """One row per question."""
    st.markdown("**Question by question, against peers with the same mix of work**")
    found = figures.profile.questions
    if found.empty:
        st.caption("This agent was not evaluated in the period, so there are no questions to compare.")
        return
    context = "" if found["controllable"].all() else " Context: not in the agent's hands."
    st.caption(f"Shares of points. Likely: where the agent's true share lies, chance taken out.{context}")
    st.dataframe(
        table(found),
        hide_index=True,
        alt="Shares of points by question, and those of peers",
        height="content",
        column_config={"Question": st.column_config.TextColumn(width=330)},
    )


def table(found: pd.DataFrame) -> pd.DataFrame:
    """The questions as shown."""
    rows = found.to_dict("records")
    return pd.DataFrame(
        {
            "Question": [f"{r['question']} {r['text']}" if isinstance(r["text"], str) else r["question"] for r in rows],
            "n": found["n"],
            "Share": [written(r["value"], "percent") for r in rows],
            "Peers": [written(r["expected"], "percent") for r in rows],
            "Likely": [likely(r) for r in rows],
            "Verdict": [verdict(r) for r in rows],
        }
    )


def likely(row: dict) -> str:
    """The interval of the true share; a dash for too few."""
    if row["verdict"] == "too few":
        return DASH
    return f"{written(row['low'], 'percent')} to {written(row['high'], 'percent')}"


def verdict(row: dict) -> str:
    """The verdict in words, and what limits it."""
    limits = ["few cases"] if isinstance(row["label"], str) else []
    limits += [] if row["controllable"] else ["context"]
    return WORDS[row["verdict"]] + (f" ({', '.join(limits)})" if limits else "")
