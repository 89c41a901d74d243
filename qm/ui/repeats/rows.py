"""The repeat contacts one by one, each beside the contact it follows."""

from typing import Any

import streamlit as st

from qm.analysis.repeats import RepeatsAnswer, all_repeats, newest_repeats
from qm.store import Session
from qm.ui import state
from qm.ui.chart import as_csv
from qm.ui.repeats.setting import CUSTOMER


def rows_section(session: Session, answer: RepeatsAnswer) -> None:
    """The newest repeats, asked for only when opened; clicking a row shows its customer's journey."""
    opened = st.expander("Show the repeat contacts", icon=":material/table_rows:", key="rows", on_change="rerun")
    if not opened.open:
        return
    setting, total = answer.setting, answer.work.repeats
    with opened:
        repeats = newest_repeats(session, setting)
        if repeats.empty:
            st.caption(f"No contact in this selection follows an earlier one within {setting.within}.")
            return

        def save() -> bytes:
            return as_csv(all_repeats(session, setting), ["Contacts that follow an earlier one", *setting.lines])

        newest = f"The newest {len(repeats):,} of {total:,}"
        shown = newest if total > len(repeats) else f"All {len(repeats):,}"
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

        def look(selection: Any) -> bool:
            if selection.rows:
                state.put(CUSTOMER, repeats["customer_id"].iloc[selection.rows[0]])
            return bool(selection.rows)

        st.dataframe(
            repeats.dropna(axis="columns", how="all"),
            hide_index=True,
            height=400,
            **state.picking("repeats.rows", look),
            selection_mode="single-row",
            alt="Contacts that follow an earlier one, with what they follow",
        )
