"""The pages of the app, in one place: app.py and the cold-start guard both read it."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

ICON = Path(__file__).with_name("icon.svg")
PAGES_FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page: its file's name without .py (also its address), title, icon and the question it answers."""

    name: str
    title: str
    icon: str
    question: str

    @property
    def file(self) -> Path:
        return PAGES_FOLDER / f"{self.name}.py"


# The first page is the one that opens.
ENTRIES = (
    Entry("overview", "Overview", ":material/monitoring:", "How are we doing, and what changed?"),
    Entry("data", "Data", ":material/upload_file:", "Bring your own."),
)


def pages() -> list[st.Page]:
    """The pages for `st.navigation`, the first as default."""
    return [
        st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=entry.name, help=entry.question,
                default=entry is ENTRIES[0])
        for entry in ENTRIES if entry.file.exists()
    ]  # fmt: skip


def page_config(title: str = "qm") -> None:
    """Wide layout, qm's own icon, and the browser tab's title.

    Called before `st.navigation`: without an icon of its own, the browser tab would fetch the
    page's Material icon from its maker's server.
    """
    title = title if title == "qm" else f"{title} · qm"
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
