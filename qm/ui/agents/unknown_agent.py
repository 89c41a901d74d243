"""An address that names an agent nobody knows: said in a sentence, with those it may mean."""

import streamlit as st

from qm.analysis.agents import closest_agents
from qm.store import Session
from qm.ui.agents.selection import pick_agent
from qm.ui.frame.narrowing import remove
from qm.ui.markup import literal


def unknown_agent(session: Session, agent_id: str) -> None:
    """The sentence, and a button for everybody with a name like it."""
    close = closest_agents(session.cursor(), agent_id)
    hint = "Did you mean one of these?" if close else "Look for the name in the list of all agents."
    st.warning(f"There is no agent '{literal(agent_id)}' in the data. {hint}", icon=":material/person_off:")
    with st.container(horizontal=True, key="stranger"):
        for number, name in close:
            label = number if name in (None, number) else f"{name} ({number})"
            st.button(literal(label), key=f"stranger.{number}", on_click=pick_agent, args=(number,))
        st.button("All agents", icon=":material/groups:", key="stranger.all", on_click=remove, args=("agent",))
