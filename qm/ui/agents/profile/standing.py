"""What stands out, and the one thing to work on next."""

import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.profile_text import CAN_TELL, item_text, next_step_text
from qm.ui.markup import literal


def strengths_section(answer: AgentAnswer) -> None:
    """Where the agent is better than peers with the same mix of work, surest first."""
    st.markdown("**Strengths to build on**")
    _items(answer.profile.strengths)


def growth_section(answer: AgentAnswer) -> None:
    """Where the agent is behind peers with the same mix of work, surest first."""
    st.markdown("**Growth areas**")
    _items(answer.profile.growth)


def _items(items: list[dict]) -> None:
    if not items:
        st.caption(CAN_TELL)
        return
    st.markdown("\n".join(f"- **{literal(item['name'])}** {item_text(item)}" for item in items))


def next_step_section(answer: AgentAnswer) -> None:
    """The question where improvement would move satisfaction most."""
    st.markdown("**What to do next**")
    st.markdown(literal(next_step_text(answer.profile)))
