"""The top line: how well today's score follows CSAT, and a plain sentence."""

import streamlit as st

from qm.analysis.scorecard.questions import without_weight
from qm.models.scorecard.weights import power
from qm.store import Store
from qm.ui.lookup import version
from qm.ui.scorecard import answers
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.words import correlation, interval, plain, verdict_sentence
from qm.wording import days_text

NAMED = 6
PLENTY = 600
"""With so many pairs a longer period is not offered."""


def topline(question: Question) -> None:
    """Four tiles and the sentence."""
    top = question.top
    with st.grid(4, min_column_width=190, gap="small"):
        with _tile("rank"):
            st.metric(
                "Score against CSAT",
                correlation(top.rank.value),
                help=(
                    "Spearman's correlation of today's score, critical failures included, with the customer's grade: "
                    "0 no relation, 1 the same order. 95 % interval by drawing agents again."
                ),
            )
            st.caption(f"95% {interval(top.rank)}" if top.rank.is_known else top.rank.why or "")
        with _tile("auc"):
            st.metric(
                "AUC",
                correlation(top.auc.value),
                help=(
                    "The chance that a satisfied customer's contact scored higher than a dissatisfied one's; 0.5 is a "
                    "coin."
                ),
            )
            st.caption(f"95% {interval(top.auc)}" if top.auc.is_known else top.auc.why or "")
        with _tile("pairs"):
            st.metric("Pairs", f"{top.n:,}", help="Evaluated contacts whose customer gave a grade.")
            share = "" if top.answered != top.answered else f"{top.answered:.0%} of evaluated contacts have a grade"
            st.caption(share or "no evaluated contact is known by number")
        with _tile("ceiling"):
            st.metric(
                "Ceiling",
                correlation(top.ceiling.value),
                help=(
                    "The highest correlation that evaluators' disagreement allows (√ of the reliability of one "
                    "evaluation, from contacts that several scored). The best case: grades count as free of error."
                ),
            )
            st.caption(_ceiling(question))
    st.markdown(verdict_sentence(question))
    st.caption(power(top.n))


def _tile(name: str) -> st.delta_generator.DeltaGenerator:
    return st.container(border=True, height="stretch", gap="xsmall", key=f"tile.{name}")


def _ceiling(question: Question) -> str:
    top = question.top
    if not top.ceiling.is_known or top.ceiling.value is None:
        return top.ceiling.why or "not known"
    reached = f" · {max(top.rank.value, 0) / top.ceiling.value:.0%} of it reached" if top.rank.value is not None else ""
    return f"95% {interval(top.ceiling)}{reached}"


def missing_weights(store: Store, question: Question) -> None:
    """Where weights say nothing: under a definition that does not use them, and where the data have none."""
    if question.on.sheet.answers.variant == "mean_of_rated":
        st.warning(
            "Under the definition score.variant mean_of_rated every question counts the same, so weights change "
            "no score; it is set on the page Data.",
            icon=":material/warning:",
        )
    names = without_weight(store, question.on.sheet)
    if not names:
        return
    listed = ", ".join(plain(name) for name in names[:NAMED]) + (" …" if len(names) > NAMED else "")
    who = f"Question {listed} has" if len(names) == 1 else f"{len(names)} questions ({listed}) have"
    st.caption(f":material/info: {who} no weight in the data and count as 1 each; a questions file would give weights.")


def more_days(store: Store, question: Question) -> None:
    """With few pairs, an offer to look at all days instead."""
    view = question.view
    everything = view.current.period(view.body_days.first, view.body_days.last)
    if question.top.n >= PLENTY or everything == view.current:
        return
    found = answers.listed(version(store), store, everything)
    same = found[found["scorecard"].isna() if question.scorecard is None else found["scorecard"] == question.scorecard]
    pairs = int(same["pairs"].iloc[0]) if len(same) else 0
    if pairs <= question.top.n:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f":material/info: {days_text(view.days)} hold {question.top.n:,} pairs; all days hold {pairs:,}, "
            "and tell more."
        )
        st.button("Look at all days", key="scorecard.alldays", on_click=_all_days, type="tertiary")


def _all_days() -> None:
    st.session_state["days"] = ()
    st.session_state["period"] = "all"
