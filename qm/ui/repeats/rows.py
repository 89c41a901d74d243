"""The repeat contacts one by one, each beside the contact it follows."""

from typing import Any

import streamlit as st

from qm.analysis.repeats.repeat_rates import repeat_rows
from qm.analysis.view import as_days
from qm.store import Store
from qm.ui.chart import as_csv
from qm.ui.repeats.figures import Figures

SHOWN, SAVED = 200, 200_000
_ROUND = "repeats.rows.round"


def rows_section(store: Store, figures: Figures) -> None:
    """The newest repeats, asked for only when opened; clicking a row shows its customer's journey."""
    opened = st.expander("Show the repeat contacts", icon=":material/table_rows:", key="rows", on_change="rerun")
    if not opened.open:
        return
    question, work = figures.question, figures.work
    since = as_days(question.view.body.steady, question.view.body.steady).first
    with opened:
        found = repeat_rows(store, question.view.current, question.definitions, since, SHOWN)
        if found.empty:
            st.caption(f"No contact in this selection follows an earlier one within {question.within}.")
            return

        def save() -> bytes:
            everything = repeat_rows(store, question.view.current, question.definitions, since, SAVED)
            return as_csv(everything, ["Contacts that follow an earlier one", *question.lines])

        shown = f"The newest {len(found):,} of {work.repeats:,}" if work.repeats > len(found) else f"All {len(found):,}"
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(f"{shown} repeat contacts. Select a row to see the customer's journey above.", width="content")
            st.download_button(
                "Save as CSV",
                save,
                "repeat-contacts.csv",
                "text/csv",
                key="rows.save",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )
        # A new key after every click: a row stays selected for its table, and would hold on to its customer.
        key = f"repeats.rows.{st.session_state.get(_ROUND, 0)}"

        def look() -> None:
            picked: Any = st.session_state[key].selection.rows
            if picked:
                st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
                st.session_state["customer"] = found["customer_id"].iloc[picked[0]]

        st.dataframe(
            found.dropna(axis="columns", how="all"),
            hide_index=True,
            height=400,
            key=key,
            on_select=look,
            selection_mode="single-row",
            alt="Contacts that follow an earlier one, with what they follow",
        )
