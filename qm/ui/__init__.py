"""Everything that speaks Streamlit, except the pages and app.py themselves.

A page begins with `ui.guard()` or `ui.filters()`, takes `ui.store()`, and lets errors rise:
app.py shows them.
"""

from qm.ui.cold_start import guard, inside_app
from qm.ui.errors import calm, fragment, nothing, show_error
from qm.ui.navigation import page_config, pages
from qm.ui.opening import close_store, store

__all__ = [
    "calm",
    "close_store",
    "fragment",
    "guard",
    "inside_app",
    "nothing",
    "page_config",
    "pages",
    "show_error",
    "store",
]
