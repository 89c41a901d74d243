"""The pages of the app, in one place: app.py and the cold-start guard both read it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from qm.ui import state

ICON = Path(__file__).with_name("icon.svg")
ABOUT = (
    "**qm** shows how quality, service level and repeat contacts hang together in a contact centre. "
    "It runs on this machine; nothing leaves it."
)
PAGES_FOLDER = Path(__file__).resolve().parents[3] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page: its file's name without .py (also its address), title, icon, the question it answers, and what one
    looks at there in three sentences.

    `filtered` pages have the shared filters in the sidebar; `listed` ones stand in the menu, the
    others are reached from within a page.
    """

    name: str
    title: str
    icon: str
    question: str
    about: str
    filtered: bool = True
    listed: bool = True

    @property
    def file(self) -> Path:
        return PAGES_FOLDER / f"{self.name}.py"


# The first page is the one that opens.
ENTRIES = (
    Entry(
        "overview",
        "Overview",
        ":material/monitoring:",
        "How are we doing, and what changed?",
        "This page says what changed in your centre and whether it matters. "
        "The headline tells the story; the tiles and the trend show the figures behind it. "
        "Click a bar, an hour or a week to look closer, and follow it down to single contacts.",
    ),
    Entry(
        "repeats",
        "Repeats",
        ":material/replay:",
        "Which contacts come back, why, and what do they cost?",
        "This page shows how many customers had to come back, and after which contacts. "
        "It splits them by reason, wait and quality, and counts what they cost in hours and agents. "
        "Click a bar to see only those contacts, down to one customer's journey.",
    ),
    Entry(
        "whatif",
        "What-if",
        ":material/tune:",
        "What if quality were better, or staffing, or both?",
        "This page is a model of one of your queues, fitted to your own data. "
        "Move a lever and read what service level, waits and staffing would become. "
        "Save a scenario to compare it with others, or send its link.",
    ),
    Entry(
        "scorecard",
        "Scorecard",
        ":material/fact_check:",
        "Does our scorecard measure what customers feel?",
        "This page compares your quality scores with what customers said in surveys. "
        "It shows which questions matter to customers and whether other weights would fit better. "
        "Weights you try here change nothing until somebody puts them in use.",
    ),
    Entry(
        "agents",
        "Agents",
        ":material/groups:",
        "Who is doing well, who needs what help?",
        "This page compares agents fairly: after allowing for their work mix and for small numbers. "
        "It names only those who differ clearly, and says in what. "
        "Click an agent to see strengths, trend, coaching and single contacts.",
    ),
    Entry(
        "calibration",
        "Calibration",
        ":material/balance:",
        "Do our evaluators agree?",
        "This page looks at contacts that several evaluators scored on purpose. "
        "It shows on which questions they agree, and who scores more severely than others. "
        "Start with what stands at the top; the statistics are there on demand.",
    ),
    Entry(
        "contact",
        "Contact",
        ":material/call:",
        "What happened in this contact?",
        "This page is one contact: what happened, how it was scored and what the customer said. "
        "Each figure stands beside what is usual for such contacts. "
        "The links at the top lead back to the agent and the centre.",
        listed=False,
    ),
    Entry(
        "data",
        "Data",
        ":material/upload_file:",
        "What data do we have, and how do I add more?",
        "This page shows what is in the store and how far it reaches. "
        "Drop a file to add to it: nothing is written before you have seen what would be, and every import can be "
        "undone. "
        "Definitions say how things are counted; change them here for everybody.",
        filtered=False,
    ),
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


def page_at(address: str, entry: Entry) -> st.Page:
    """A page at another address than its own, in no menu."""
    return st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=address, visibility="hidden")


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

    The menu has an entry of its own: without one Streamlit leaves the whole menu out, and with it the switch
    between light and dark. Called before `st.navigation`: without an icon of its own, the browser tab would fetch the
    page's Material icon from its maker's server.
    """
    title = title if title == "qm" else f"{title} · qm"
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide", menu_items={"About": ABOUT})
