"""The rows behind a figure."""

import streamlit as st

from qm.analysis.view import View
from qm.metrics import METRICS, count, rows
from qm.store import Store
from qm.ui.chart import as_csv
from qm.ui.drill import contact_link

SHOWN = 200
SAVED = 200_000


def rows_section(store: Store, view: View, name: str) -> None:
    """The rows that the picked metric counts, newest first, asked for only when opened; as CSV too."""
    label = METRICS[name].label
    opened = st.expander(
        f"Show the rows behind {label.lower()}", icon=":material/table_rows:", key="rows", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        found = rows(store, view.current, name, SHOWN)
        if found.empty:
            st.caption("No rows in this selection.")
            return
        total = count(store, view.current, name)

        def save() -> bytes:
            return as_csv(rows(store, view.current, name, SAVED), [f"Rows behind {label}", *view.lines])

        shown = f"The newest {len(found):,} of {total:,} rows." if total > len(found) else f"{total:,} rows."
        saved = f" The file has the newest {SAVED:,}." if total > SAVED else ""
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(shown + saved, width="content")
            st.download_button(
                "Save as CSV",
                save,
                f"{name}-rows.csv",
                "text/csv",
                key="rows.save",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )
        link = st.container()
        picked = st.dataframe(
            found.dropna(axis="columns", how="all"),
            hide_index=True,
            height=400,
            on_select="rerun",
            selection_mode="single-row",
            key="rows.table",
            alt=f"The rows behind {label.lower()}",
        )["selection"]["rows"]
        contact_id = found["contact_id"].iloc[picked[0]] if picked and picked[0] < len(found) else None
        with link:
            if isinstance(contact_id, str):
                contact_link(contact_id, f"Open contact {contact_id}", icon=":material/forum:")
            else:
                st.caption("Select a row for a link to its contact.")
