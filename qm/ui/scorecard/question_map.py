"""The alignment map: what each question weighs, what it is worth to customers, and how many pass it."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.questions import importance_shares, share_of_score, tells
from qm.charts.scorecard import question_map
from qm.models.statistics.clusters import Numbers
from qm.ui.chart import Figure, show_chart
from qm.ui.scorecard.question import Question


def map_section(question: Question, points: Numbers, verdicts: list[str]) -> None:
    """Weight × importance × pass rate; without importance a sentence."""
    title = "Alignment map"
    found = question.found
    if found.why:
        st.markdown(f"**{title}**")
        st.caption(f"What questions are worth to customers cannot be told: {found.why}.")
        return
    frame = map_frame(question, points, verdicts)
    takeaway = _takeaway(question, frame)
    figure = Figure(question_map(frame), frame, title, takeaway, question.lines, "alignment-map")
    show_chart(figure, key="scorecard.map")


def map_frame(question: Question, points: Numbers, verdicts: list[str]) -> pd.DataFrame:
    """One row per question with answers."""
    share, low, high = importance_shares(question.found)
    sheet = question.on.sheet
    frame = pd.DataFrame(
        {
            "question": question.names,
            "text": question.texts,
            "weight": share_of_score(sheet, points),
            "today": share_of_score(sheet, question.on.points),
            "importance": share,
            "low": low,
            "high": high,
            "passed": question.known["passed"].to_numpy(),
            "verdict": verdicts,
        }
    )
    return frame[question.known["n"].to_numpy() > 0].reset_index(drop=True)


def _takeaway(question: Question, frame: pd.DataFrame) -> str:
    found = question.found
    explained = (
        f"All questions together explain {found.r2:.0%} of the grades ({found.r2_low:.0%} to {found.r2_high:.0%})."
    )
    if not tells(found, len(question.names)):
        return f"{explained} That is no more than chance would, so no question is called too heavy or too light."
    parts = []
    for verdict, one, several in (
        ("under-weighted", "is worth more than it weighs", "are worth more than they weigh"),
        ("over-weighted", "weighs more than it is worth", "weigh more than they are worth"),
    ):
        names = frame.loc[frame["verdict"] == verdict, "question"].tolist()
        if names:
            parts.append(f"{', '.join(names)} {one if len(names) == 1 else several}")
    said = "; ".join(parts) + ". " if parts else "Every question weighs what it is worth, as far as can be told. "
    return f"{said}On the dashed line a question weighs what it is worth. {explained}"
