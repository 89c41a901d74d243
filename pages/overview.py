"""How are we doing, and what changed?"""

import streamlit as st

from qm import ui
from qm.ui import overview

view = ui.filters()
store = ui.store()

st.title("How are we doing, and what changed?")
picked = overview.chosen_metric()
ui.chips(view)

figures = overview.ask(store, view, picked, overview.chosen_dimension(picked))
overview.tiles(store, figures, picked)

with st.container(horizontal=True, vertical_alignment="bottom"):
    metric = overview.pick_metric()
    dimension = overview.pick_dimension(metric)

with st.container(border=True):
    overview.trend_section(figures, metric)
left, right = st.columns(2, border=True)
with left:
    overview.breakdown_section(store, figures, metric, dimension)
with right:
    overview.moves_section(store, figures, metric, dimension)
with st.container(border=True):
    overview.heatmap_section(store, figures, metric)
overview.rows_section(store, view, metric)
