"""What is known of the contact itself, and what the customer said afterwards."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from qm.analysis.contact.facts_text import facts_texts, survey_texts
from qm.ui.markup import literal


def facts_section(facts: dict[str, Any]) -> None:
    """The contact's facts; what the data do not say is left out."""
    st.markdown("**What happened**")
    _pairs(facts_texts(facts))


def survey_section(facts: dict[str, Any]) -> None:
    """The customer's answer to the survey."""
    st.markdown("**What the customer said**")
    if not facts["surveyed"]:
        st.caption("The customer answered no survey about this contact.")
        return
    _pairs(survey_texts(facts))
    if facts["comment"]:
        st.markdown(f"> {literal(facts['comment'])}")


def _pairs(pairs: Iterable[tuple[str, str]]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            with st.container(width="content", gap=None):
                st.caption(label, width="content")
                st.markdown(literal(value), width="content")
