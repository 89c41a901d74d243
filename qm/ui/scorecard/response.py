"""Response bias: who answers surveys against who does not, and the result reweighted beside the raw one."""

import pandas as pd
import streamlit as st

from qm.analysis.scorecard.nonresponse import NUMBERS, Silence
from qm.charts.breakdown import breakdown
from qm.ui.chart import Figure, show_chart
from qm.ui.scorecard import answers
from qm.ui.scorecard.question import Question
from qm.ui.scorecard.words import correlation
from qm.wording import Scale, duration

CLEAR = 2.6
"""Standard errors from which a difference is named: 1 % by chance."""

RATE = Scale("response_rate", "Response rate", "percent", "share", "neither")
TITLE = "Who is silent?"


def response_section(question: Question) -> None:
    """Raw and reweighted figures, what answerers' contacts were like, and response by group."""
    found = answers.silent(question.key, question.on)
    if found is None:
        st.markdown(f"**{TITLE}**")
        st.caption(_why_nothing(question))
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{TITLE}**")
        st.caption(takeaway(found))
        st.dataframe(_raw_and_reweighted(found), hide_index=True, width="stretch", key="scorecard.reweighted")
        if len(found.facts):
            st.dataframe(_facts(found.facts), hide_index=True, width="stretch", key="scorecard.silent")
        st.caption("Reweighting mends only what channel, reason, wait, handle time and score explain.")
    with right:
        _by_group(question, found)


def _why_nothing(question: Question) -> str:
    top = question.top
    if top.answered == 1.0:
        return "Every evaluated contact has a grade, so nobody is silent."
    return f"{top.n} answers are too few to tell who answers and who does not."


def takeaway(found: Silence) -> str:
    """How much the silent could change, and how far reweighting changes it."""
    low, high = found.bounds
    moved = (found.satisfied_reweighted - found.satisfied) * 100
    change = "hardly changes that" if abs(moved) < 0.5 else f"makes it {found.satisfied_reweighted:.0%}"
    return (
        f"{found.answers:,} of {found.contacts:,} evaluated contacts have a grade ({found.rate:.0%}). Of these "
        f"{found.satisfied:.0%} are satisfied; weighting answers to stand for all {change}. If all the silent were "
        f"dissatisfied it would be {low:.0%}, if all were satisfied {high:.0%}."
    )


def _raw_and_reweighted(found: Silence) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "": ["Satisfied", "Score against CSAT", "Answers it is worth"],
            "Raw": [f"{found.satisfied:.1%}", correlation(found.rank), f"{found.answers:,}"],
            "Reweighted": [
                f"{found.satisfied_reweighted:.1%}",
                correlation(found.rank_reweighted),
                f"{found.effective:,.0f}",
            ],
        }
    )


def _facts(facts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Mean of": [NUMBERS[name].capitalize() for name in facts["fact"]],
            "Answered": [_shown(n, v) for n, v in zip(facts["fact"], facts["answered"], strict=True)],
            "Silent": [_shown(n, v) for n, v in zip(facts["fact"], facts["silent"], strict=True)],
            "Difference": ["more than chance" if abs(z) > CLEAR else "may be chance" for z in facts["apart"]],
        }
    )


def _shown(fact: str, value: float) -> str:
    if fact.endswith("_seconds"):
        return duration(value)
    return f"{value:.2f}" if fact == "transfers" else f"{value:.1%}"


def _by_group(question: Question, found: Silence) -> None:
    groups = found.groups
    title = "Who answers surveys"
    if groups.empty:
        st.markdown(f"**{title}**")
        st.caption("There is only one channel and one reason.")
        return
    rates = groups.rename(columns={"rate": "value"}).assign(key=groups["group"])
    away = rates[(rates["low"] > found.rate) | (rates["high"] < found.rate)]
    named = ", ".join(f"{g} ({v:.0%})" for g, v in zip(away["group"], away["value"], strict=True))
    said = (
        f"Beyond chance other than the rest: {named}."
        if named
        else "No channel or reason answers more than others beyond chance."
    )
    figure = Figure(
        breakdown(rates, RATE, total=found.rate, ranked=False), groups, title, said, question.lines, "response-by-group"
    )
    show_chart(figure, key="scorecard.response")
