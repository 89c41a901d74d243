"""What is known of the contact itself, and what the customer said afterwards."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from qm.ui.markup import literal
from qm.wording import duration, moment_text


def facts_section(known: dict) -> None:
    """The contact's facts; what the data do not say is left out."""
    st.markdown("**What happened**")
    _pairs(_facts(known))


def _facts(known: dict) -> Iterator[tuple[str, str]]:
    yield "Arrived", moment_text(known["arrived_at"])
    agent = known["agent_name"] or known["agent_id"]
    if agent != known["agent_id"]:
        agent = f"{agent} ({known['agent_id']})"
    for label, value in (
        ("Channel", known["channel"]),
        ("Queue", known["queue"]),
        ("Reason", known["reason"]),
        ("Agent", agent),
        ("Team", known["team"]),
        ("Customer", known["customer_id"]),
    ):
        if value is not None:
            yield label, str(value)
    for label, name in (("Waited", "wait_seconds"), ("Handled", "handle_seconds")):
        if known[name] is not None:
            yield label, duration(float(known[name]))
    if known["transfers"]:
        yield "Passed on", "once" if known["transfers"] == 1 else f"{known['transfers']} times"
    for label, name in (
        ("Abandoned", "abandoned"),
        ("Escalated", "escalated"),
        ("Resolved", "resolved"),
        ("Reopened", "reopened"),
        ("Met its target", "met_target"),
    ):
        if known[name] is not None:
            yield label, "yes" if known[name] else "no"


def survey_section(known: dict) -> None:
    """The customer's answer to the survey."""
    st.markdown("**What the customer said**")
    if not known["surveyed"]:
        st.caption("The customer answered no survey about this contact.")
        return
    _pairs(_survey(known))
    if known["comment"]:
        st.markdown(f"> {literal(known['comment'])}")


def _survey(known: dict) -> Iterator[tuple[str, str]]:
    if known["csat"] is not None:
        yield "Satisfaction", f"{known['csat']:g} of {known['csat_max'] or 5:g}"
    if known["nps"] is not None:
        yield "Would recommend", f"{known['nps']:g} of 10"
    if known["effort"] is not None:
        yield "Effort", f"{known['effort']:g}"
    if known["responded_at"] is not None and not pd.isna(known["responded_at"]):
        yield "Answered", moment_text(known["responded_at"])


def _pairs(pairs: Iterator[tuple[str, str]]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for label, value in pairs:
            with st.container(width="content", gap=None):
                st.caption(label, width="content")
                st.markdown(literal(value), width="content")
