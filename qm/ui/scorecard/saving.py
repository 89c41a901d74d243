"""Weights kept as a version with a note, and taken away: a table, and a page for the agents."""

from datetime import datetime

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.weight_comparison import Proposal
from qm.errors import QMError
from qm.store import Store
from qm.store.scorecard_versions import save_version
from qm.ui.chart import as_csv
from qm.ui.scorecard.handout import handout
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import standing_of

NOTE = "scorecard.note"
_SAID = "scorecard.said"


def save_section(store: Store, question: Question, made: Proposal, verdicts: list[str]) -> None:
    """Save what is on the sliders, or take it away as CSV or as a page to print."""
    st.markdown("**Save these weights**")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Why these weights",
            key=NOTE,
            max_chars=400,
            width=420,
            placeholder="A note for those who are scored by them",
        )
        st.button(
            "Save as a version",
            icon=":material/save:",
            key="scorecard.save",
            on_click=_save,
            args=(store, question, made),
        )
        frame = table(question, made, verdicts)
        st.download_button(
            "CSV",
            lambda: as_csv(frame, ["Scorecard weights", *question.lines]),
            "scorecard.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="scorecard.csv",
        )
        note = str(st.session_state.get(NOTE) or "")
        st.download_button(
            "Page for the agents",
            lambda: handout(question, made, note),
            "scorecard.html",
            "text/html",
            icon=":material/print:",
            on_click="ignore",
            key="scorecard.print",
            help="One file to print or to send: what each question counts from now on and counted before, and why.",
        )
    said = st.session_state.pop(_SAID, None)
    if said:
        kind, text = said
        (st.error if kind == "error" else st.success)(text)
        if kind == "saved":
            st.session_state[_SAID] = ("told", text)
            st.rerun()  # the list of versions stands outside this part


def _save(store: Store, question: Question, made: Proposal) -> None:
    points = {
        name: round(float(p), 6) for name, p in zip(question.names, standing_of(question).setting.points, strict=True)
    }
    figures = {"pairs": float(made.n), "pass_rate": made.passing, "mean": made.mean}
    if made.rank.value is not None:
        figures["alignment"] = made.rank.value
    figures = {name: value for name, value in figures.items() if value == value}
    try:
        saved = save_version(
            store,
            question.scorecard,
            str(st.session_state.get(NOTE) or ""),
            points,
            figures,
            datetime.now().replace(microsecond=0),
        )
    except QMError as error:
        st.session_state[_SAID] = ("error", str(error))
        return
    st.session_state[_SAID] = (
        "saved",
        f"Saved as version {saved.version}, a proposal: no score changes until it is put in use.",
    )


def table(question: Question, made: Proposal, verdicts: list[str]) -> pd.DataFrame:
    """One row per question: its points today and on the sliders, and what is known of it."""
    known, found = question.known, question.found
    return pd.DataFrame(
        {
            "question": question.names,
            "text": question.texts,
            "section": known["section"],
            "today": question.on.points,
            "points": made.points,
            "importance": found.importance,
            "importance_low": found.low,
            "importance_high": found.high,
            "pass_rate": known["passed"],
            "answers": known["n"],
            "agreement_ac1": known["agreement"],
            "agreement_low": known["agreement_low"],
            "agreement_high": known["agreement_high"],
            "dimension": known["dimension"],
            "controllable": known["controllable"],
            "critical": known["critical"],
            "verdict": verdicts,
        }
    )
