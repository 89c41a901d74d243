"""One customer's journey: every contact, what happened in it, and how soon the next one followed."""

import math

import pandas as pd
import streamlit as st

from qm.analysis.journeys import customer_contacts, timeline
from qm.charts.journey import journey
from qm.store import Store
from qm.ui.chart import Figure, show_chart
from qm.ui.lookup import version
from qm.ui.repeats import answers
from qm.ui.repeats.figures import Figures
from qm.wording import Days, day_text, days_text, duration

SHOWN = 40
MOST, CONCENTRATED = 10, 0.05  # so many customers with this part of all repeats are worth a remark


def journey_section(store: Store, figures: Figures) -> None:
    """A customer chosen, typed or sent in the address, and their contacts as a timeline and as rows."""
    question = figures.question
    found = answers.customers(version(store), store, question.view.current, question.definitions)
    st.markdown("**One customer's journey**")
    customer = st.selectbox(
        "Customer",
        found["customer_id"].tolist(),
        index=None,
        key="customer",
        bind="query-params",
        width=420,
        accept_new_options=True,
        placeholder="Type a customer, or choose one who came back often",
        help="Offered are those whose contacts were followed by another most often in this selection, most first.",
    )
    if not customer:
        st.caption(_invitation(found, question.within) + concentration(found, int(figures.rate["numerator"])))
        return
    contacts = customer_contacts(store, str(customer), question.definitions)
    if contacts.empty:
        st.warning(f"There is no customer '{customer}' in the data.", icon=":material/link_off:")
        return
    shown = contacts.tail(SHOWN).reset_index(drop=True)
    title = f"The journey of customer {customer}"
    lines = ["all contacts of the customer, whatever the filters", question.metric.meaning]
    show_chart(
        Figure(journey(timeline(shown)), contacts, title, takeaway(contacts, question.within), lines, "journey"),
        key="journey",
    )
    if len(contacts) > SHOWN:
        st.caption(f"Drawn are the latest {SHOWN} of {len(contacts):,} contacts; the rows below hold all.")
    with st.expander("The rows of this journey", icon=":material/table_rows:"):
        st.dataframe(contacts.dropna(axis="columns", how="all"), hide_index=True, alt=title)


def _invitation(found: pd.DataFrame, within: str) -> str:
    if found.empty:
        return f"No customer of this selection came back within {within}; any customer can be typed."
    top = found.iloc[0]
    return (
        f"{top['customer_id']} came back most: {top['repeated']:,} of {top['contacts']:,} contacts were followed by "
        f"another within {within}."
    )


def concentration(found: pd.DataFrame, repeated: int) -> str:
    """A sentence where a few customers make up much of what came back: perhaps numbers that many people share."""
    most = int(found["repeated"].head(MOST).sum())
    if len(found) <= MOST or most < CONCENTRATED * repeated:
        return ""
    return (
        f" The {MOST} who came back most account for {most / repeated:.0%} of all who did: perhaps shared numbers or "
        "machines, which no better answer would keep away."
    )


def takeaway(contacts: pd.DataFrame, within: str) -> str:
    """How many contacts, over how long, how many of them repeats, and what they took."""
    first, last = contacts["arrived_at"].iloc[0], contacts["arrived_at"].iloc[-1]
    if len(contacts) == 1:
        return f"One contact, on {day_text(first.date())}."
    repeats = int(contacts["is_repeat"].sum())
    took = float(contacts["handle_seconds"].sum())
    handled = f" They took {duration(took)} of handling." if took and not math.isnan(took) else ""
    spell = days_text(Days(first.date(), last.date()))
    count = f"{repeats} of them follow" if repeats != 1 else "one of them follows"
    return f"{len(contacts)} contacts, {spell}; {count} an earlier one within {within}.{handled}"
