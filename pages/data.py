"""Bring your own: drop a file, see what was understood, check it, import it, and take it back."""

import streamlit as st

from qm import ui
from qm.ui import data

ui.guard()
session = ui.session()

st.title("Bring your own data")

for name, tab in ui.state.tabs(data.SECTION):
    if tab.open:
        with tab:
            data.SECTIONS[name](session)
