"""What opening the store did that somebody should know: said on every page until somebody has read it."""

import os

import streamlit as st

from qm.ui.frame.opening import store
from qm.ui.markup import literal

HANDED_OVER = "QM_NOTICE"
"""The environment's name for the notice of the launcher, which opens the store before the server does."""


def draw_notice() -> None:
    """The sentence with a button that puts it away for everybody, until the next start of the server."""
    text = store().notice or os.environ.get(HANDED_OVER, "")
    if not text:
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="notice"):
        st.info(literal(text), icon=":material/inventory_2:")
        st.button("Dismiss", icon=":material/close:", type="tertiary", key="notice.dismiss", on_click=_dismiss)


def _dismiss() -> None:
    store().notice = ""
    os.environ.pop(HANDED_OVER, None)
