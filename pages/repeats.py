"""Which contacts come back, why, and what do they cost?"""

import streamlit as st

from qm import ui
from qm.analysis.repeats import answer, service_feedback
from qm.ui import repeats

view = ui.filters()
session = ui.session()

st.title("Which contacts come back, why, and what do they cost?")
window, scope = repeats.choose_setting(session)
ui.chips(view)

figures = answer(session, view, window, scope)
repeats.tiles(figures)

left, right = st.columns(2, border=True)
with left:
    repeats.curve_section(figures)
with right:
    repeats.pareto_section(figures)
left, right = st.columns(2, border=True)
with left:
    repeats.groups_section(figures)
with right:
    repeats.cost_section(figures)
with st.container(border=True):
    # A question of its own, asked once the tiles stand: it reads every contact of half a year.
    repeats.feedback_section(service_feedback(session, view, window, scope))
with st.container(border=True):
    repeats.journey_section(session, figures)
repeats.rows_section(session, figures)
