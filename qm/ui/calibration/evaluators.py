"""Evaluators one by one: how severe, how consistent, and what the data can tell of them."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer
from qm.analysis.calibration.sentences import evaluators_sentence
from qm.charts.agreement import standings
from qm.ui.chart import Figure, heading

TITLE = "Who scores lower or higher, and how consistently?"
SEVERITY_LINE = (
    "severity: points scored lower than the typical evaluator, from contacts scored together and, allowing for "
    "reason, scorecard and agent, from all others"
)


def evaluators_section(answer: CalibrationAnswer) -> None:
    """Severity and consistency side by side, and one sentence on everybody."""
    frame = answer.evaluators
    named = frame.assign(name=[f"{r} ({n:,})" for r, n in zip(frame["rater"], frame["n"], strict=True)])
    sentence = evaluators_sentence(frame, answer.contacts)
    chart = standings(
        _drawn(named, "severity", "low", "high", 100),
        title="Points lower than the typical evaluator",
        zero=True,
        format="+~g",
    )
    severity = Figure(chart, frame, TITLE, sentence, [*answer.lines, SEVERITY_LINE], "evaluators")
    heading(severity, "evaluators")
    if frame["severity"].isna().all():
        return
    if not frame["follows"].notna().any():
        with st.container():
            st.caption("Severity, in points of the score")
            st.altair_chart(chart, alt=sentence, key="severity")
        st.caption(
            "Too few to tell who is consistent. It takes three evaluators, and twenty contacts scored by each pair."
        )
        return
    left, right = st.columns(2)
    with left:
        st.caption("Severity, in points of the score")
        st.altair_chart(chart, alt=sentence, key="severity")
    with right:
        st.caption("Consistency: how closely scores follow the others'")
        follows = _drawn(named, "follows", "follows_low", "follows_high", 1)
        st.altair_chart(
            standings(follows, title="Correlation with the others", zero=False, format=".1f"),
            alt=sentence,
            key="follows",
        )


def _drawn(frame: pd.DataFrame, value: str, low: str, high: str, factor: float) -> pd.DataFrame:
    kept = frame[["rater", "name", "n", "verdict"]].assign(
        value=frame[value].astype(float) * factor,
        low=frame[low].astype(float) * factor,
        high=frame[high].astype(float) * factor,
    )
    form = "{:+.1f}" if factor != 1 else "{:.2f}"
    return kept.assign(
        value_text=[form.format(v) if v == v else "–" for v in kept["value"]],
        interval_text=[
            f"{form.format(a)} to {form.format(b)}" if a == a else "–"
            for a, b in zip(kept["low"], kept["high"], strict=True)
        ],
    )
