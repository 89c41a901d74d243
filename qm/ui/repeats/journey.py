"""One customer's journey: every contact, what happened in it, and how soon the next one followed."""

import streamlit as st

from qm.analysis.journeys import customer_contacts, journey_takeaway, timeline
from qm.analysis.repeats import RepeatsAnswer
from qm.charts.journey import journey
from qm.store import Session
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.markup import literal
from qm.ui.repeats.setting import CUSTOMER

SHOWN = 40


def journey_section(session: Session, answer: RepeatsAnswer) -> None:
    """A customer chosen, typed or sent in the address, and their contacts as a timeline and as rows."""
    setting = answer.setting
    st.markdown("**One customer's journey**")
    customer = state.pick_or_type(
        CUSTOMER,
        "Customer",
        answer.customers["customer_id"].tolist(),
        width=420,
        placeholder="Type a customer, or choose one who came back often",
        help="Offered are those whose contacts were followed by another most often in this selection, most first.",
    )
    if not customer:
        st.caption(literal(answer.customers_takeaway))
        return
    contacts = customer_contacts(session.store, str(customer), setting.definitions)
    if contacts.empty:
        st.warning(f"There is no customer '{literal(customer)}' in the data.", icon=":material/link_off:")
        return
    shown = contacts.tail(SHOWN).reset_index(drop=True)
    title = f"The journey of customer {customer}"
    lines = ["all contacts of the customer, whatever the filters", setting.metric.meaning]
    takeaway = journey_takeaway(contacts, setting.within)
    show_chart(Figure(journey(timeline(shown)), contacts, title, takeaway, lines, "journey"), key="journey")
    if len(contacts) > SHOWN:
        st.caption(f"Drawn are the latest {SHOWN} of {len(contacts):,} contacts; the rows below hold all.")
    with st.expander("The rows of this journey", icon=":material/table_rows:"):
        st.dataframe(contacts.dropna(axis="columns", how="all"), hide_index=True, alt=title)
