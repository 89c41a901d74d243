"""The customer's other contacts, before and after this one."""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.journeys import customer_contacts, timeline
from qm.charts.journey import journey
from qm.store import Store
from qm.ui import drill
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.wording import counted, duration

AROUND = 12
"""Contacts drawn before and after this one."""

_ROUND = "others.round"


def others_section(store: Store, known: dict) -> None:
    """A timeline with this contact in the middle; clicking a contact opens it."""
    customer = known["customer_id"]
    if customer is None:
        st.markdown("**The customer's other contacts**")
        st.caption("The data do not say which customer this was, so other contacts cannot be found.")
        return
    contacts = customer_contacts(store, customer, store.definitions())
    here = contacts.index[contacts["contact_id"] == known["contact_id"]]
    if len(contacts) < 2 or here.empty:
        st.markdown("**The customer's other contacts**")
        alone = (
            "has no other contact in the data"
            if len(contacts) < 2
            else (f"has {len(contacts):,} later contacts, too many to show those around this one")
        )
        st.caption(f"Customer {literal(customer)} {alone}.")
        return
    at = int(here[0])
    shown = contacts.iloc[max(at - AROUND, 0) : at + AROUND + 1].reset_index(drop=True)
    drawn = timeline(shown)
    mine = shown["contact_id"] == known["contact_id"]
    drawn["name"] = drawn["name"].where(~mine, "▶ " + drawn["name"])
    pick = dict(zip(drawn["name"], shown["contact_id"], strict=True))

    def look(marks: list[dict[str, Any]]) -> None:
        _open(pick.get(marks[0].get("name", "")))

    lines = [f"customer {customer}", "all contacts of the customer, whatever the filters"]
    figure = Figure(
        journey(drawn, pick="picked"),
        shown,
        "The customer's other contacts",
        takeaway(contacts, at),
        lines,
        "contacts-of-customer",
    )
    show_chart(figure, key="others", on_pick=look)
    if len(shown) < len(contacts):
        st.caption(f"Drawn are {len(shown)} around this one, of {len(contacts):,}.")
    _steps(contacts, at)


def takeaway(contacts: pd.DataFrame, at: int) -> str:
    """How many came before and after, and how soon the next ones followed."""
    before, after = at, len(contacts) - 1 - at
    said = f"{counted(before, 'contact')} before this one and {after} after it."
    own = contacts.iloc[at]
    if after:
        gap = (contacts.iloc[at + 1]["arrived_at"] - own["ended_at"]).total_seconds()
        said += f" The next one came {duration(gap)} later." if gap >= 0 else " The next began while it still went on."
    return said


def _steps(contacts: pd.DataFrame, at: int) -> None:
    """To the contact before, and to the one after."""
    with st.container(horizontal=True):
        for label, icon, place in (
            ("The one before", ":material/arrow_back:", at - 1),
            ("The one after", ":material/arrow_forward:", at + 1),
        ):
            there = 0 <= place < len(contacts)
            st.button(
                label,
                icon=icon,
                key=f"others.{label}",
                disabled=not there,
                on_click=_open,
                args=(contacts["contact_id"].iloc[place] if there else None,),
            )


def _open(contact_id: str | None) -> None:
    if contact_id:
        drill.look(contact=contact_id, evaluation=None, question=None)
