"""The pages of the app, in one place: app.py and the cold-start guard both read it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from qm.ui import state

ICON = Path(__file__).with_name("icon.svg")
PAGES_FOLDER = Path(__file__).resolve().parents[3] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page: its file's name without .py (also its address), title, icon and the question it answers.

    `filtered` pages have the shared filters in the sidebar; `listed` ones stand in the menu, the
    others are reached from within a page.
    """

    name: str
    title: str
    icon: str
    question: str
    filtered: bool = True
    listed: bool = True

    @property
    def file(self) -> Path:
        return PAGES_FOLDER / f"{self.name}.py"


# The first page is the one that opens.
ENTRIES = (
    Entry("overview", "Overview", ":material/monitoring:", "How are we doing, and what changed?"),
    Entry("repeats", "Repeats", ":material/replay:", "Which contacts come back, why, and what do they cost?"),
    Entry("whatif", "What-if", ":material/tune:", "What if quality were better, or staffing, or both?"),
    Entry("scorecard", "Scorecard", ":material/fact_check:", "Does our scorecard measure what customers feel?"),
    Entry("agents", "Agents", ":material/groups:", "Who is doing well, who needs what help?"),
    Entry("calibration", "Calibration", ":material/balance:", "Do our evaluators agree?"),
    Entry("contact", "Contact", ":material/call:", "What happened in this contact?", listed=False),
    Entry("data", "Data", ":material/upload_file:", "Bring your own.", filtered=False),
)

state.WITHOUT_FILTERS.update(entry.name for entry in ENTRIES if not entry.filtered)


def pages() -> list[st.Page]:
    """The pages for `st.navigation`.

    The first is the default, whose address is bare; a hidden twin answers at its name, which
    Streamlit would otherwise call "not found".
    """
    first, *others = ENTRIES
    home = st.Page(first.file, title=first.title, icon=first.icon, help=first.question, url_path="home", default=True)
    return [home, *map(_page, others), _page(first, visibility="hidden")]


def _page(entry: Entry, visibility: Literal["visible", "hidden"] = "visible") -> st.Page:
    visibility = visibility if entry.listed else "hidden"
    return st.Page(
        entry.file, title=entry.title, icon=entry.icon, help=entry.question, url_path=entry.name, visibility=visibility
    )


def entry_of(title: str) -> Entry:
    """The entry of the page of this title."""
    return next(entry for entry in ENTRIES if entry.title == title)


def draw_menu(shown: list[st.Page]) -> None:
    """The pages to choose from. Each link says in full where it leads: the filters as they stand, and the page as it
    was left; Streamlit's own menu would drop all of that from the address."""
    with st.sidebar:
        for page in shown:
            entry = entry_of(page.title)
            if page.visibility != "hidden":
                st.page_link(page, help=entry.question, query_params=state.link(entry.name))


def page_config(title: str = "qm") -> None:
    """Wide layout, qm's own icon, and the browser tab's title.

    Called before `st.navigation`: without an icon of its own, the browser tab would fetch the
    page's Material icon from its maker's server.
    """
    title = title if title == "qm" else f"{title} · qm"
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
