"""An address that names an agent nobody knows: said in a sentence, with those it may mean."""

import streamlit as st

from qm.analysis.agents import closest
from qm.store import Store
from qm.ui.agents import answers
from qm.ui.agents.picking import pick_agent
from qm.ui.filters import remove
from qm.ui.lookup import version
from qm.ui.markup import literal


def is_known(store: Store, agent_id: str) -> bool:
    """Whether the data speak of an agent."""
    return bool((answers.roster(version(store), store)["agent"] == agent_id).any())


def stranger(store: Store, agent_id: str) -> None:
    """The sentence, and a button for everybody with a name like it."""
    found = closest(store.cursor(), agent_id)
    hint = "Did you mean one of these?" if found else "Look an agent up in the list of all."
    st.warning(f"There is no agent '{literal(agent_id)}' in the data. {hint}", icon=":material/person_off:")
    with st.container(horizontal=True, key="stranger"):
        for number, name in found:
            said = number if name in (None, number) else f"{name} ({number})"
            st.button(literal(said), key=f"stranger.{number}", on_click=pick_agent, args=(number,))
        st.button("All agents", icon=":material/groups:", key="stranger.all", on_click=remove, args=("agent",))
