"""The agents before and after this one, by name."""

from typing import Any

import streamlit as st

from qm.analysis.agents.roster import roster
from qm.store import Store
from qm.ui import drill
from qm.ui.lookup import version
from qm.ui.markup import literal


def neighbours(store: Store, agent_id: str) -> None:
    """To the agent before and the one after, in the order of names."""
    order = _order(version(store), store)
    names = dict(order)
    ids = [one for one, _ in order]
    at = ids.index(agent_id) if agent_id in names else None
    for label, icon, place in (
        ("Previous", ":material/chevron_left:", None if at is None else at - 1),
        ("Next", ":material/chevron_right:", None if at is None else at + 1),
    ):
        there = place is not None and 0 <= place < len(ids)
        who = ids[place] if there and place is not None else None
        st.button(
            label,
            icon=icon,
            key=f"agent.{label}",
            disabled=who is None,
            help=literal(names[who]) if who else None,
            on_click=drill.to_neighbour,
            args=(who,),
        )


@st.cache_data(max_entries=4, show_spinner=False)
def _order(version: tuple[Any, ...], _store: Store) -> list[tuple[str, str]]:
    known = roster(_store)
    pairs = [
        (agent, name if isinstance(name, str) else agent)
        for agent, name in zip(known["agent"], known["name"], strict=True)
    ]
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
