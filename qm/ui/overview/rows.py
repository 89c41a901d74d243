"""The rows behind a figure."""

import streamlit as st

from qm.analysis.overview import OverviewAnswer, all_rows, rows_behind
from qm.store import Session
from qm.ui.chart import as_csv
from qm.ui.frame.drill import contact_link
from qm.ui.markup import literal


def rows_section(session: Session, answer: OverviewAnswer) -> None:
    """The rows that the metric counts, newest first, asked for only when opened; as CSV too."""
    label, view, name = answer.scale.label, answer.view, answer.metric
    opened = st.expander(
        f"Show the rows behind {label.lower()}", icon=":material/table_rows:", key="rows", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        rows = rows_behind(session, view, name)
        if rows.frame.empty:
            st.caption(literal(rows.how_many))
            return

        def save() -> bytes:
            return as_csv(all_rows(session, view, name), [f"Rows behind {label}", *view.lines])

        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(literal(rows.how_many), width="content")
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
            rows.frame.dropna(axis="columns", how="all"),
            hide_index=True,
            height=400,
            on_select="rerun",
            selection_mode="single-row",
            key="rows.table",
            alt=f"The rows behind {label.lower()}",
        )["selection"]["rows"]
        contact_id = rows.frame["contact_id"].iloc[picked[0]] if picked and picked[0] < len(rows.frame) else None
        with link:
            if isinstance(contact_id, str):
                contact_link(contact_id, f"Open contact {contact_id}", icon=":material/forum:")
            else:
                st.caption("Select a row for a link to its contact.")
