"""The one open store of the server."""

import streamlit as st

from qm.store import Session, Store, default_path, open_store


def store() -> Store:
    """The store, opened once per server; QMError when it cannot be."""
    return _opened(str(default_path().resolve()))


def session() -> Session:
    """What a page asks its questions with."""
    return Session(store())


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened(path: str) -> Store:
    return open_store(path)


def close_store() -> None:
    """Free the file; the next `store()` opens it again."""
    _opened.clear()
