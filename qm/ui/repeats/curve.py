"""The window curve: how many come back within each number of days."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.charts.windows import windows
from qm.ui.chart import Figure, show_chart
from qm.ui.repeats.figures import Figures
from qm.ui.repeats.question import set_window, window_text


def curve_section(figures: Figures) -> None:
    """The curve; clicking a point looks at its window."""
    question, frame = figures.question, figures.windows
    title = "Back within how many days?"
    if frame.empty:
        st.markdown(f"**{title}**")
        st.caption("No contact in this selection has been over for a whole day, so no window is complete yet.")
        return
    figure = Figure(
        windows(frame, question.scale, window_days=question.window),
        frame,
        title,
        takeaway(figures),
        [*question.lines, "each window counts only contacts whose whole window has passed"],
        "repeats-by-window",
    )

    def look(marks: list[dict[str, Any]]) -> None:
        set_window(float(marks[0]["window_days"]))

    show_chart(figure, key="curve", on_pick=look)


def takeaway(figures: Figures) -> str:
    """What to take from the curve: how soon they come back, what chance adds, and who is counted."""
    frame, scale, question = figures.windows, figures.question.scale, figures.question
    first, last = frame.iloc[0], frame.iloc[-1]
    said = f"{scale.text(first['value'])} are back within {window_text(first['window_days'])}"
    at = frame[frame["window_days"] == question.window]
    if len(at) and question.window not in (first["window_days"], last["window_days"]):
        said += f", {scale.text(at.iloc[0]['value'])} within {question.within}"
    if len(frame) > 1:
        said += f", {scale.text(last['value'])} within {window_text(last['window_days'])}"
    said += "."
    if figures.chance.is_known:
        said += f" Coincidence adds {scale.text(figures.chance.per_day)} a day however long one waits{_settled(frame)}."
    return said + _who(frame)


def _settled(frame: pd.DataFrame) -> str:
    """From which window on no more come back for a reason than chance can explain."""
    final = frame["net"].iloc[-1]
    if len(frame) < 28 or not final > 0:
        return ""
    settled = frame[frame["net"] >= 0.97 * final].iloc[0]["window_days"]
    return f"; by {window_text(settled)} practically all who come back for a reason have"


def _who(frame: pd.DataFrame) -> str:
    most, least = int(frame["n"].iloc[0]), int(frame["n"].iloc[-1])
    if most == least:
        return f" All windows count the same {most:,} contacts."
    ends = window_text(frame["window_days"].iloc[-1])
    return f" Only complete windows count, so the contacts differ: {most:,} for 1 day, {least:,} for {ends}" + (
        "." if ends == "30 days" else "; none has been over for longer."
    )
