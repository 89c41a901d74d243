"""The one open store of the server, and who asks of it."""

import streamlit as st

from qm.store import Session, Store, default_path, open_store
from qm.ui.frame.person import person


def store() -> Store:
    """The store, opened once per server; QMError when it cannot be."""
    return _opened(str(default_path().resolve()))


def session() -> Session:
    """What a page asks its questions with, and writes with: the store, and who is at this browser."""
    return Session(store(), person())


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened(path: str) -> Store:
    return open_store(path)


def close_store() -> None:
    """Free the file; the next `store()` opens it again."""
    _opened.clear()
