"""How are we doing, and what changed?"""

import streamlit as st

from qm import ui
from qm.analysis.overview import answer
from qm.ui import overview
from qm.ui.actions import actions_section

view = ui.filters()
session = ui.session()

st.title("How are we doing, and what changed?")
metric = overview.chosen_metric()
ui.chips(view)

figures = answer(session, view, metric, overview.chosen_dimension(metric))
overview.headline(figures)
to_do = st.empty()
overview.tiles(figures)

with st.container(border=True, gap="xsmall"):
    overview.pick_trend(figures)
    overview.trend_section(figures)
overview.pick_dimension(metric)
left, right = st.columns(2, border=True)
with left:
    overview.breakdown_section(session, figures)
with right:
    overview.change_section(session, figures)
with st.container(border=True):
    overview.week_section(figures)
overview.rows_section(session, figures)
with to_do.container():
    actions_section(session, view)
