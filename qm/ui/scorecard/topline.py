"""The top line: how well today's score follows CSAT, and a plain sentence."""

import streamlit as st

from qm.analysis.resolved_filters import View
from qm.analysis.scorecard import ScorecardAnswer, scorecard_counts
from qm.analysis.scorecard.sentences import alignment_strength, ceiling_text, correlation_text, interval_text
from qm.analysis.scorecard.suggestion_sentences import power_text
from qm.store import Session
from qm.ui import state
from qm.ui.frame.filter_parameters import DAYS, PERIOD
from qm.ui.markup import literal, sentence
from qm.wording import days_text

NAMED = 6
PLENTY = 600
"""With so many pairs a longer period is not offered."""


def topline(answer: ScorecardAnswer) -> None:
    """Four tiles and the sentence."""
    top = answer.alignment
    with st.grid(4, min_column_width=190, gap="small"):
        with _tile("rank"):
            st.metric(
                "Score against CSAT",
                correlation_text(top.rank.value),
                help=(
                    "Spearman's correlation of today's score, critical failures included, with the customer's grade: "
                    "0 no relation, 1 the same order. 95 % interval by drawing agents again."
                ),
            )
            st.caption(f"95% {interval_text(top.rank)}" if top.rank.is_known else top.rank.why or "")
        with _tile("auc"):
            st.metric(
                "AUC",
                correlation_text(top.auc.value),
                help=(
                    "The chance that a satisfied customer's contact scored higher than a dissatisfied one's; 0.5 is a "
                    "coin."
                ),
            )
            st.caption(f"95% {interval_text(top.auc)}" if top.auc.is_known else top.auc.why or "")
        with _tile("pairs"):
            st.metric("Pairs", f"{top.n:,}", help="Evaluated contacts whose customer gave a grade.")
            share = "" if top.answered != top.answered else f"{top.answered:.0%} of evaluated contacts have a grade"
            st.caption(share or "no evaluated contact is known by number")
        with _tile("ceiling"):
            st.metric(
                "Ceiling",
                correlation_text(top.ceiling.value),
                help=(
                    "The highest correlation that evaluators' disagreement allows (√ of the reliability of one "
                    "evaluation, from contacts that several scored). The best case: grades count as free of error."
                ),
            )
            st.caption(literal(ceiling_text(top)))
    st.markdown(sentence(answer.sentence, strong=[alignment_strength(top) or ""]))
    st.caption(power_text(top.n))


def _tile(name: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{name}")


def missing_weights(answer: ScorecardAnswer) -> None:
    """Where weights say nothing: under a definition that does not use them, and where the data have none."""
    if answer.graded.sheet.answers.variant == "mean_of_rated":
        st.warning(
            "Under the definition score.variant mean_of_rated every question counts the same, so weights change "
            "no score; it is set on the page Data.",
            icon=":material/warning:",
        )
    names = answer.unweighted
    if not names:
        return
    listed = ", ".join(literal(name) for name in names[:NAMED]) + (" …" if len(names) > NAMED else "")
    who = f"Question {listed} has" if len(names) == 1 else f"{len(names)} questions ({listed}) have"
    st.caption(f":material/info: {who} no weight in the data and count as 1 each; a questions file would give weights.")


def more_days(session: Session, view: View, answer: ScorecardAnswer) -> None:
    """With few pairs, an offer to look at all days instead."""
    few = answer.alignment.n
    everything = view.current.period(view.extent_days.first, view.extent_days.last)
    if few >= PLENTY or everything == view.current:
        return
    counts = scorecard_counts(session, everything)
    name = answer.scorecard
    same = counts[counts["scorecard"].isna() if name is None else counts["scorecard"] == name]
    pairs = int(same["pairs"].iloc[0]) if len(same) else 0
    if pairs <= few:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f":material/info: {days_text(view.days)} hold {few:,} pairs; all days hold {pairs:,}, and tell more."
        )
        st.button("Look at all days", key="scorecard.alldays", on_click=_all_days, type="tertiary")


def _all_days() -> None:
    state.put_all({DAYS: None, PERIOD: "all"})
