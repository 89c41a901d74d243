"""Alignment by channel, reason or queue: a scorecard can fit voice and miss chat."""

import streamlit as st

from qm.analysis.scorecard import ScorecardAnswer, fit_by_group, group_fit_compared
from qm.analysis.scorecard.sentences import group_fit_sentence, too_few_sentence
from qm.charts.scorecard import group_alignment
from qm.models.scorecard.weight_comparison import LEAST_PAIRS, WeightComparison
from qm.store import Session
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.progress import progress_bar

MOST = 14
SPLITS = {"channel": "Channel", "reason": "Reason", "queue": "Queue"}
FIT = state.Parameter("fit", state.Choice(SPLITS), scope="scorecard")
state.declare(FIT)
TITLE = "Does it fit everywhere?"


def groups_section(session: Session, answer: ScorecardAnswer, compared: WeightComparison) -> None:
    """The score against CSAT in each channel, reason or queue."""
    pairs = answer.graded.pairs.evaluations
    able = [name for name in SPLITS if pairs[name].notna().any()]
    if not able:
        st.markdown(f"**{TITLE}**")
        st.caption("No rated contact has a known channel, reason or queue.")
        return
    split = FIT.among({name: SPLITS[name] for name in able})
    dimension = str(state.segmented_control(split, "By", label_visibility="collapsed"))
    with progress_bar():
        today = fit_by_group(session, answer.filters, answer.reference, dimension)
    groups = group_fit_compared(answer.graded, compared, dimension, today)
    enough = groups[groups["today"].notna()]
    if enough.empty:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(f"No group has {LEAST_PAIRS} rated contacts.{too_few_sentence(groups)}"))
        return
    sentence = group_fit_sentence(groups)
    if len(enough) > MOST:
        sentence += f" Shown: the {MOST} largest of {len(enough)}; the saved table has all."
    drawn = enough.head(MOST)
    drawn = drawn.assign(group=[f"{g} ({n:,})" for g, n in zip(drawn["group"], drawn["n"], strict=True)])
    figure = Figure(group_alignment(drawn), groups, TITLE, sentence, answer.lines, f"alignment-by-{dimension}")
    show_chart(figure, key="scorecard.groups")
