"""Do our evaluators agree?"""

import streamlit as st

from qm import ui
from qm.ui import calibration

ui.guard()
store = ui.store()

st.title("Do our evaluators agree?")
question = calibration.ask(store)
found = calibration.find(store, question)

calibration.tiles(found)
if found.contacts:
    with st.container(border=True):
        calibration.questions_section(found)
with st.container(border=True):
    calibration.evaluators_section(found)
if found.contacts:
    left, right = st.columns(2, border=True)
    with left:
        calibration.pairs_section(found)
    with right:
        calibration.rounds_section(found)
    with st.container(border=True):
        calibration.session_section(store, found)
with st.container(border=True):
    calibration.severity_section(store, found)
