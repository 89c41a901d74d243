"""The weights on the sliders beside today's: alignment in and out of fold, pass rate, satisfaction by score."""

import numpy as np
import pandas as pd
import streamlit as st

from qm.analysis.scorecard.weight_comparison import LEAST_PAIRS, Proposal, bands
from qm.charts.scorecard import NOW, TODAY, satisfaction
from qm.ui.chart import Figure, show_chart
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.setting import standing_of
from qm.ui.scorecard.suggestion import found_for, rows
from qm.ui.scorecard.words import correlation, interval, with_interval


def comparison_section(question: Question, made: Proposal, pass_mark: float) -> None:
    """Three tiles, the table of alignments, and the plot."""
    moved = not standing_of(question).setting.is_at(question.on.points)
    with st.grid(3, min_column_width=118, gap="small"):
        with _tile("alignment"):
            _alignment(made, moved)
        with _tile("passing"):
            _share(
                "Pass rate",
                made.passing,
                made.passing_today,
                made.scored,
                f"Share of {made.scored:,} evaluations at or above {pass_mark:.0%}.",
            )
            st.caption(f"{int(made.up.sum()):,} rise above, {int(made.down.sum()):,} fall below")
        with _tile("score"):
            _share("Mean score", made.mean, made.mean_today, made.scored, "Over all evaluations of the selection.")
            st.caption(f"n {made.scored:,}")
    _alignments(question, made, moved)
    _bands(question, made, pass_mark, moved)


def _tile(name: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, height="stretch", gap="xsmall", key=f"now.{name}")


def _alignment(made: Proposal, moved: bool) -> None:
    gain = made.gain.value if moved and made.gain.is_known else None
    st.metric(
        "Alignment",
        correlation(made.rank.value),
        delta=None if gain is None else f"{gain:+.2f}",
        help="Spearman's correlation of score and grade over all pairs; the change is against today's weights.",
    )
    if gain is not None:
        st.caption(f"gain 95% {interval(made.gain)}")
    else:
        st.caption(f"95% {interval(made.rank)}" if made.rank.is_known else made.rank.why or "")


def _share(label: str, now: float, today: float, scored: int, meaning: str) -> None:
    change = (now - today) * 100
    st.metric(
        label,
        f"{now:.1%}" if scored else None,
        delta=f"{change:+.1f} pts" if abs(change) >= 0.05 else None,
        delta_color="off",
        help=meaning,
    )


def _alignments(question: Question, made: Proposal, moved: bool) -> None:
    """The table of alignments: in and out of fold."""
    standing, found = standing_of(question), found_for(question)
    if not made.rank.is_known or made.rank.value is None:
        st.caption(f"Alignment cannot be told: {made.rank.why}.")
        return
    today = made.rank.value - (made.gain.value or 0)
    table = [{"Weights": "Today", "All pairs": correlation(today), "Out of fold": correlation(today), "Gain (95%)": ""}]
    if found and found[0] is not None and found[0].gain.is_known:
        table = rows(found[0])
    by_hand = moved and not standing.suggested
    if by_hand:
        table.append(
            {
                "Weights": "Sliders",
                "All pairs": correlation(made.rank.value),
                "Out of fold": correlation(today + made.gain_across),
                "Gain (95%)": with_interval(made.gain, sign=True),
            }
        )
    st.table(pd.DataFrame(table), border="horizontal", hide_index=True)
    if by_hand:
        groups = int(np.isfinite(made.folds).sum())
        st.caption(
            f"Better than today in {made.better_folds} of {groups} groups of agents; out of fold is their mean. "
            "Weights set by hand are fitted to nothing, but choosing them by watching these figures flatters them."
        )
    elif standing.suggested:
        st.caption("Out of fold: each pair is scored with weights made without its agent.")


def _bands(question: Question, made: Proposal, pass_mark: float, moved: bool) -> None:
    on = question.on
    title = "Satisfied customers by score"
    if on.n < LEAST_PAIRS:
        st.markdown(f"**{title}**")
        st.caption(f"{on.n} pairs of a score and a grade are too few to draw.")
        return
    frames = [bands(on.scores_of_pairs, on.satisfied).assign(case=TODAY)]
    if moved:
        frames.append(bands(made.scores_of_pairs, on.satisfied).assign(case=NOW))
    frame = pd.concat(frames, ignore_index=True)
    last = frames[-1]
    takeaway = (
        "All scores lie together, so they cannot be held against grades."
        if len(last) == 1
        else (
            f"From the lowest to the highest scores {last['value'].iloc[0]:.0%} to {last['value'].iloc[-1]:.0%} are "
            "satisfied: a score that follows customers climbs. The dashed line is the pass mark."
        )
    )
    figure = Figure(satisfaction(frame, pass_mark=pass_mark), frame, title, takeaway, question.lines, "score-and-csat")
    show_chart(figure, key="scorecard.bands")
