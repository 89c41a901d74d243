"""Everything that speaks Streamlit, except the pages and app.py themselves.

A page begins with `ui.guard()` or `ui.filters()`, takes `ui.store()`, and lets errors rise:
app.py shows them.
"""

from qm.ui.chips import chips
from qm.ui.cold_start import guard, inside_app
from qm.ui.errors import calm, fragment, nothing, show_error
from qm.ui.filters import draw_filters, filters
from qm.ui.going import follow
from qm.ui.navigation import is_filtered, page_config, pages
from qm.ui.opening import close_store, session, store

__all__ = [
    "calm",
    "chips",
    "close_store",
    "draw_filters",
    "filters",
    "follow",
    "fragment",
    "guard",
    "inside_app",
    "is_filtered",
    "nothing",
    "page_config",
    "pages",
    "session",
    "show_error",
    "store",
]
