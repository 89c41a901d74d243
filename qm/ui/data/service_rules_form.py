"""What service is judged by: targets, channels, opening hours and holidays, as tables that a manager edits."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from qm.analysis.data_facts import dimension_values
from qm.analysis.service_rules import (
    ANSWERED,
    Tables,
    places,
    read_tables,
    rule_history,
    service_change,
    tables_of,
    with_days,
)
from qm.errors import QMError
from qm.metrics import redefine_as
from qm.store import Definitions, Session
from qm.ui import state
from qm.ui.markup import literal
from qm.wording.scale import DASH

PLACE = "rules"
TARGETS_HELP = (
    "A queue's own target beats its channel's, and that beats the centre's. A row with a day holds from that day on; "
    "without one it holds for all days. To end a target from a day on, add a row with that day and none under Within."
)
HOURS_HELP = (
    "Days and times on the centre's clock, such as Mo-Fr 08:00-18:00; Sa 09:00-13:00. 22:00-06:00 runs over midnight, "
    "24h is always open, PH are the holidays."
)


def service_rules_form(session: Session) -> None:
    """The four tables; what they would change is shown in figures before it is saved."""
    state.show_said(PLACE, success=":material/check_circle:", error=":material/error:")
    in_force = session.definitions()
    edited = _tables(session, in_force)
    reading = read_tables(in_force, edited)
    for problem in reading.problems:
        st.error(literal(problem), icon=":material/error:")
    if reading.candidate and reading.candidate != in_force:
        _side_by_side(session, in_force, reading.candidate)
    _history(in_force)


def _tables(session: Session, in_force: Definitions) -> Tables:
    """The tables, as they stand on the screen."""
    shown = tables_of(in_force)
    offered = places(in_force, dimension_values(session, "channel"), dimension_values(session, "queue"))
    left, right = st.columns((5, 3), gap="medium")
    with left:
        st.markdown("**Service level targets**", help=TARGETS_HELP)
        targets = _editor("targets", shown.targets, _target_columns(offered))
    with right:
        st.markdown("**Channels**", help="Contacts answered later, such as email, have a response time and a backlog.")
        channels = _editor("channels", shown.channels, _channel_columns(), rows="fixed")
    with left:
        st.markdown("**Opening hours**", help=HOURS_HELP)
        hours = _editor("hours", shown.hours, _hour_columns(offered))
    with right:
        st.markdown("**Holidays**", help="Days that are closed although the opening hours say otherwise.")
        place = st.container()
        with st.popover("Add days from a file", icon=":material/upload:", type="tertiary", key=f"{PLACE}.upload"):
            days = _with_uploaded(shown.holidays)
        with place:
            holidays = _editor("holidays", days, _holiday_columns(offered))
    return Tables(targets, hours, channels, holidays)


def _editor(name: str, frame: pd.DataFrame, columns: dict[str, Any], rows: Any = "dynamic") -> pd.DataFrame:
    key = f"{state.key(PLACE)}.{name}"
    edited: pd.DataFrame = st.data_editor(
        frame, key=key, hide_index=True, num_rows=rows, column_config=columns, placeholder=DASH
    )
    return edited


def _with_uploaded(holidays: pd.DataFrame) -> pd.DataFrame:
    """The holidays with the days of an uploaded file."""
    file = st.file_uploader(
        "Add days from a file",
        type=["txt", "csv"],
        key=f"{PLACE}.file.{state.key(PLACE)}",
        label_visibility="collapsed",
    )
    if file is None:
        return holidays
    try:
        return with_days(holidays, file.getvalue())
    except QMError as error:
        st.error(literal(error), icon=":material/error:")
        return holidays


def _target_columns(offered: Sequence[str]) -> dict[str, Any]:
    return {
        "Applies to": st.column_config.SelectboxColumn(options=list(offered), required=True),
        "Goal (%)": st.column_config.NumberColumn(
            min_value=1, max_value=100, step=0.1, format="%g", width=80, help="The share to be answered in time."
        ),
        "Within": st.column_config.TextColumn(width=70, help="Such as 20 s, 5 min or 24 h."),
        "From": _day("Holds from this day on; empty: for all days."),
        "Set": _set(),
    }


def _hour_columns(offered: Sequence[str]) -> dict[str, Any]:
    return {
        "Applies to": st.column_config.SelectboxColumn(options=list(offered), required=True),
        "Open": st.column_config.TextColumn(help=HOURS_HELP),
        "From": _day("Hold from this day on; empty: for all days."),
        "Set": _set(),
    }


def _channel_columns() -> dict[str, Any]:
    return {
        "Channel": st.column_config.TextColumn(disabled=True),
        "Answered": st.column_config.SelectboxColumn(options=list(ANSWERED.values()), required=True, width=90),
        "Set": _set(),
    }


def _holiday_columns(offered: Sequence[str]) -> dict[str, Any]:
    queues = [place for place in offered if place.startswith("Queue: ")]
    return {
        "Day": _day("The day that is closed."),
        "Closed": st.column_config.SelectboxColumn(options=["All queues", *queues], help="Empty: all queues."),
    }


def _day(help_: str) -> Any:
    return st.column_config.DateColumn(format="D MMM YYYY", width=95, help=help_)


def _set() -> Any:
    return st.column_config.TextColumn(disabled=True, width=110, help="Who set it, and when.")


def _side_by_side(session: Session, in_force: Definitions, candidate: Definitions) -> None:
    """What would come out differently, over the last 28 days of data, and the button that saves it."""
    with st.container(border=True):
        st.markdown("**What would change**")
        change = service_change(session, candidate)
        st.markdown(literal(change.sentence))
        if not change.frame.empty:
            st.dataframe(change.frame, hide_index=True, alt="Figures that come out differently, now and then")
        with st.container(horizontal=True):
            save = (session, in_force, candidate)
            st.button("Save these rules", type="primary", key="rules.save", on_click=_save, args=save)
            st.button("Discard", key="rules.discard", on_click=_renew)


def _save(session: Session, in_force: Definitions, candidate: Definitions) -> None:
    try:
        with session.write() as cursor:
            redefine_as(cursor, in_force, candidate, session.person)
    except QMError as error:
        state.say(PLACE, "error", str(error))
    else:
        state.say(PLACE, "success", "Saved. Every figure uses these rules from now on.")
    _renew()


def _history(in_force: Definitions) -> None:
    history = rule_history(in_force)
    if history.empty:
        return
    with st.expander("History of changes"):
        when = st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")
        st.dataframe(history, hide_index=True, column_config={"When": when}, alt="Rules that people set, newest first")


def _renew() -> None:
    """The tables begin anew with what is in force."""
    state.renew(PLACE)
