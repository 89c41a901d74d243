"""The action list in one line: each item leads to its page, with the filters that show it."""

from datetime import date

import streamlit as st

from qm.analysis.actions import answer
from qm.analysis.resolved_filters import View
from qm.store import Session
from qm.ui.markup import literal

ICONS = {
    "coach": ":material/school:",
    "follow-up": ":material/event_busy:",
    "calibrate": ":material/balance:",
    "hours": ":material/schedule:",
}


def actions_section(session: Session, view: View) -> None:
    """What is to be done for the people that the filters name."""
    found = answer(session, view.current, date.today())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="actions"):
        if not found.items:
            st.caption(literal(found.text))
            return
        st.markdown("**To do**", width="content")
        for item in found.items:
            st.page_link(
                f"pages/{item.page}.py",
                label=literal(item.text),
                icon=ICONS[item.kind],
                help=literal(item.detail),
                query_params={name: list(texts) for name, texts in item.query.items()},
            )
