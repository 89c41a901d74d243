"""Why the page shows the period it shows, where nobody chose one."""

import streamlit as st

from qm.analysis.agents.opening_period import opening_period
from qm.store import Session
from qm.ui import state
from qm.ui.frame.filter_parameters import DAYS, PERIOD


def opening_text(session: Session) -> None:
    """One sentence; nothing where the address or a filter says which days."""
    text = opening_period(session).text
    if text and state.is_usual(PERIOD, DAYS):
        st.caption(f":material/date_range: {text}")
