"""The page for a talk, to print or to send: one A4 side, self-contained."""

import streamlit as st

from qm.store import Store
from qm.ui.agent.figures import Figures
from qm.ui.agent.paper import as_html
from qm.wording import file_name


def toggle() -> bool:
    """Whether the print view is on."""
    return st.toggle("Print view", key="print", bind="query-params", help="One page for a talk")


def print_view(store: Store, figures: Figures) -> None:
    """The page as it prints, and as a file."""
    page = as_html(store, figures)
    st.download_button(
        "Save this page (HTML)",
        page,
        file_name(f"agent-{figures.agent}.html"),
        "text/html",
        on_click="ignore",
        icon=":material/download:",
        key="print.save",
    )
    # The page is made here, every text in it escaped, and its own policy lets no script run but its print button.
    st.iframe(page, height=1150, alt="The page for a talk")
