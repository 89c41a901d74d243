"""The evaluations of a contact: their answers, one question looked at closely, and the agent's reply."""

import pandas as pd
import streamlit as st

from qm.analysis.contact.contact import answers_of
from qm.analysis.view import View
from qm.store import Store
from qm.ui import drill
from qm.ui.contact.address import Asked
from qm.ui.contact.question import question_section
from qm.ui.contact.replying import reply_section
from qm.ui.contact.words import points
from qm.ui.markup import literal
from qm.wording import moment_text, written

_CHOICE = "contact.evaluation"


def evaluation_section(
    store: Store, view: View, evaluations: pd.DataFrame, wanted: Asked
) -> tuple[dict | None, str | None]:
    """Draw the evaluation chosen, or the first; its row, and the question looked at."""
    st.markdown("**Evaluation**" if len(evaluations) == 1 else f"**{len(evaluations)} evaluations**")
    known = evaluations["evaluation_id"].tolist()
    chosen = wanted.evaluation or known[0]
    if len(known) > 1:
        st.session_state[_CHOICE] = chosen
        st.segmented_control(
            "Evaluation",
            known,
            key=_CHOICE,
            label_visibility="collapsed",
            on_change=_choose,
            format_func=literal,
            required=True,
        )
    row = evaluations[evaluations["evaluation_id"] == chosen].iloc[0].to_dict()
    st.caption(literal(summary(row)))
    answers = answers_of(store, [row["evaluation_id"]])
    question = None
    if answers.empty:
        st.caption("This evaluation has no answers in the data.")
    else:
        st.table(_shown(answers), hide_index=True, border="horizontal")
        question = question_section(store, view, row, answers)
    reply_section(store, row)
    return row, question


def _choose() -> None:
    drill.look(evaluation=st.session_state[_CHOICE], question=None)


def summary(row: dict) -> str:
    """Who scored it, when, with what result."""
    parts = [f"{row['evaluation_id']}: by {row['evaluator_id']} on {moment_text(row['evaluated_at'])}"]
    if isinstance(row["scorecard"], str):
        parts.append(f"scorecard {row['scorecard']}")
    score = row["quality_score"]
    parts.append("no answer counts" if score != score else f"quality score {written(score, 'percent')}")
    if row["auto_failed"]:
        parts.append("a critical question failed")
    if isinstance(row["calibration_id"], str):
        parts.append(f"calibration {row['calibration_id']}")
    return " · ".join(parts)


def _shown(answers: pd.DataFrame) -> pd.DataFrame:
    rows = answers.to_dict("records")
    table = pd.DataFrame(
        {
            "Question": [_named(r) for r in rows],
            "Section": [literal(r["section"]) if isinstance(r["section"], str) else "" for r in rows],
            "Points": [literal(points(r)) for r in rows],
            "Comment": [literal(r["comment"]) if isinstance(r["comment"], str) else "" for r in rows],
        }
    )
    return table.loc[:, (table != "").any()]


def _named(row: dict) -> str:
    text = f" {literal(row['text'])}" if isinstance(row["text"], str) else ""
    return f"**{literal(row['question'])}**{text}"
