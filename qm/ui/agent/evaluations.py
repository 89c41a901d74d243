"""The newest evaluations, each with its answers and what the evaluator wrote."""

import pandas as pd
import streamlit as st

from qm.analysis.contact.contact import answers_of
from qm.store import Store
from qm.ui import drill
from qm.ui.agent.figures import Figures
from qm.ui.contact.words import points
from qm.ui.markup import literal
from qm.wording import day_text, written


def evaluations_section(store: Store, figures: Figures) -> None:
    """One line per evaluation, that opens on its answers."""
    st.markdown("**Recent evaluations**")
    found = figures.profile.evaluations
    if found.empty:
        st.caption("This agent was not evaluated in the period under these filters.")
        return
    answers = answers_of(store, found["evaluation_id"].tolist())
    for row in found.to_dict("records"):
        own = answers[answers["evaluation_id"] == row["evaluation_id"]]
        with st.expander(literal(heading(row)), key=f"evaluation.{row['evaluation_id']}"):
            st.markdown("\n".join(f"- {line}" for line in lines(own)) or "No answers in the data.")
            contact_id = row["contact_id"] if isinstance(row["contact_id"], str) else None
            drill.contact_link(
                contact_id,
                "Open the contact" if contact_id else "Open the evaluation",
                row["evaluation_id"],
                icon=":material/forum:",
            )


def heading(row: dict) -> str:
    """An evaluation in a line."""
    score = row["quality_score"]
    parts = [day_text(row["evaluated_at"].date()), "no score" if score != score else written(score, "percent")]
    if row["auto_failed"]:
        parts.append("critical question failed")
    parts += [str(row[name]) for name in ("channel", "reason") if isinstance(row[name], str)]
    if row["csat"] == row["csat"]:
        parts.append(f"customer {row['csat']:g}")
    parts.append(f"by {row['evaluator_id']}")
    if not pd.isna(row["disputed"]) and row["disputed"]:
        parts.append("disputed")
    elif not pd.isna(row["acknowledged_at"]):
        parts.append("acknowledged")
    return " · ".join(parts)


def lines(answers: pd.DataFrame) -> list[str]:
    """What lost points or was commented, then the rest in one line."""
    told, full = [], 0
    for row in answers.to_dict("records"):
        comment = f": *{literal(row['comment'])}*" if isinstance(row["comment"], str) else ""
        if comment or row["failed"] or row["share"] < 1:
            text = f" {literal(row['text'])}" if isinstance(row["text"], str) else ""
            told.append(f"**{literal(row['question'])}**{text} – {literal(points(row))}{comment}")
        elif row["share"] >= 1:
            full += 1
    if full:
        told.append(f"Full points on {'the other ' if told else ''}{full} question{'s' if full > 1 else ''}.")
    return told
