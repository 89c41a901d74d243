"""What is in the store, beside the place to drop files on."""

import pandas as pd
import streamlit as st

from qm.analysis.contents import Contents
from qm.ui.markup import literal
from qm.wording import days_text

UNBROKEN = {ord(" "): "\N{NO-BREAK SPACE}", ord("–"): "\N{WORD JOINER}–\N{WORD JOINER}"}


def headline(what: Contents) -> None:
    """What is there and what came last, in words."""
    st.markdown(f"**{literal(what.headline)}** {literal(what.channels_sentence)}")
    if what.last_import is not None:
        st.caption(f":material/history: Last import: {literal(what.last_import.sentence)}.")
    elif what.whose.is_demo:
        st.caption(":material/science: This is a simulated centre to try things on. Your first import can take it out.")


def tables_section(what: Contents) -> None:
    """One row per table: its rows, its days, and what is known in it."""
    if what.is_empty:
        return
    rows = [
        {
            "Table": f"**{table.label}**",
            "Rows": f"{table.rows:,}",
            "From – to": days_text(table.days).translate(UNBROKEN) if table.days else "",
            "Known": ", ".join(table.known),
            "Known in part": "; ".join(table.partly),
            "Unknown": ", ".join(table.unknown),
        }
        for table in what.tables
    ]
    frame = pd.DataFrame(rows)
    frame = frame[[name for name in frame if (frame[name] != "").any()]]
    st.table(frame, border="horizontal", hide_index=True, alt="What is in the store, by table")
    if what.absent_sentence:
        st.caption(literal(what.absent_sentence))
