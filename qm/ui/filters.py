"""The shared filters: drawn once in the sidebar by app.py, kept in the address, handed to pages as a `View`.

The address is the whole state. Lists take values they do not know, so that an address
naming one is answered with a sentence rather than silently widened.
"""

from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.groups import UNKNOWN
from qm.analysis.periods import COMPARISONS, GRAINS, PERIODS
from qm.analysis.view import View, view_of
from qm.metrics import DIMENSIONS, Filters
from qm.metrics.filters import WEEKDAYS
from qm.store import Session, Store
from qm.ui.address import check_choice, forget_problems
from qm.ui.cold_start import guard
from qm.ui.errors import nothing
from qm.ui.lookup import agent_names, body, look_again, options
from qm.ui.opening import store as the_store
from qm.wording import Days, listed

LISTS = {"channel": "Channel", "queue": "Queue", "reason": "Reason", "team": "Team", "agent": "Agent"}
CHOICES = {"period": PERIODS, "compare": COMPARISONS, "grain": GRAINS}
DEFAULTS: dict[str, Any] = {"period": "28", "compare": "previous", "grain": "automatic", "days": (), "also": []}
LISTED = 1000  # values offered; others can be typed

_VIEW = "filters.view"


def filters() -> View:
    """The first statement of a page: lets it run only inside app.py, then gives what it looks at.

    Without any contacts it says what is missing and ends the run.
    """
    guard()
    view = st.session_state.get(_VIEW)
    if view is None:
        nothing("contacts", "Import a file on the page Data, or make a demo centre with `python -m qm demo`.")
    assert isinstance(view, View)
    return view


def view_or_none() -> View | None:
    """What the filters look at, None without any contacts; for pages that can do without."""
    view = st.session_state.get(_VIEW)
    return view if isinstance(view, View) else None


def draw_filters() -> None:
    """Draw the filters in the sidebar and keep what they come to for `filters`; app.py calls it once a run."""
    store = the_store()
    look_again(store)
    st.session_state[_VIEW] = None
    if body(store) is None:
        return
    for key, labels in CHOICES.items():
        check_choice(key, labels)
    with st.sidebar:
        name = st.selectbox(
            "Period",
            list(PERIODS),
            format_func=PERIODS.__getitem__,
            key="period",
            bind="query-params",
            on_change=_period_changed,
        )
        # One key for both days, so that one click is one step back; drawn always, because a widget
        # that appears only now would not write what a callback sets into the address.
        custom = st.date_input(
            "Or these days",
            value=[],
            key="days",
            bind="query-params",
            format="YYYY-MM-DD",
            on_change=forget_problems,
            help="First and last day; they stand in for the period above.",
        )
        comparison = st.selectbox(
            "Compare with",
            list(COMPARISONS),
            format_func=COMPARISONS.__getitem__,
            key="compare",
            bind="query-params",
            help="The previous period begins whole weeks earlier, so that each weekday meets its like; "
            "last year means 52 weeks earlier.",
        )
        grain = st.selectbox(
            "Trend by",
            list(GRAINS),
            format_func=GRAINS.__getitem__,
            key="grain",
            bind="query-params",
            help="Automatic: weeks, or days as long as the data hold no more than twelve whole weeks.",
        )
        narrowed = [(key, _draw_list(store, key, label)) for key, label in LISTS.items()]
        also = st.multiselect(
            "Other",
            _also_offered(),
            key="also",
            bind="query-params",
            accept_new_options=True,
            placeholder="Weekday, hour …",
            help="Anything else clicked in a chart. Or type it: Site Berlin, Hour 14, Weekday Monday.",
        )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            on_click=reset,
            width="stretch",
            key="filters.reset",
            disabled=not active(),
            help="All filters back to where they were at the start",
        )
    where = dict(narrowed)
    for text in also:
        parsed = parse_also(text)
        if parsed:
            where[parsed[0]] = (*where.get(parsed[0], ()), parsed[1])
    st.session_state[_VIEW] = view_of(
        Session(store),
        Filters(where=tuple(where.items())),
        period_name=name,
        custom=tuple(custom),
        comparison=comparison,
        grain=grain,
    )


def _draw_list(store: Store, key: str, label: str) -> tuple[str | None, ...]:
    known = [UNKNOWN if value is None else value for value in options(store, key)]
    asked = key in st.query_params or bool(st.session_state.get(key))
    if known in ([], [UNKNOWN]) and not asked:
        return ()
    named = shown_as(store, key)
    chosen = st.multiselect(
        label,
        known[:LISTED],
        key=key,
        bind="query-params",
        accept_new_options=True,
        placeholder="All",
        format_func=lambda value: named.get(value, value),
        help=f"The first {LISTED:,} of {len(known):,}; type any other." if len(known) > LISTED else None,
    )
    return tuple(None if value == UNKNOWN else _addressed(value, known) for value in chosen)


