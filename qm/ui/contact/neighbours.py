"""The customer's other contacts, before and after this one."""

from typing import Any

import streamlit as st

from qm.analysis.contact.neighbours import CustomerContacts
from qm.charts.journey import journey
from qm.ui.chart import Figure, show_chart
from qm.ui.frame import drill
from qm.ui.markup import literal

TITLE = "The customer's other contacts"


def neighbours_section(around: CustomerContacts) -> None:
    """A timeline with this contact in the middle; clicking a contact opens it."""
    if around.why_none:
        st.markdown(f"**{TITLE}**")
        st.caption(literal(around.why_none))
        return
    shown, drawn = around.shown, around.drawn
    contact_of = dict(zip(drawn["name"], shown["contact_id"], strict=True))

    def look(marks: list[dict[str, Any]]) -> None:
        _open(contact_of.get(marks[0].get("name", "")))

    lines = [f"customer {around.customer}", "all contacts of the customer, whatever the filters"]
    figure = Figure(journey(drawn, pick="picked"), shown, TITLE, around.takeaway, lines, "contacts-of-customer")
    show_chart(figure, key="others", on_pick=look)
    if len(shown) < len(around.contacts):
        st.caption(f"Drawn are {len(shown)} around this one, of {len(around.contacts):,}.")
    _steps(around)


def _steps(around: CustomerContacts) -> None:
    """To the contact before, and to the one after."""
    with st.container(horizontal=True):
        for label, icon, step in (
            ("Previous contact", ":material/arrow_back:", -1),
            ("Next contact", ":material/arrow_forward:", 1),
        ):
            contact_id = around.beside(step)
            st.button(
                label, icon=icon, key=f"others.{label}", disabled=contact_id is None, on_click=_open, args=(contact_id,)
            )


def _open(contact_id: str | None) -> None:
    if contact_id:
        drill.look(contact=contact_id, evaluation=None, question=None)
