"""The pages of the app, in one place: app.py and the cold-start guard both read it."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

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
