"""Which contacts come back: by reason, channel, wait, quality score and tenure, on one axis."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.groups import UNKNOWN, largest, with_names
from qm.charts.breakdown import FEW
from qm.charts.causes import causes
from qm.metrics import DIMENSIONS
from qm.models.comparison.outlying_groups import beyond_chance
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.filters import narrow
from qm.ui.lookup import version
from qm.ui.repeats import answers
from qm.ui.repeats.figures import Figures
from qm.wording import Scale, listed

SCORE = "score_band"
HEADINGS = {
    "reason": "Reason",
    "channel": "Channel",
    "wait_band": "Wait",
    SCORE: "Quality score",
    "tenure": "Agent's tenure",
}
FILES = {
    "reason": "a contacts file with reasons",
    "channel": "a contacts file with channels",
    "wait_band": "a contacts file with waiting times",
    SCORE: "an evaluations file with contact numbers",
    "tenure": "an agents file with tenure",
}
ANSWERED = ("wait_band", "tenure")
MOST = 8


def causes_section(store: Store, figures: Figures) -> None:
    """The repeat rate by all five; clicking a dot narrows to its group."""
    question = figures.question
    title = f"Which contacts come back within {question.within}?"
    groups = _groups(store, figures)
    if groups.empty:
        st.markdown(f"**{title}**")
        st.caption("No contact in this selection can be judged yet.")
        return
    columns = ["heading", "group", "value", "numerator", "denominator", "n", "low", "high", "whole"]
    figure = Figure(
        causes(groups, question.scale),
        groups[columns].rename(columns={"heading": "by"}),
        title,
        takeaway(groups, question.scale) + _missing(groups),
        question.lines,
        "repeats-by-group",
    )
    show_chart(figure, key="causes", on_pick=_look)
    st.page_link(
        "pages/overview.py",
        label="Split it by anything else",
        icon=":material/monitoring:",
        query_params={"metric": question.metric.label},
    )


def _look(marks: list[dict[str, Any]]) -> None:
    dimension, key = marks[0]["dimension"], marks[0]["key"]
    if dimension in DIMENSIONS:  # contacts cannot be narrowed by the score of their evaluation
        narrow(dimension, None if key == UNKNOWN else key)


def _groups(store: Store, figures: Figures) -> pd.DataFrame:
    """One row per dimension and group; dimensions of which nothing is known are left out."""
    question, known = figures.question, version(store)
    splits = answers.splits(known, store, question.view.current, question.definitions)
    parts = []
    for dimension, heading in HEADINGS.items():
        if dimension == SCORE:
            found = answers.by_score(known, store, question.view.current, question.definitions)
        else:
            found = splits[(dimension,)]
        if dimension in ANSWERED:  # nobody's tenure, and no wait to tell, are no groups
            found = found[found[dimension].notna()]
        if found[dimension].notna().any():
            kept, _ = largest(with_names(found, dimension, {}), MOST)
            parts.append(
                _ordered(kept, dimension).assign(dimension=dimension, heading=heading, whole=_whole(found, dimension))
            )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["dimension"])


def _whole(found: pd.DataFrame, dimension: str) -> float:
    """What a dimension's groups are held against: all contacts of which it is known. Those that were hung up have no
    agent and come back often, which makes no agent look good."""
    known = found[found[dimension].notna()]
    return float(known["numerator"].sum() / known["denominator"].sum())


def _ordered(groups: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Groups with an order of their own in it, the others by rate; few cases and unknown ones last."""
    if dimension in ("wait_band", SCORE):
        return groups
    if dimension == "tenure":
        return groups.sort_values("group", key=lambda c: c.map(_length), kind="stable")
    last = (groups["n"] < FEW) | (groups["key"] == UNKNOWN)
    return groups.assign(last=last).sort_values(["last", "value"], ascending=[True, False], kind="stable")


def _length(tenure: str) -> float:
    """Where a tenure stands: under 1 year, 1 to 3 years, over 3 years."""
    number = re.search(r"\d+(?:[.,]\d+)?", tenure)
    if not number:
        return float("inf")
    months = float(number[0].replace(",", ".")) * (1 if re.search(r"month|\bmo?\b", tenure, re.IGNORECASE) else 12)
    under, over = (
        re.search(words, tenure, re.IGNORECASE) for words in (r"under|less|below|up to|<", r"over|more|>|\+")
    )
    return months - (0.5 if under else 0) + (0.5 if over else 0)


def takeaway(groups: pd.DataFrame, scale: Scale) -> str:
    """Which groups surely differ from all of which the same is known, those farthest from it first."""
    enough = groups[(groups["n"] >= FEW) & (groups["key"] != UNKNOWN)]
    away = enough["value"] - enough["whole"]
    sign = beyond_chance(away, enough["low"] - enough["whole"], enough["high"] - enough["whole"], 0.0)
    parts = []
    for word, some in (("more", away[sign > 0].nlargest(3)), ("less", away[sign < 0].nsmallest(3))):
        if len(some):
            rows = enough.loc[some.index]
            listed = ", ".join(
                f"{h.lower()} {g} ({scale.text(v)})"
                for h, g, v in zip(rows["heading"], rows["group"], rows["value"], strict=True)
            )
            parts.append(f"{word} after {listed}")
    if not parts:
        return "No group differs from the others by more than chance would explain."
    return f"Beyond chance they come back {'; '.join(parts)}. Ticks mark all contacts of which the same is known."


def _missing(groups: pd.DataFrame) -> str:
    """Which of the five the data say nothing about, and the files that would."""
    absent = [name for name in HEADINGS if name not in set(groups["dimension"])]
    if not absent:
        return ""
    return f" Not here: {listed([HEADINGS[n].lower() for n in absent])}; needs {listed([FILES[n] for n in absent])}."
