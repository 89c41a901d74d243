"""Does our scorecard measure what customers feel?"""

import streamlit as st

from qm import ui
from qm.ui import scorecard

view = ui.filters()
store = ui.store()

st.title("Does our scorecard measure what customers feel?")
question = scorecard.ask(store, view)
ui.chips(view)
scorecard.read(question)

scorecard.topline(question)
scorecard.missing_weights(store, question)
scorecard.more_days(store, question)
scorecard.weights_section(store, question)
with st.container(border=True):
    scorecard.versions_section(store, question)
with st.container(border=True):
    scorecard.missing_section(store, question)
with st.container(border=True):
    scorecard.response_section(question)
