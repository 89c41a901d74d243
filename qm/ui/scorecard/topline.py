"""The answer in words: does the score follow customers, which questions weigh too little or much, how sure it is."""

import streamlit as st

from qm.analysis.resolved_filters import View
from qm.analysis.scorecard import ScorecardAnswer, scorecard_counts
from qm.analysis.scorecard.sentences import alignment_strength
from qm.store import Session
from qm.ui import state
from qm.ui.chart import how_sure
from qm.ui.frame.filter_parameters import DAYS, PERIOD
from qm.ui.markup import literal, sentence
from qm.wording import counted, days_text, listed

ICONS = {
    "clearly follows": ":material/thumb_up:",
    "partly follows": ":material/thumbs_up_down:",
    "hardly follows": ":material/warning:",
    None: ":material/help:",
}
NAMED = 6
PLENTY = 600
"""With so many rated contacts a longer period is not offered."""


def topline(session: Session, view: View, answer: ScorecardAnswer) -> None:
    """The verdict, what it means for the weights, what it rests on, and whether more days would tell more."""
    strength = alignment_strength(answer.alignment)
    with st.container(gap="xsmall", key="scorecard.answer"):
        st.markdown(f"{ICONS[strength]} {sentence(answer.sentence, strong=[strength or ''])}")
        if answer.advice:
            st.markdown(literal(answer.advice))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            how_sure(answer.details, "scorecard.answer")
            _more_days(session, view, answer)


def missing_weights(answer: ScorecardAnswer) -> None:
    """Where weights say nothing: under a definition that does not use them, and where the data have none."""
    if answer.graded.sheet.answers.variant == "mean_of_rated":
        st.warning(
            "Every question counts the same, so weights change no score. How the quality score adds up is set on the "
            "page Data, under Definitions.",
            icon=":material/warning:",
        )
    names = answer.unweighted
    if not names:
        return
    who = f"Question {names[0]} has" if len(names) == 1 else f"{len(names)} questions ({listed(names, NAMED)}) have"
    st.caption(
        f":material/info: {literal(who)} no weight in the data, so each counts as 1. A questions file gives weights."
    )


def _more_days(session: Session, view: View, answer: ScorecardAnswer) -> None:
    """With few rated contacts, an offer to look at all days instead."""
    few = answer.alignment.n
    everything = view.current.period(view.extent_days.first, view.extent_days.last)
    if few >= PLENTY or everything == view.current:
        return
    counts = scorecard_counts(session, everything)
    name = answer.scorecard
    same = counts[counts["scorecard"].isna() if name is None else counts["scorecard"] == name]
    pairs = int(same["pairs"].iloc[0]) if len(same) else 0
    if pairs <= few:
        return
    told = f":material/info: {days_text(view.days)}: {counted(few, 'rated contact')}. All days: {pairs:,}."
    st.caption(told, width="content")
    st.button("Look at all days", key="scorecard.alldays", on_click=_all_days, type="tertiary")


def _all_days() -> None:
    state.put_all({DAYS: None, PERIOD: "all"})
