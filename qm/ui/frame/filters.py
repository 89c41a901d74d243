"""The shared filters: drawn once in the sidebar by app.py, handed to pages as a `View`.

Lists take values they do not know, so that an address naming one is answered with a sentence rather than silently
widened.
"""

import streamlit as st

from qm.analysis.data_facts import data_extent, dimension_values
from qm.analysis.groups import UNKNOWN
from qm.analysis.resolved_filters import View, view_of
from qm.metrics import Filters
from qm.store import Session
from qm.ui import state
from qm.ui.frame.cold_start import guard
from qm.ui.frame.errors import nothing
from qm.ui.frame.filter_parameters import (
    ALSO,
    COMPARE,
    DAYS,
    FILTERS,
    GRAIN,
    LISTS,
    PERIOD,
    list_of,
    period_of_page,
    shown_as,
)
from qm.ui.frame.narrowing import also_text, parse_also, reset
from qm.ui.frame.opening import session
from qm.wording import listed

FIRST = ("channel", "queue", "team")
"""The lists that stand open; the others are folded."""
MOST_LISTED = 1000  # values offered; others can be typed

_VIEW = "filters.view"


def filters() -> View:
    """The first statement of a page: lets it run only inside app.py, then gives what it looks at.

    Without any contacts it says what is missing and ends the run.
    """
    guard()
    view = view_or_none()
    if view is None:
        nothing("contacts", "Import a file or make a demo centre on the page Data.")
    assert view is not None
    return view


def view_or_none() -> View | None:
    """What the filters look at, None without any contacts; for pages that can do without."""
    view = state.kept(_VIEW)
    return view if isinstance(view, View) else None


def draw_filters() -> None:
    """Draw the filters in the sidebar and keep what they come to for `filters`; app.py calls it once a run."""
    asked = session()
    state.keep(_VIEW, None)
    if data_extent(asked) is None:
        return
    with st.sidebar:
        name = state.selectbox(period_of_page(), "Period", further=lambda _: {DAYS: None})
        first = {key: _draw_list(asked, key) for key in FIRST}
        with st.expander(_more_label(), icon=":material/filter_list:", key="filters.more"):
            # One range, so that one click is one step back.
            custom = state.date_input(
                DAYS, "Custom dates", format="YYYY-MM-DD", help="First and last day. They replace the period above."
            )
            comparison = state.selectbox(
                COMPARE,
                "Compare with",
                help="The previous period starts whole weeks earlier, so Mondays meet Mondays. "
                "Last year means 52 weeks earlier.",
            )
            rest = {key: _draw_list(asked, key) for key in LISTS if key not in FIRST}
            also = state.multiselect(
                ALSO,
                "Anything else",
                _also_offered(),
                accept_new_options=True,
                placeholder="Weekday, hour …",
                help="What you clicked in a chart. You can also type it: Site Berlin, Hour 14, Weekday Monday.",
            )
        if active():
            st.button(
                "Reset filters",
                icon=":material/restart_alt:",
                on_click=reset,
                width="stretch",
                key="filters.reset",
                help="All filters back to where they were at the start",
            )
    where = {key: (first | rest)[key] for key in LISTS}
    for text in also:
        parsed = parse_also(text)
        if parsed:
            where[parsed[0]] = (*where.get(parsed[0], ()), parsed[1])
    narrowed = Filters(where=tuple(where.items()))
    view = view_of(asked, narrowed, period_name=name, custom=custom, comparison=comparison, grain=state.value_of(GRAIN))
    state.keep(_VIEW, view)


def _more_label() -> str:
    """What the folded filters are called, and how many of them are set."""
    elsewhere = {PERIOD.name, GRAIN.name, *FIRST}
    folded = [parameter for parameter in FILTERS if parameter.name not in elsewhere]
    in_use = sum(not state.is_usual(parameter) for parameter in folded)
    return f"More filters ({in_use} in use)" if in_use else "More filters"


def _draw_list(asked: Session, key: str) -> tuple[str | None, ...]:
    label, known = LISTS[key], _known(asked, key)
    parameter = list_of(key)
    if known in ([], [UNKNOWN]) and not state.value_of(parameter):
        return ()
    named = shown_as(key)
    chosen = state.multiselect(
        parameter,
        label,
        known[:MOST_LISTED],
        accept_new_options=True,
        placeholder="All",
        format_func=lambda value: named.get(value, value),
        help=f"The first {MOST_LISTED:,} of {len(known):,}; type any other." if len(known) > MOST_LISTED else None,
    )
    return tuple(None if value == UNKNOWN else _addressed(value, known) for value in chosen)


def _known(asked: Session, key: str) -> list[str]:
    return [UNKNOWN if value is None else value for value in dimension_values(asked, key)]


def _addressed(value: str, known: list[str]) -> str:
    """The value meant by an address; an agent renamed since is found by the number in brackets."""
    number = value[value.rfind("(") + 1 : -1] if value.endswith(")") else value
    return number if value not in known and number in known else value


def missing() -> list[str]:
    """A sentence for every value filtered by that the data do not have."""
    asked = session()
    sentences = []
    for key, label in LISTS.items():
        known = _known(asked, key)
        for value in state.value_of(list_of(key)):
            if _addressed(value, known) not in known:
                there = f"there are {listed(sorted(known), 6)}" if known else "the data have none at all"
                sentences.append(f"There is no {label.lower()} '{value}' in the data, so nothing matches it; {there}.")
    for text in state.value_of(ALSO):
        if not parse_also(text):
            sentences.append(
                f"The filter '{text}' cannot be understood and is left out; "
                "it needs a kind and a value, such as Weekday Monday or Site Berlin."
            )
    return sentences


def active() -> bool:
    """Whether any filter differs from its default."""
    return not state.is_usual(*FILTERS)


def _also_offered() -> list[str]:
    return [also_text("weekday", str(day)) for day in range(1, 8)] + [also_text("hour", str(h)) for h in range(24)]
