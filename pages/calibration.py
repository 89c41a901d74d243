"""Do our evaluators agree?"""

import streamlit as st

from qm import ui
from qm.ui import calibration

ui.guard()
session = ui.session()

st.title("Do our evaluators agree?")
answer = calibration.ask(session)

calibration.headline(answer)
with st.container(border=True):
    calibration.evaluators_section(answer)
with st.container(border=True):
    calibration.severity_section(session, answer)
if answer.contacts:
    with st.container(border=True):
        calibration.disagreement_section(answer)
    with st.container(border=True):
        calibration.round_section(session, answer)
calibration.statistics(answer)
