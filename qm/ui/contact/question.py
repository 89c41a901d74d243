"""One answer looked at closely, beside how the agent and everybody do on the same question."""

import streamlit as st

from qm.analysis.contact import ContactAnswer
from qm.analysis.contact.facts_text import answer_facts
from qm.analysis.evaluations.answer_text import points_text
from qm.ui import state
from qm.ui.frame import drill
from qm.ui.markup import literal


def question_section(answer: ContactAnswer) -> None:
    """The choice of a question, and the one chosen."""
    answers, row = answer.answers, answer.question
    texts = {
        question: text if isinstance(text, str) else ""
        for question, text in zip(answers["question"], answers["text"], strict=True)
    }
    if answer.question_problem:
        st.warning(literal(answer.question_problem), icon=":material/link_off:")
    known, chosen = list(texts), row["question"] if row else None
    st.selectbox(
        "Look closer at a question",
        known,
        index=None if chosen is None else known.index(chosen),
        width=420,
        format_func=lambda q: f"{q} {texts[q]}".strip(),
        placeholder="Choose a question",
        **state.widget("contact.question", chosen, _choose, tuple(known)),
    )
    if row is None:
        return
    with st.container(border=True, key="answer"):
        st.markdown(f"**{literal(row['question'])}** {literal(texts[row['question']])}")
        st.caption(literal(answer_facts(row, points_text(row))))
        if isinstance(row["comment"], str):
            st.markdown(f"> {literal(row['comment'])}")
        st.caption(literal(answer.peers_text))


def _choose(question: str | None) -> None:
    drill.look(question=question)
