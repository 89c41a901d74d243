"""Going to another page because of a click whose callback also changes filters.

A callback cannot change pages. So it says where to go, and app.py goes there at the beginning
of the run, before any filter is drawn.
"""

import streamlit as st

_GOING = "going"


def go(page: str) -> None:
    """Go to `page` (its file); only in callbacks."""
    st.session_state[_GOING] = page


def follow() -> None:
    """Go where the callback of this run said, if it said so. The filters write themselves into the address there."""
    page = st.session_state.pop(_GOING, None)
    if page is not None:
        st.switch_page(page, query_params={})
