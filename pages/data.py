"""What data do we have, and how do I add more?"""

import streamlit as st

from qm import ui
from qm.ui import data

ui.guard()
session = ui.session()

st.title("What data do we have, and how do I add more?")
ui.say_problems(data.SECTION)

for name, tab in ui.state.tabs(data.SECTION):
    if tab.open:
        with tab:
            data.SECTIONS[name](session)
