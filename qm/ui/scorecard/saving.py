"""Weights kept as a version with a note, and taken away: a table, and a page for the agents."""

from datetime import datetime

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer
from qm.analysis.scorecard.handout import handout
from qm.errors import QMError
from qm.models.scorecard.weight_comparison import WeightComparison
from qm.store import Session
from qm.store.scorecard_versions import save_version
from qm.ui import state
from qm.ui.chart import as_csv
from qm.ui.scorecard.setting import setting_of

NOTE = "scorecard.note"
PLACE, SAVED = "scorecard.saving", "scorecard.saved"


def save_section(session: Session, answer: ScorecardAnswer, compared: WeightComparison) -> None:
    """Save what is on the sliders, or take it away as CSV or as a page to print."""
    st.markdown("**Save these weights**")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Why these weights?",
            key=NOTE,
            max_chars=400,
            width=420,
            placeholder="A note for the agents who are scored by them",
        )
        st.button(
            "Save as a version",
            icon=":material/save:",
            key="scorecard.save",
            on_click=_save,
            args=(session, answer, compared),
        )
        frame = answer.to_frame(compared.points)
        st.download_button(
            "CSV",
            lambda: as_csv(frame, ["Scorecard weights", *answer.lines]),
            "scorecard.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="scorecard.csv",
        )
        note = str(state.typed(NOTE) or "")
        st.download_button(
            "Sheet for the agents",
            lambda: handout(answer, compared, note),
            "scorecard.html",
            "text/html",
            icon=":material/print:",
            on_click="ignore",
            key="scorecard.print",
            help="One file to print or send: each question's weight now and before, and why.",
        )
    saved = state.taken(SAVED)
    if saved:
        state.say(PLACE, "success", saved)
        st.rerun()  # the list of versions stands outside this part
    state.show_said(PLACE)


def _save(session: Session, answer: ScorecardAnswer, compared: WeightComparison) -> None:
    points = {name: round(float(p), 6) for name, p in zip(answer.names, setting_of(answer).points, strict=True)}
    figures = {"pairs": float(compared.pairs), "pass_rate": compared.passing, "mean": compared.mean}
    if compared.rank.value is not None:
        figures["alignment"] = compared.rank.value
    figures = {name: value for name, value in figures.items() if value == value}
    try:
        saved = save_version(
            session.store,
            answer.scorecard,
            str(state.typed(NOTE) or ""),
            points,
            figures,
            datetime.now().replace(microsecond=0),
            session.person,
        )
    except QMError as error:
        state.say(PLACE, "error", str(error))
        return
    state.keep(SAVED, f"Saved as version {saved.version}. No score changes until you put it in use.")
