"""The evaluations of a contact: their answers, one question looked at closely, and the agent's reply."""

import pandas as pd
import streamlit as st

from qm.analysis.contact import ContactAnswer
from qm.analysis.evaluations.answer_text import evaluation_summary, points_text
from qm.store import Session
from qm.ui import state
from qm.ui.contact.question import question_section
from qm.ui.contact.reply import reply_section
from qm.ui.frame import drill
from qm.ui.markup import literal


def evaluation_section(session: Session, answer: ContactAnswer) -> None:
    """The evaluation chosen, or the first."""
    if answer.evaluation is None:
        st.markdown("**Evaluation**")
        st.caption("This contact has not been evaluated.")
        return
    known = answer.evaluations["evaluation_id"].tolist()
    st.markdown("**Evaluation**" if len(known) == 1 else f"**{len(known)} evaluations**")
    if len(known) > 1:
        chosen = answer.evaluation["evaluation_id"]
        st.segmented_control(
            "Evaluation",
            known,
            default=chosen,
            label_visibility="collapsed",
            format_func=literal,
            required=True,
            **state.widget("contact.evaluation", chosen, _choose, tuple(known)),
        )
    st.caption(literal(evaluation_summary(answer.evaluation)))
    if answer.answers.empty:
        st.caption("This evaluation has no answers in the data.")
    else:
        st.table(displayed(answer.answers), hide_index=True, border="horizontal")
        question_section(answer)
    reply_section(session, answer.evaluation, answer.replies)


def _choose(evaluation: str) -> None:
    drill.look(evaluation=evaluation, question=None)


def displayed(answers: pd.DataFrame) -> pd.DataFrame:
    """The answers as they are read."""
    rows = answers.to_dict("records")
    table = pd.DataFrame(
        {
            "Question": [_named(r) for r in rows],
            "Section": [literal(r["section"]) if isinstance(r["section"], str) else "" for r in rows],
            "Points": [literal(points_text(r)) for r in rows],
            "Comment": [literal(r["comment"]) if isinstance(r["comment"], str) else "" for r in rows],
        }
    )
    return table.loc[:, (table != "").any()]


def _named(row: dict) -> str:
    text = f" {literal(row['text'])}" if isinstance(row["text"], str) else ""
    return f"**{literal(row['question'])}**{text}"
