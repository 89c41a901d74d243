"""Presenter view: one toggle for figures that are read from the back of the room, without the sidebar."""

import streamlit as st

# Sizes only, of Streamlit's own parts; nothing from data comes near it.
LARGE = """
<style>
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] { display: none; }
[data-testid="stMetricValue"] { font-size: 4.4rem; line-height: 1.1; }
[data-testid="stMetricValue"] > div { white-space: normal; overflow: visible; }
[data-testid="stMetricLabel"] p { font-size: 1.7rem; }
[data-testid="stMetricDelta"] { font-size: 2rem; }
[data-testid="stCaptionContainer"] p { font-size: 1.2rem; }
.st-key-whatif-sentence p { font-size: 2.1rem; line-height: 1.35; }
[data-testid="stWidgetLabel"] p { font-size: 1.3rem; }
</style>
"""


def presenter_toggle() -> bool:
    """The toggle, kept in the address; true while presenting."""
    on = st.toggle(
        "Presenter view", key="present", bind="query-params", help="Large figures and no sidebar, for a room to read."
    )
    if on:
        st.html(LARGE)
    return bool(on)
