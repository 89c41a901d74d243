"""The line above every page: whose data these are and how fresh, and what helps to read the page."""

import streamlit as st

from qm.analysis.contents import whose
from qm.analysis.glossary import glossary
from qm.ui.frame.errors import calm
from qm.ui.frame.navigation import Entry
from qm.ui.frame.opening import session
from qm.ui.markup import literal


def draw_top(entry: Entry) -> None:
    """Name and freshness on the left; what the page is, and the glossary, on the right."""
    spread = {"horizontal": True, "vertical_alignment": "center", "gap": "small"}
    with st.container(**spread, horizontal_alignment="distribute", key="top"):  # type: ignore[arg-type]
        st.markdown(f":small[{literal(whose(session()).line)}]", width="content")
        with st.container(**spread, width="content"):  # type: ignore[arg-type]
            with st.popover("What am I looking at?", icon=":material/help:", type="tertiary", key="top.about"):
                st.markdown(entry.about)
            if st.button("Glossary", icon=":material/menu_book:", type="tertiary", key="top.glossary"):
                _glossary()


@st.dialog("Glossary", width="large", icon=":material/menu_book:")
@calm()
def _glossary() -> None:
    st.markdown("\n".join(_line(term.name, term.meaning, term.here) for term in glossary(session())))


def _line(name: str, meaning: str, here: str) -> str:
    return f"- **{name}**: {literal(meaning)}" + (f" :gray[{literal(here)}]" if here else "")
