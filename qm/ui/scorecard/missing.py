"""Missing drivers: facts about the contact, and what customers write, that matter more than any question does."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard import MissingDrivers, ScorecardAnswer, missing_drivers
from qm.analysis.scorecard.beyond_sentences import missing_sentence, themes_sentence
from qm.charts.scorecard import drivers as drivers_chart
from qm.models.text.themes import Themes
from qm.store import Session
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.progress import progress_bar

TITLE = "Is something missing?"
WORDS = 8
DRAWN = 12


def missing_section(session: Session, answer: ScorecardAnswer) -> None:
    """Facts beside questions on one axis, and words of comments."""
    with progress_bar():
        missing = missing_drivers(session, answer.filters, answer.reference)
    left, right = st.columns(2, gap="large")
    with left:
        _facts(answer, missing)
    with right:
        _words(answer, missing.themes)


def _facts(answer: ScorecardAnswer, missing: MissingDrivers) -> None:
    if missing.why:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(f"Too few to tell whether something is missing: {missing.why}."))
        return
    frame = missing.importance
    known = frame[frame["importance"].notna()].sort_values("importance", ascending=False, kind="stable")
    drawn = pd.concat([known[known["kind"] == "fact"], known[known["kind"] == "question"].head(DRAWN)])
    drawn = drawn.sort_values("importance", ascending=False, kind="stable").head(DRAWN + 4)
    texts = dict(zip(answer.names, answer.texts, strict=True))
    drawn = drawn.assign(text=[texts.get(name, name.capitalize()) for name in drawn["name"]])
    figure = Figure(drivers_chart(drawn), frame, TITLE, missing_sentence(frame), answer.lines, "missing-drivers")
    show_chart(figure, key="scorecard.missing")


def _words(answer: ScorecardAnswer, themes: Themes) -> None:
    st.markdown("**What customers write**")
    st.caption(literal(themes_sentence(themes, pd.Series(answer.drivers.correlation, index=answer.names))))
    if not themes.word:
        return
    frame = pd.DataFrame(
        {
            "Example": themes.example,
            "Comments": themes.n.astype(int),
            "With": themes.with_it * 100,
            "Without": themes.without * 100,
            "Words": themes.word,
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=38 + 35 * min(len(frame), WORDS),
        key="scorecard.words",
        column_config={
            "Example": st.column_config.TextColumn(width="medium"),
            "Comments": st.column_config.NumberColumn(width=80, help="Comments with the first of the words"),
            "Words": st.column_config.TextColumn(width="medium"),
            **{
                name: st.column_config.NumberColumn(
                    format="%.0f%%", width=65, help="Average rating of comments with or without them; 100% is best"
                )
                for name in ("With", "Without")
            },
        },
    )
