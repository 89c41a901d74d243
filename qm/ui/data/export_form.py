"""Any table out again, as CSV or Parquet, in the names of the contract."""

import tempfile
from pathlib import Path

import streamlit as st

from qm.intake.export import export_table, table_sizes
from qm.store import EXPORTED, Session, Store
from qm.wording import counted

ENDINGS = {"csv": "CSV", "parquet": "Parquet"}


def export_form(session: Session) -> None:
    """One line for each table, with its rows and a button for each format."""
    st.caption(
        "Columns are the names of the fields, times are in ISO form, true and false are words, and empty means "
        "unknown. The whole table is saved, whatever is filtered."
    )
    for name, rows in table_sizes(session.store).items():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{name}** :gray[{counted(rows, 'row')}, one per {EXPORTED[name].row}]", width="stretch")
            with st.container(horizontal=True, width="content"):
                for ending, label in ENDINGS.items():
                    st.download_button(
                        label,
                        _maker(session.store, name, ending),
                        f"{name}.{ending}",
                        icon=":material/download:",
                        type="tertiary",
                        on_click="ignore",
                        key=f"export.{name}.{ending}",
                        disabled=not rows,
                    )


def _maker(store: Store, name: str, ending: str):
    def make() -> bytes:
        with tempfile.TemporaryDirectory(dir=store.staging) as folder:
            out = Path(folder) / f"{name}.{ending}"
            export_table(store, name, out)
            return out.read_bytes()

    return make
