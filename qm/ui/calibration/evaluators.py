"""Evaluators one by one: how severe, how consistent, and what the data can tell of them."""

import pandas as pd
import streamlit as st

from qm.analysis.calibration.evaluators import MARGIN
from qm.charts.agreement import standings
from qm.ui.calibration.findings import Findings, amount, points
from qm.ui.chart import Figure, heading
from qm.wording import listed


def evaluators_section(found: Findings) -> None:
    """Severity and consistency side by side, and one sentence on everybody."""
    frame = found.measured.evaluators
    named = frame.assign(name=[f"{r} (n {n:,})" for r, n in zip(frame["rater"], frame["n"], strict=True)])
    lines = [
        *found.question.lines,
        "severity: what somebody gives less than the middle evaluator would, from contacts scored together and, "
        "with reason, scorecard and agent allowed for, from all others",
    ]
    severity = Figure(
        standings(
            _drawn(named, "severity", "low", "high", 100),
            title="points less than the middle one",
            zero=True,
            format="+~g",
        ),
        frame,
        "Who is severe, who is consistent?",
        takeaway(frame, found.contacts),
        lines,
        "evaluators",
    )
    if frame["severity"].isna().all():
        heading(severity, "evaluators")
        return
    steady = frame["follows"].notna().any()
    heading(severity, "evaluators")
    left, right = st.columns(2) if steady else (st.container(), None)
    with left:
        st.caption("Severity, in points of the score")
        _draw(severity, "severity")
    if right is not None:
        with right:
            st.caption("Consistency: correlation with what all evaluators have in common")
            follows = standings(
                _drawn(named, "follows", "follows_low", "follows_high", 1),
                title="correlation with the others",
                zero=False,
                format=".1f",
            )
            _draw(Figure(follows, frame, "", takeaway(frame, found.contacts), lines, "consistency"), "follows")
    else:
        st.caption(
            "How consistent each one is cannot be told: that takes three evaluators who share twenty contacts by pairs."
        )


def _draw(figure: Figure, key: str) -> None:
    st.altair_chart(figure.chart, alt=figure.takeaway, key=key)


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


def takeaway(frame: pd.DataFrame, contacts: int) -> str:
    """Who stands out, by how much, and what cannot be told."""
    if len(frame) < 2:
        return "Only one evaluator: there is nobody to compare with."
    if frame["severity"].isna().all():
        return "There are too few evaluations to compare evaluators by."
    parts = []
    for word in ("severe", "lenient"):
        some = frame[frame["verdict"].str.startswith(word)]
        if len(some):
            who = listed(
                [
                    f"{r} ({points(abs(s))}, 95% {amount(min(abs(a), abs(b)))} to {amount(max(abs(a), abs(b)))})"
                    for r, s, a, b in zip(some["rater"], some["severity"], some["low"], some["high"], strict=True)
                ]
            )
            less = "less" if word == "severe" else "more"
            parts.append(f"{who} {'gives' if len(some) == 1 else 'give'} {less} than the middle evaluator would.")
    unreliable = frame[frame["verdict"].str.contains("unreliable")]
    for rater, times, follows in zip(unreliable["rater"], unreliable["times"], unreliable["follows"], strict=True):
        parts.append(f"{rater} is unreliable: {times:.1f} times the others' noise, following them at {follows:.2f}.")
    rest = (frame["verdict"] == "ordinary").sum()
    if not parts:
        parts.append(f"The data tell nobody apart by more than {MARGIN * 100:g} points.")
    elif rest:
        parts.append(
            f"Nothing can be held against the other {rest}."
            if rest > 1
            else "Nothing can be held against the other one."
        )
    groups = frame["group"].nunique()
    if groups > 1:
        parts.append(
            f"They fall into {groups} groups that scored nothing alike; each evaluator is compared within their own."
        )
    if not contacts:
        parts.append(
            "All this is estimated from contacts that each one scored alone, with agent, reason and scorecard "
            "allowed for; contacts scored together would show it directly."
        )
    return " ".join(parts)
