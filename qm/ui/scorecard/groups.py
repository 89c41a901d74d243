"""Alignment by channel and by reason: a scorecard can fit voice and miss chat."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.weight_comparison import LEAST_PAIRS, Proposal, groups_now
from qm.charts.scorecard import group_alignment
from qm.ui.address import check_choice
from qm.ui.chart import Figure, show_chart
from qm.ui.scorecard import answers
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.words import correlation

MOST = 14
SPLITS = {"channel": "Channel", "reason": "Reason", "queue": "Queue"}


def groups_section(question: Question, made: Proposal) -> None:
    """The score against CSAT in each channel, reason or queue."""
    e = question.on.pairs.evaluations
    check_choice("fit", SPLITS)
    able = [name for name in SPLITS if e[name].notna().any()]
    title = "Does it fit everywhere?"
    if not able:
        st.markdown(f"**{title}**")
        st.caption("No evaluation with a grade has a known channel, reason or queue.")
        return
    by = st.segmented_control(
        "By",
        able,
        format_func=SPLITS.__getitem__,
        key="fit",
        default=able[0],
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    dimension = str(by or able[0])
    today = answers.groups(question.key, question.on, dimension)
    found = groups_now(question.on, made, dimension, today)
    enough = found[found["today"].notna()]
    few = found[found["today"].isna()]
    said = _few(few)
    if enough.empty:
        st.markdown(f"**{title}**")
        st.caption(f"No group has {LEAST_PAIRS} pairs of a score and a grade.{said}")
        return
    if len(enough) > MOST:
        said += f" Drawn are the {MOST} with most pairs; the saved table has all {len(enough)}."
    drawn = enough.head(MOST)
    drawn = drawn.assign(group=[f"{g} (n {n:,})" for g, n in zip(drawn["group"], drawn["n"], strict=True)])
    figure = Figure(group_alignment(drawn), found, title, takeaway(enough) + said, question.lines, f"alignment-by-{by}")
    show_chart(figure, key="scorecard.groups")


def takeaway(groups: pd.DataFrame) -> str:
    """Where today's score follows customers and where that cannot be told."""
    misses = groups.loc[~(groups["low"] > 0), "group"].tolist()
    if not misses:
        return "Today's score follows customers' grades in every group, as far as can be told from each."
    best = groups.loc[groups["today"].idxmax()]
    listed = ", ".join(misses)
    if len(misses) == len(groups):
        return f"In none of them can it be shown that today's score follows customers' grades ({listed})."
    return (
        f"Nothing shows that today's score follows customers in {listed}; in {best['group']} it does most "
        f"({correlation(best['today'])})."
    )


def _few(few: pd.DataFrame) -> str:
    if few.empty:
        return ""
    listed = ", ".join(f"{g} ({n})" for g, n in zip(few["group"], few["n"], strict=True))
    return f" Too few pairs: {listed}."
