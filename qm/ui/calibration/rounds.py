"""Agreement over time: by round or month, with intervals, and whether the latest is a signal."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration import CalibrationAnswer, Coefficient, judged_steps
from qm.analysis.calibration.sentences import steps_sentence
from qm.charts.agreement import rounds
from qm.ui import state
from qm.ui.calibration.choices import ROUND, SCORED, STEP
from qm.ui.chart import Figure, show_chart

MOST_ROUNDS = 80
VERDICTS = {"improving": "better", "worsening": "worse", "ordinary": "within normal variation"}


def rounds_section(answer: CalibrationAnswer) -> None:
    """The trend; clicking a round opens it below."""
    coefficient = answer.coefficient
    chart = st.container()
    step = state.segmented_control(STEP, "By", label_visibility="collapsed", wrap=True)
    if step == "automatic":  # rounds of one item, as files of ratings have, make no course
        step = "round" if answer.calibrations.has_rounds else "month"
    known = answer.rounds if step == "round" else answer.months
    known = known[known["value"].notna()]
    if known.empty:
        chart.markdown("**Does agreement get better?**")
        chart.caption(f"No {step} has an answer of two evaluators to compare.")
        return
    cut = len(known) - MOST_ROUNDS
    frame = judged_steps(known.tail(MOST_ROUNDS).reset_index(drop=True), answer.period_days)
    whole = answer.overall.value
    figure = Figure(
        rounds(
            _written(frame, coefficient),
            coefficient.label,
            share=coefficient.is_share,
            whole=float("nan") if whole is None else whole,
        ),
        frame[["step", "at", "contacts", "evaluators", "answers", "value", "low", "high", "signal", "rule"]],
        f"Does agreement get better? {coefficient.label} by {step}",
        steps_sentence(frame, coefficient, str(step)),
        [*answer.lines, "all questions together, each against its own chance over all rounds"],
        f"agreement-by-{step}",
    )
    with chart:
        show_chart(figure, key="rounds", on_pick=_look if step == "round" else None)
        if cut > 0:
            st.caption(f"Shown: the latest {MOST_ROUNDS}; by month there are all.")


def _look(marks: list[dict]) -> None:
    state.put_all({ROUND: marks[0]["step"], SCORED: None})


def _written(frame: pd.DataFrame, coefficient: Coefficient) -> pd.DataFrame:
    """The same with the words of each point."""
    verdicts = [VERDICTS[signal] for signal in frame["signal"]]
    return frame.assign(
        value_text=frame["value"].map(coefficient.text),
        interval_text=[coefficient.interval(a, b) for a, b in zip(frame["low"], frame["high"], strict=True)],
        said=[f"{v}: {rule}" if rule else v for v, rule in zip(verdicts, frame["rule"], strict=True)],
    )
