"""The agents before and after this one, by name."""

import streamlit as st

from qm.analysis.agents import neighbours
from qm.store import Session
from qm.ui.frame import drill
from qm.ui.markup import literal


def neighbour_buttons(session: Session, agent_id: str) -> None:
    """To the agent before and the one after, in the order of names."""
    before, after = neighbours(session, agent_id)
    for label, icon, who in (
        ("Previous", ":material/chevron_left:", before),
        ("Next", ":material/chevron_right:", after),
    ):
        st.button(
            label,
            icon=icon,
            key=f"agent.{label}",
            disabled=who is None,
            help=literal(who[1]) if who else None,
            on_click=drill.to_neighbour,
            args=(who[0] if who else None,),
        )
