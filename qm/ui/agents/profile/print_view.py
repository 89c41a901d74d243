"""The page for a one-to-one, to print or to send: one A4 side, self-contained."""

import streamlit as st

from qm.analysis.agents import AgentAnswer
from qm.analysis.agents.profile.one_to_one_sheet import OneToOneSheet
from qm.ui import state
from qm.ui.agents.profile.sheet_html import sheet_html
from qm.wording import file_name

PRINT = state.Parameter("print", state.Flag(), False, scope="agents")
state.declare(PRINT)


def toggle() -> bool:
    """Whether the print view is on."""
    return state.toggle(PRINT, "1:1 sheet", help="One page to print for the conversation")


def show(answer: AgentAnswer, sheet: OneToOneSheet) -> None:
    """The page as it prints, and as a file."""
    page = sheet_html(sheet)
    st.download_button(
        "Save the sheet (HTML)",
        page,
        file_name(f"agent-{answer.agent}.html"),
        "text/html",
        on_click="ignore",
        icon=":material/download:",
        key="print.save",
    )
    # The page is made here, every text in it escaped, and its own policy lets no script run but its print button.
    st.iframe(page, height=1150, alt="The 1:1 sheet")
