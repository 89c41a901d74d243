"""An address with a page that does not exist: the closest page is shown, and a sentence says so."""

import re

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from qm.ui import state
from qm.ui.frame.navigation import ENTRIES, Entry, page_at
from qm.ui.markup import literal
from qm.wording import listed, shortened

ASKED = "unknown page"


def unknown_page() -> list[st.Page]:
    """A hidden page at the unknown address that this session was opened with: something useful answers there."""
    name = _asked_for()
    return [page_at(name, _meant(name) or ENTRIES[0])] if name else []


def draw_unknown_page(page: st.Page) -> None:
    """The sentence, where the page shown stands at an unknown address that means no other."""
    name: str | None = state.kept(ASKED)
    if name is None or page.url_path != name or _meant(name):
        return
    pages = listed([entry.title for entry in ENTRIES if entry.listed])
    st.warning(
        f"There is no page “{literal(shortened(name))}”, so this is {ENTRIES[0].title}. The pages are {pages}.",
        icon=":material/link_off:",
    )


def _asked_for() -> str | None:
    context = get_script_run_ctx()
    name = context.pages_manager.intended_page_name if context else ""
    if name and re.fullmatch(r"[\w.-]+", name) and name not in {"home", *(entry.name for entry in ENTRIES)}:
        state.keep(ASKED, name)
    kept: str | None = state.kept(ASKED)
    return kept


def _meant(name: str) -> Entry | None:
    """The page whose name or title this is, written in another way: Overview, what-if."""
    wanted = _letters(name)
    return next((entry for entry in ENTRIES if wanted in {entry.name, _letters(entry.title)}), None)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
