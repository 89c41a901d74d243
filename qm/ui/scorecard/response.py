"""Response bias: who answers surveys against who does not, and the result reweighted beside the raw one."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard import Nonresponse, ScorecardAnswer, nonresponse
from qm.analysis.scorecard.beyond_sentences import nonresponse_sentence, response_sentence
from qm.analysis.scorecard.nonresponse import CLEAR, NUMBERS
from qm.analysis.scorecard.sentences import correlation_text
from qm.charts.breakdown import breakdown
from qm.store import Session
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.progress import progress_bar
from qm.wording import Scale, counted, duration

RATE = Scale("response_rate", "Response rate", "percent", "share", "neither")
TITLE = "Who doesn't answer surveys?"


def response_section(session: Session, answer: ScorecardAnswer) -> None:
    """Raw and reweighted figures, what answerers' contacts were like, and response by group."""
    with progress_bar():
        silent = nonresponse(session, answer.filters, answer.reference)
    if silent is None:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(_why_nothing(answer)))
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(nonresponse_sentence(silent)))
        st.dataframe(_raw_and_reweighted(silent), hide_index=True, width="stretch", key="scorecard.reweighted")
        if len(silent.facts):
            st.dataframe(_facts(silent.facts), hide_index=True, width="stretch", key="scorecard.silent")
        st.caption("Weighting corrects only for channel, reason, wait, handle time and score.")
    with right:
        _by_group(answer, silent)


def _why_nothing(answer: ScorecardAnswer) -> str:
    if answer.alignment.answered == 1.0:
        return "Every evaluated contact has a rating."
    return f"Too few to tell who answers and who does not: {counted(answer.alignment.n, 'answer')}."


def _raw_and_reweighted(silent: Nonresponse) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "": ["Satisfied", "Correlation with score", "Worth as many answers as"],
            "As answered": [f"{silent.satisfied:.1%}", correlation_text(silent.rank), f"{silent.answers:,}"],
            "Corrected": [
                f"{silent.satisfied_reweighted:.1%}",
                correlation_text(silent.rank_reweighted),
                f"{silent.effective:,.0f}",
            ],
        }
    )


def _facts(facts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Average": [NUMBERS[name].capitalize() for name in facts["fact"]],
            "Answered": [_written(n, v) for n, v in zip(facts["fact"], facts["answered"], strict=True)],
            "No answer": [_written(n, v) for n, v in zip(facts["fact"], facts["silent"], strict=True)],
            "Difference": ["clear" if abs(z) > CLEAR else "may be chance" for z in facts["apart"]],
        }
    )


def _written(fact: str, value: float) -> str:
    if fact.endswith("_seconds"):
        return duration(value)
    return f"{value:.2f}" if fact == "transfers" else f"{value:.1%}"


def _by_group(answer: ScorecardAnswer, silent: Nonresponse) -> None:
    title = "Response rate by channel and reason"
    if silent.groups.empty:
        st.markdown(f"**{title}**")
        st.caption("There is only one channel and one reason.")
        return
    rates = silent.groups.rename(columns={"rate": "value"}).assign(key=silent.groups["group"])
    figure = Figure(
        breakdown(rates, RATE, total=silent.rate, ranked=False),
        silent.groups,
        title,
        response_sentence(silent),
        answer.lines,
        "response-by-group",
    )
    show_chart(figure, key="scorecard.response")
