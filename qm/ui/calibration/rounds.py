"""Agreement over time: by round or month, with intervals, and whether the latest is a signal."""

import numpy as np
import pandas as pd
import streamlit as st

from qm.charts.agreement import rounds
from qm.models.signals.control_charts import ENOUGH_POINTS, xmr
from qm.ui.calibration.choices import STEPS
from qm.ui.calibration.findings import Findings
from qm.ui.calibration.question import Question
from qm.ui.chart import Figure, show_chart
from qm.wording import counted

MOST_ROUNDS = 80


def rounds_section(found: Findings) -> None:
    """The trend; clicking a round opens it below."""
    question = found.question
    chart = st.container()
    step = st.segmented_control(
        "By",
        list(STEPS),
        format_func=STEPS.__getitem__,
        key="step",
        bind="query-params",
        default="automatic",
        required=True,
        label_visibility="collapsed",
        wrap=True,
    )
    if step == "automatic":  # rounds of one item, as files of ratings have, make no course
        step = "round" if found.calibrations.has_rounds else "month"
    frame = found.together.rounds if step == "round" else found.together.months
    frame = frame[frame["value"].notna()]
    cut = len(frame) - MOST_ROUNDS
    frame = judged(frame.tail(MOST_ROUNDS).reset_index(drop=True), question)
    whole = found.together.overall.value
    if frame.empty:
        chart.markdown("**Does agreement get better?**")
        chart.caption(f"No {step} has an answer of two evaluators to compare.")
        return
    figure = Figure(
        rounds(frame, question.label, share=question.is_share, whole=float("nan") if whole is None else whole),
        frame[["step", "at", "contacts", "evaluators", "answers", "value", "low", "high", "signal", "rule"]],
        f"Does agreement get better? {question.label} by {step}",
        takeaway(frame, question, str(step)),
        [*question.lines, "all questions together, each against its own chance over all rounds"],
        f"agreement-by-{step}",
    )
    with chart:
        show_chart(figure, key="rounds", on_pick=_look if step == "round" else None)
        if cut > 0:
            st.caption(f"Drawn are the latest {MOST_ROUNDS}; by month there are all.")


def _look(marks: list[dict]) -> None:
    st.session_state["round"] = marks[0]["step"]


def judged(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """With the control rules' word on every point, and whether it lies in the period looked at."""
    values = frame["value"].to_numpy(dtype=float)
    signal, rule = np.zeros(len(frame), dtype=int), [""] * len(frame)
    if len(frame) >= ENOUGH_POINTS:
        control = xmr(values)
        signal, rule = np.asarray(control.signal, dtype=int), list(control.rule)
    view, day = question.view, pd.to_datetime(frame["at"]).dt.date
    current = pd.Series(False, index=frame.index) if view is None else day.between(view.days.first, view.days.last)
    return frame.assign(
        signal=[{1: "improving", -1: "worsening", 0: "ordinary"}[s] for s in signal.tolist()],
        rule=rule,
        current=current,
        value_text=frame["value"].map(question.text),
        interval_text=[question.interval(a, b) for a, b in zip(frame["low"], frame["high"], strict=True)],
        said=[
            f"{s}: {r}" if r else s
            for s, r in zip([{1: "better", -1: "worse", 0: "ordinary"}[s] for s in signal.tolist()], rule, strict=True)
        ],
    )


def _are(number: int) -> str:
    return "is one" if number == 1 else f"are {number}"


def takeaway(frame: pd.DataFrame, question: Question, step: str) -> str:
    """The latest point, and whether it is more than ordinary variation."""
    last = frame.iloc[-1]
    now = (
        f"The latest {step}, {last['step']}, is at {question.text(last['value'])} "
        f"(95% {question.interval(last['low'], last['high'])}, {counted(last['contacts'], 'contact')})"
    )
    if len(frame) < ENOUGH_POINTS:
        return f"{now}. From {ENOUGH_POINTS} {step}s on a change can be judged; so far there {_are(len(frame))}."
    if last["signal"] == "ordinary":
        return f"{now}: ordinary variation, no trend."
    return f"{now}: {'better' if last['signal'] == 'improving' else 'worse'} than before ({last['rule']})."
