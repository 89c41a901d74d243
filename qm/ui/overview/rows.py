"""The rows behind a figure."""

import streamlit as st

from qm.analysis.overview import OverviewAnswer, all_rows, rows_behind
from qm.store import Session
from qm.ui import state
from qm.ui.chart import as_csv
from qm.ui.frame.drill import open_contact
from qm.ui.markup import literal
from qm.ui.rows_table import rows_table

ROWS = state.Parameter("rows", state.Flag(), default=False, scope="overview")
state.declare(ROWS)


def rows_section(session: Session, answer: OverviewAnswer) -> None:
    """The rows that the metric counts, newest first, asked for only when opened; a click opens a row's contact."""
    label, view, name = answer.scale.label, answer.view, answer.metric
    with st.container(border=True):
        if not state.toggle(ROWS, f"Show the rows behind {label.lower()}"):
            return
        rows = rows_behind(session, view, name)
        if rows.frame.empty:
            st.caption(literal(rows.how_many))
            return

        def save() -> bytes:
            return as_csv(all_rows(session, view, name), [f"Rows behind {label}", *view.lines])

        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(f"{literal(rows.how_many)} Click a row to open its contact.", width="content")
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

        def look(place: int) -> None:
            contact_id = rows.frame["contact_id"].iloc[place]
            if isinstance(contact_id, str):
                open_contact(contact_id)

        rows_table(rows.frame, key="rows.table", alt=f"The rows behind {label.lower()}", on_open=look)
