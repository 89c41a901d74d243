"""The guard: a page runs inside app.py or not at all.

On a server that has just started, Streamlit answers a deep link by running `pages/x.py`
alone: no page config, no shared filters, none of what app.py checks. The first statement
of every page is therefore the guard. It registers the pages, which makes Streamlit run
app.py from then on, and starts the run again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from qm.ui import state
from qm.ui.frame.navigation import page_config, pages

_inside: ContextVar[bool] = ContextVar("inside app.py", default=False)
_RESTARTED = "guard.restarted"


@contextmanager
def inside_app() -> Iterator[None]:
    """app.py runs the page in here, so that the guard lets it pass."""
    before = _inside.set(True)
    state.taken(_RESTARTED)
    try:
        yield
    finally:
        _inside.reset(before)


def guard() -> None:
    """Let the page pass when app.py runs it; otherwise start again through app.py.

    Raises RuntimeError when starting again does not lead through app.py, because a page was
    started as if it were the app.
    """
    if _inside.get():
        return
    if state.kept(_RESTARTED):
        raise RuntimeError("A page was started by itself; start app.py.")
    state.keep(_RESTARTED, True)
    page_config()
    st.navigation(pages())
    st.rerun()
