"""The contacts behind the page: those that came back, and all of them, each a link to the contact."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from qm.analysis.journeys import returned
from qm.metrics import METRICS, count, rows
from qm.store import Store
from qm.ui import drill
from qm.ui.agent.figures import Figures
from qm.wording import counted, duration, moment_text, written

STEP = 20
"""Links shown at once."""

MOST = 200


def returned_section(store: Store, figures: Figures) -> None:
    """Contacts that the customer followed by another within the window."""
    st.markdown("**Contacts that came back**")
    if not set(figures.own.dimensions) <= set(METRICS["repeat_rate"].dimensions):
        st.caption("A filter in force does not fit contacts; take it away to see them.")
        return
    days = f"{figures.definitions.repeat.window_days:g} days"
    shown = _shown("returned")
    found = returned(store, figures.own, figures.definitions, shown + 1)
    if found.empty:
        st.caption(f"No contact of this agent is known to have come back within {days}; telling takes customers.")
        return
    st.caption(f"Followed by another of the same customer within {days}, newest first. Each opens the contact.")
    _links((row["contact_id"], _came_back(row)) for row in found.head(shown).to_dict("records"))
    _more("returned", len(found) > shown)


def _came_back(row: dict) -> str:
    parts = [*_beginning(row), f"back after {duration(row['days_until'] * 86400)}"]
    if isinstance(row["next_reason"], str):
        parts[-1] += f" about {row['next_reason']}"
    if isinstance(row["next_agent"], str):
        parts[-1] += f", answered by {row['next_agent']}"
    return " · ".join(parts)


def contacts_section(store: Store, figures: Figures) -> None:
    """All contacts of the agent under the filters, asked for only when opened."""
    opened = st.expander(
        "All contacts of this agent under these filters",
        icon=":material/table_rows:",
        key="contacts",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        if not set(figures.own.dimensions) <= set(METRICS["contacts"].dimensions):
            st.caption("A filter in force does not fit contacts; take it away to see them.")
            return
        shown = _shown("all")
        found = rows(store, figures.own, "contacts", shown)
        if found.empty:
            st.caption("No contacts in this selection.")
            return
        total = count(store, figures.own, "contacts")
        newest = f"The newest {len(found)} of " if len(found) < total else ""
        st.caption(f"{newest}{counted(total, 'contact')}. Each opens the contact.")
        _links((row["contact_id"], _contact(row)) for row in found.to_dict("records"))
        _more("all", total > shown)


def _contact(row: dict) -> str:
    parts = _beginning(row)
    if not pd.isna(row["handle_seconds"]):
        parts.append(duration(row["handle_seconds"]))
    if not pd.isna(row["resolved"]):
        parts.append("resolved" if row["resolved"] else "not resolved")
    if not pd.isna(row["csat"]):
        parts.append(f"customer {row['csat']:g}")
    if not pd.isna(row["quality_score"]):
        parts.append(f"scored {written(row['quality_score'], 'percent')}")
    return " · ".join(parts)


def _beginning(row: dict) -> list[str]:
    said = [str(row["contact_id"]), moment_text(row["arrived_at"])]
    return said + [row[name] for name in ("channel", "reason") if isinstance(row[name], str)]


def _links(contacts: Iterable[tuple[str, str]]) -> None:
    with st.container(gap=None):
        for contact_id, words in contacts:
            drill.contact_link(contact_id, words)


def _shown(name: str) -> int:
    shown: int = st.session_state.get(f"contacts.{name}.shown", STEP if name == "all" else STEP // 2)
    return shown


def _more(name: str, there_are: bool) -> None:
    shown = _shown(name)
    if there_are and shown < MOST:
        st.button("Show more", key=f"contacts.{name}.more", type="tertiary", on_click=_show, args=(name, shown + STEP))


def _show(name: str, number: int) -> None:
    st.session_state[f"contacts.{name}.shown"] = number
