"""Bring your own: drop a file, see what was understood, check it, import it, and take it back."""

import streamlit as st

from qm import ui
from qm.ui import data

ui.guard()
store = ui.store()

st.title("Bring your own data")

tabs = st.tabs(list(data.SECTIONS), key="section", bind="query-params", on_change="rerun")
for tab, section in zip(tabs, data.SECTIONS.values(), strict=True):
    if tab.open:
        with tab:
            section(store)
