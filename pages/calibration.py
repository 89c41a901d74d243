"""Do our evaluators agree?"""

import streamlit as st

from qm import ui
from qm.ui import calibration

ui.guard()
session = ui.session()

st.title("Do our evaluators agree?")
answer = calibration.ask(session)

calibration.tiles(answer)
if answer.contacts:
    with st.container(border=True):
        calibration.questions_section(answer)
with st.container(border=True):
    calibration.evaluators_section(answer)
if answer.contacts:
    left, right = st.columns(2, border=True)
    with left:
        calibration.pairs_section(answer)
    with right:
        calibration.rounds_section(answer)
    with st.container(border=True):
        calibration.round_section(session, answer)
with st.container(border=True):
    calibration.severity_section(session, answer)
