"""On which questions evaluators give different answers, as shares anybody can read."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer, Coefficient, ranked_questions
from qm.analysis.calibration.sentences import disagreement_sentence
from qm.charts.agreement import agreement
from qm.ui.calibration.questions import written
from qm.ui.chart import Figure, show_chart

TITLE = "On which questions do evaluators disagree?"
SAME = "Same answer"


def disagreement_section(answer: CalibrationAnswer) -> None:
    """Share of pairs of evaluators with the same answer, by question, least first."""
    share = Coefficient("percent_agreement")
    ranked: pd.DataFrame = ranked_questions(answer.questions, share)
    if ranked["value"].isna().all():
        st.markdown(f"**{TITLE}**")
        st.caption("No question was answered by two evaluators.")
        return
    figure = Figure(
        agreement(written(ranked, share), SAME, None, share=True),
        ranked,
        TITLE,
        disagreement_sentence(ranked),
        [*answer.lines, "share of pairs of evaluators who gave the same answer"],
        "same-answers-by-question",
    )
    show_chart(figure, key="disagreement")
