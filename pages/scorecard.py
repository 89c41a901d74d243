"""Does our scorecard measure what customers feel?"""

import streamlit as st

from qm import ui
from qm.ui import scorecard

view = ui.filters()
session = ui.session()

st.title("Does our scorecard measure what customers feel?")
answer = scorecard.ask(session, view)
ui.chips(view)
scorecard.warn(answer)

scorecard.topline(session, view, answer)
scorecard.missing_weights(answer)
scorecard.weights_section(session, answer)
with st.container(border=True):
    scorecard.versions_section(session, answer)
with st.container(border=True):
    scorecard.missing_section(session, answer)
with st.container(border=True):
    scorecard.response_section(session, answer)
