"""Who is doing well, who needs what help?"""

import streamlit as st

from qm import ui
from qm.analysis.agents import LOOKED_AT, answer, is_known, look_first, targets_answer
from qm.ui import agents

view = ui.filters()
session = ui.session()

agent_id = agents.one_agent(view)
if agent_id is not None and is_known(session, agent_id):
    agents.show_profile(session, view, agent_id)
    st.stop()

agents.crumbs(view)
st.title("Who is doing well, who needs what help?")
if agent_id is not None:
    agents.unknown_agent(session, agent_id)
    st.stop()
choices = agents.controls(session)
ui.chips(view)
agents.opening_text(session)
compared = answer(session, view, choices.metric, choices.by, LOOKED_AT)

if agents.follow_ups_wanted():
    agents.follow_ups_due_section(session, view)
agents.look_first_section(look_first(compared))
left, right = st.columns(2, border=True)
with left:
    agents.pair_section(compared, "aht")
with right:
    agents.pair_section(compared, "csat")
with st.container(border=True):
    agents.list_section(compared, choices.order)
if not agents.follow_ups_wanted():
    agents.follow_ups_due_section(session, view)
agents.context_section(session, compared)
with st.container(border=True):
    agents.funnel_section(compared)
with st.container(border=True):
    agents.targets_section(session, compared, targets_answer(session, compared))
