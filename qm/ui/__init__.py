"""Everything that speaks Streamlit, except the pages and app.py themselves.

A page begins with `ui.guard()` or `ui.filters()`, takes `ui.session()`, and lets errors rise:
app.py shows them.
"""

from qm.ui import state
from qm.ui.frame.chips import chips, say_problems
from qm.ui.frame.cold_start import guard, inside_app
from qm.ui.frame.errors import calm, fragment, nothing, show_error
from qm.ui.frame.filters import draw_filters, filters
from qm.ui.frame.find import draw_find
from qm.ui.frame.navigation import draw_menu, entry_of, page_config, pages
from qm.ui.frame.notice import draw_notice
from qm.ui.frame.opening import close_store, session, store
from qm.ui.frame.person import draw_person
from qm.ui.frame.style import draw_style
from qm.ui.frame.top import draw_top
from qm.ui.frame.unknown_page import draw_unknown_page, unknown_page

__all__ = [
    "calm",
    "chips",
    "close_store",
    "draw_filters",
    "draw_find",
    "draw_menu",
    "draw_notice",
    "draw_person",
    "draw_style",
    "draw_top",
    "draw_unknown_page",
    "entry_of",
    "filters",
    "fragment",
    "guard",
    "inside_app",
    "nothing",
    "page_config",
    "pages",
    "say_problems",
    "session",
    "show_error",
    "state",
    "store",
    "unknown_page",
]
