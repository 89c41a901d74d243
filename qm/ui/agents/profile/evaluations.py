"""The newest evaluations, each with its answers and what the evaluator wrote."""

import pandas as pd
import streamlit as st

from qm.analysis.evaluations.answer_text import NotableAnswer, evaluation_heading, notable_answers
from qm.ui.frame import drill
from qm.ui.markup import literal


def evaluations_section(evaluations: pd.DataFrame, answers: pd.DataFrame) -> None:
    """One line per evaluation, that opens on its answers."""
    st.markdown("**Recent evaluations**")
    if evaluations.empty:
        st.caption("This agent was not evaluated in the period under these filters.")
        return
    for row in evaluations.to_dict("records"):
        own = answers[answers["evaluation_id"] == row["evaluation_id"]]
        with st.expander(literal(evaluation_heading(row)), key=f"evaluation.{row['evaluation_id']}"):
            st.markdown(answers_list(*notable_answers(own)) or "No answers in the data.")
            contact_id = row["contact_id"] if isinstance(row["contact_id"], str) else None
            drill.contact_link(
                contact_id,
                "Open the contact" if contact_id else "Open the evaluation",
                row["evaluation_id"],
                icon=":material/forum:",
            )


def answers_list(notable: list[NotableAnswer], rest: str) -> str:
    """What lost points or was commented, and the sentence on the rest, as a Markdown list."""
    lines = [_line(one) for one in notable] + ([rest] if rest else [])
    return "\n".join(f"- {line}" for line in lines)


def _line(one: NotableAnswer) -> str:
    text = f" {literal(one.text)}" if one.text else ""
    comment = f": *{literal(one.comment)}*" if one.comment else ""
    return f"**{literal(one.question)}**{text} – {literal(one.points)}{comment}"
