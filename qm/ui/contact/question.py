"""One answer looked at closely, beside how the agent and everybody do on the same question."""

import pandas as pd
import streamlit as st

from qm.analysis.view import View
from qm.models.comparison.fair_comparison import FEWEST
from qm.store import Store
from qm.ui import drill
from qm.ui.agent.answers import everybody
from qm.ui.contact.words import points
from qm.ui.markup import literal
from qm.wording import written

_CHOICE = "contact.question"


def question_section(store: Store, view: View, evaluation: dict, answers: pd.DataFrame) -> str | None:
    """The question chosen, or None."""
    known = answers["question"].tolist()
    texts = {q: text if isinstance(text, str) else "" for q, text in zip(known, answers["text"], strict=True)}
    asked = drill.named("question")
    if asked is not None and asked not in known:
        st.warning(
            f"Evaluation '{literal(evaluation['evaluation_id'])}' has no question '{literal(asked)}'; it has "
            f"{literal(', '.join(known))}.",
            icon=":material/link_off:",
        )
    st.session_state[_CHOICE] = asked if asked in known else None
    question = st.selectbox(
        "Look closer at a question",
        known,
        index=None,
        key=_CHOICE,
        on_change=_choose,
        width=420,
        format_func=lambda q: f"{q} {texts[q]}".strip(),
        placeholder="Choose a question",
    )
    if question is None:
        return None
    row = answers[answers["question"] == question].iloc[0].to_dict()
    with st.container(border=True, key="answer"):
        st.markdown(f"**{literal(question)}** {literal(texts[question])}")
        parts = [f"points {points(row)}"]
        if row["weight"] == row["weight"] and row["weight"] is not None:
            parts.append(f"weight {row['weight']:g}")
        parts += [str(row[name]) for name in ("section", "dimension") if isinstance(row[name], str)]
        if isinstance(row["critical"], str):
            parts.append(f"critical ({row['critical']})")
        if row["controllable"] is False:
            parts.append("not in the agent's hands")
        st.caption(literal(" · ".join(parts)))
        if isinstance(row["comment"], str):
            st.markdown(f"> {literal(row['comment'])}")
        st.caption(literal(standing(store, view, evaluation["agent_id"], question)))
    return str(question)


def _choose() -> None:
    drill.look(question=st.session_state[_CHOICE])


def standing(store: Store, view: View, agent_id: object, question: str) -> str:
    """How the agent does on the question in the period, against peers with the same mix of work."""
    compared = everybody(store, view.current).questions.get(question)
    row = compared.row(str(agent_id)) if compared is not None and isinstance(agent_id, str) else None
    if compared is None or row is None:
        return "In the period looked at, this agent was not evaluated on this question."
    said = (
        f"In the period looked at, the agent got {written(row['value'], 'percent')} of the points on this question in "
        f"{row['n']:,} evaluations; peers with the same mix of work get {written(row['expected'], 'percent')}, "
        f"everybody {written(compared.centre, 'percent')}"
    )
    return said + (f". Too few to compare (fewer than {FEWEST})." if row["n"] < FEWEST else ".")
