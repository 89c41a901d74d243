"""The contacts behind the page: those that came back, and all of them, each a click away."""

import pandas as pd
import streamlit as st

from qm.charts import duration
from qm.metrics import METRICS, rows
from qm.metrics.journey import returned
from qm.store import Store
from qm.ui import drill
from qm.ui.agent.figures import Figures
from qm.ui.data.words import counted

_ROUND = "contacts.round"
RETURNED, SHOWN = 50, 200


def returned_section(store: Store, figures: Figures) -> None:
    """Contacts that the customer followed by another within the window."""
    st.markdown("**Contacts that came back**")
    days = f"{float(str(figures.definitions['repeat.window_days'])):g} days"
    if not set(figures.own.dimensions) <= set(METRICS["repeat_rate"].dimensions):
        st.caption("A filter in force does not fit contacts; take it away to see them.")
        return
    found = returned(store, figures.own, figures.definitions, RETURNED)
    if found.empty:
        st.caption(f"No contact of this agent is known to have come back within {days}; telling takes customers.")
        return
    count = f"The newest {RETURNED}" if len(found) == RETURNED else counted(len(found), "contact")
    st.caption(f"{count} that came back within {days}. Select a row to open the contact.")
    shown = pd.DataFrame({
        "Contact": found["contact_id"], "Arrived": found["arrived_at"], "Channel": found["channel"],
        "Reason": found["reason"], "Back after": [duration(d * 86400) for d in found["days_until"]],
        "Came back about": found["next_reason"], "To agent": found["next_agent"],
    })  # fmt: skip
    pick_contact(shown, "returned", "Contacts that came back")


def contacts_section(store: Store, figures: Figures) -> None:
    """All contacts of the agent under the filters, asked for only when opened."""
    opened = st.expander("All contacts of this agent under these filters", icon=":material/table_rows:",
                         key="contacts", on_change="rerun")  # fmt: skip
    if not opened.open:
        return
    with opened:
        found = rows(store, figures.own, "contacts", SHOWN)
        if found.empty:
            st.caption("No contacts in this selection.")
            return
        newest = "The newest " if len(found) == SHOWN else ""
        st.caption(f"{newest}{counted(len(found), 'contact')}. Select a row to open the contact.")
        fields = ["contact_id", "arrived_at", "channel", "reason", "wait_seconds", "handle_seconds", "resolved", "csat",
                  "evaluations", "quality_score"]  # fmt: skip
        pick_contact(found[fields].rename(columns={"contact_id": "Contact"}), "all", "All contacts of the agent")


def pick_contact(shown: pd.DataFrame, name: str, alt: str) -> None:
    """Rows of contacts, column Contact; selecting one opens it."""
    # A new key after every click: a row stays selected for its table.
    key = f"contacts.{name}.{st.session_state.get(_ROUND, 0)}"

    def look() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            drill.to_contact(shown["Contact"].iloc[picked[0]])

    kept = shown.dropna(axis="columns", how="all")
    st.dataframe(
        kept, hide_index=True, key=key, on_select=look, selection_mode="single-row", alt=alt,
        height=min(36 * (len(kept) + 1), 330),
    )  # fmt: skip
