"""What if quality were better, or staffing, or both?"""

import streamlit as st

from qm import ui
from qm.ui import whatif

view = ui.filters()
store = ui.store()

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("What if quality were better, or staffing, or both?")
    presenting = whatif.presenter_toggle()
if not presenting:
    ui.chips(view)
centre = whatif.find_centre(store, view)
setting = whatif.read(centre)
base, now = whatif.answer(centre, whatif.today(centre)), whatif.answer(centre, setting)

st.caption(whatif.verdict(centre))
whatif.presets(centre, setting)
left, right = st.columns([0.3, 0.7], gap="large")
with left:
    whatif.controls(centre, setting)
with right:
    with st.container(key="whatif.sentence"):
        st.markdown(whatif.sentence(centre, base, now))
    whatif.tiles(centre, base, now)
    if not presenting:
        st.dataframe(whatif.table(base, now, centre.currency), hide_index=True, width="stretch", key="whatif.table")
for words in whatif.warnings(centre, now):
    st.warning(words, icon=":material/warning:")

with st.container(border=True):
    whatif.map_section(centre, base, now)
left, right = st.columns(2, border=True)
with left:
    whatif.curve_section(centre, base, now)
with right:
    whatif.steps_section(centre, base, now)
if not presenting:
    left, right = st.columns(2, border=True)
    with left:
        whatif.staffing_section(centre, now)
    with right:
        whatif.day_section(centre, base, now)
    with st.container(border=True):
        whatif.saved_section(store, centre, base, now)
    with st.container(border=True):
        whatif.backtest_section(centre)
        whatif.parameters_section(centre)
        whatif.assumptions_section()
