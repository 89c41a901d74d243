"""Who is at this browser: a name typed once per session, kept with everything that is written."""

import streamlit as st

from qm.ui import state
from qm.ui.markup import literal

LONGEST = 60
PERSON = state.Parameter("person", state.Text(), scope="frame", in_address=False)


def person() -> str:
    """Who is signed in, where people sign in; else the name typed in this session, empty where none was."""
    return _signed_in() or state.value_of(PERSON) or ""


def draw_person() -> None:
    """The field for the name, folded away at the foot of the sidebar."""
    if _signed_in():
        return
    name = person()
    with (
        st.sidebar,
        st.popover(
            literal(name) if name else "Your name", icon=":material/person:", type="tertiary", key="person.open"
        ),
    ):
        state.text_input(
            PERSON,
            "Your name",
            max_chars=LONGEST,
            help="Kept with what you save, log, import or change, until you close this browser tab. It may stay empty.",
        )


def _signed_in() -> str:
    return str(st.user.get("email") or "") if st.user.get("is_logged_in") else ""
