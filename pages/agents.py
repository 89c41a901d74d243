"""Who is doing well, who needs what help?"""

import streamlit as st

from qm import ui
from qm.ui import agent, agents

view = ui.filters()
store = ui.store()

one = agents.one_agent(view)
if one is not None and agents.is_known(store, one):
    agent.show(store, view, one)
    st.stop()

agents.crumbs(view)
st.title("Who is doing well, who needs what help?")
if one is not None:
    agents.stranger(store, one)
    st.stop()
question = agents.ask(store, view)
ui.chips(view)
figures = agents.find(store, question)

left, right = st.columns(2, border=True)
with left:
    agents.pair_section(figures, "aht")
with right:
    agents.pair_section(figures, "csat")
with st.container(border=True):
    agents.table_section(figures)
agents.context_section(store, figures)
with st.container(border=True):
    agents.funnel_section(figures)
with st.container(border=True):
    agents.targets_section(store, figures)