def shown_as(store: Store, key: str) -> dict[str, str]:
    """How values of a list are written where that differs from the value: agents with their names."""
    if key != "agent":
        return {}
    return {number: f"{name} ({number})" for number, name in agent_names(store).items()}


def _addressed(value: str, known: list[str]) -> str:
    """The value meant by an address; an agent renamed since is found by the number in brackets."""
    number = value[value.rfind("(") + 1 : -1] if value.endswith(")") else value
    return number if value not in known and number in known else value


def missing() -> list[str]:
    """A sentence for every value filtered by that the data do not have."""
    store = the_store()
    sentences = []
    for key, label in LISTS.items():
        known = [UNKNOWN if value is None else value for value in options(store, key)]
        for value in st.session_state.get(key) or []:
            if _addressed(value, known) not in known:
                there = f"there are {listed(sorted(known), 6)}" if known else "the data have none at all"
                sentences.append(f"There is no {label.lower()} '{value}' in the data, so nothing matches it; {there}.")
    for text in st.session_state.get("also") or []:
        if not parse_also(text):
            sentences.append(
                f"The filter '{text}' cannot be understood and is left out; "
                "it needs a kind and a value, such as Weekday Monday or Site Berlin."
            )
    return sentences


def active() -> bool:
    """Whether any filter differs from its default."""
    state = st.session_state
    return any(state.get(key) for key in LISTS) or any(
        key in state and (tuple(state[key]) if key == "days" else state[key] or default) != default
        for key, default in DEFAULTS.items()
    )


def narrow(name: str, value: str | None) -> None:
    """Narrow to one value of a dimension; only in callbacks."""
    forget_problems()
    if name in LISTS:
        st.session_state[name] = [UNKNOWN if value is None else value]
        return
    label = also_text(name, value)
    others = [text for text in st.session_state.get("also") or [] if (parse_also(text) or ("",))[0] != name]
    st.session_state["also"] = [*others, label]


def narrow_days(days: Days) -> None:
    """Look at these days; only in callbacks."""
    st.session_state["days"] = (days.first, days.last)


def narrow_to_point(frame: pd.DataFrame, marks: list[dict[str, Any]]) -> None:
    """Look at the days of the point of a trend that was clicked; `frame` is what was drawn, with start and end."""
    # Vega hands times over as milliseconds of the viewer's clock; the day is what was drawn.
    start = min(frame["start"], key=lambda s: abs(s - pd.Timestamp(marks[0]["start"], unit="ms")))
    row = frame[frame["start"] == start].iloc[0]
    narrow_days(Days(row["start"].date(), (row["end"] - pd.Timedelta(days=1)).date()))


def remove(key: str, value: str | None = None) -> None:
    """Take one filter away, or one value of it; only in callbacks."""
    forget_problems()
    if value is None:
        st.session_state[key] = DEFAULTS.get(key, [])
    else:
        st.session_state[key] = [kept for kept in st.session_state.get(key) or [] if kept != value]


def reset() -> None:
    """Every filter back to its default; only in callbacks."""
    forget_problems()
    for key in LISTS:
        st.session_state[key] = []
    for key, default in DEFAULTS.items():
        st.session_state[key] = default


def _period_changed() -> None:
    """A period chosen takes days chosen away."""
    forget_problems()
    st.session_state["days"] = ()


def also_text(name: str, value: str | None) -> str:
    """A narrowed dimension without a list of its own, as the address has it: Weekday Monday."""
    if value is not None and name == "weekday" and value in tuple("1234567"):
        value = WEEKDAYS[int(value) - 1]
    return f"{DIMENSIONS[name].label} {UNKNOWN if value is None else value}"


def parse_also(text: str) -> tuple[str, str | None] | None:
    """The dimension and value that such a text means; None when it means nothing."""
    for name, dimension in DIMENSIONS.items():
        if name in LISTS or dimension.kind == "date" or name == "month" or not text.startswith(dimension.label + " "):
            continue
        value = text[len(dimension.label) + 1 :].strip()
        if value == UNKNOWN:
            return name, None
        if name == "weekday":
            return (name, str(WEEKDAYS.index(value) + 1)) if value in WEEKDAYS else None
        if dimension.kind == "integer":
            return (name, value) if value.isdigit() and int(value) < 24 else None
        return (name, value) if value else None
    return None


def _also_offered() -> list[str]:
    return [also_text("weekday", str(day)) for day in range(1, 8)] + [also_text("hour", str(h)) for h in range(24)]
