"""Which contacts come back, why, and what do they cost?"""

import streamlit as st

from qm import ui
from qm.ui import repeats

view = ui.filters()
store = ui.store()

st.title("Which contacts come back, why, and what do they cost?")
question = repeats.ask(store, view)
ui.chips(view)

figures = repeats.find(store, question)
repeats.tiles(figures)

left, right = st.columns(2, border=True)
with left:
    repeats.curve_section(figures)
with right:
    repeats.pareto_section(figures)
left, right = st.columns(2, border=True)
with left:
    repeats.causes_section(store, figures)
with right:
    repeats.cost_section(figures, repeats.targets(store, figures))
with st.container(border=True):
    repeats.circle_section(store, figures)
with st.container(border=True):
    repeats.journey_section(store, figures)
repeats.rows_section(store, figures)
