"""What is looked at, in words at the top of the page, and one chip for each filter to take it away."""

import streamlit as st

from qm.analysis.periods import COMPARISONS, PERIODS
from qm.analysis.resolved_filters import View
from qm.ui import state
from qm.ui.frame.filter_parameters import ALSO, COMPARE, DAYS, LISTS, list_of, period_of_page, shown_as
from qm.ui.frame.filters import active, missing
from qm.ui.frame.narrowing import remove, reset
from qm.ui.markup import literal
from qm.wording import counted, day_text, days_text


def chips(view: View) -> None:
    """The line of filters: the period and its comparison, a chip for every filter, and what the address got wrong."""
    comparison, period = state.value_of(COMPARE), period_of_page()
    words = f"**{days_text(view.days)}**"
    if view.compared_days:
        words += f" compared with {days_text(view.compared_days)}"
    elif comparison != "none":
        words += " · not compared: the data do not reach back that far"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        st.markdown(words, width="content")
        if state.value_of(DAYS):
            _chip("Custom dates", "days")
        elif state.value_of(period) != period.usual:
            _chip(PERIODS[state.value_of(period)], "period")
        if comparison == "none":
            _chip("Not compared", "compare")
        elif comparison != COMPARE.usual:
            _chip(f"Compared with {COMPARISONS[comparison].lower()}", "compare")
        for key, label in LISTS.items():
            named = shown_as(key)
            for value in state.value_of(list_of(key)):
                _chip(f"{label}: {named.get(value, value)}", key, value)
        for text in state.value_of(ALSO):
            _chip(text, "also", text)
        if active():
            st.button("Reset", type="tertiary", icon=":material/restart_alt:", on_click=reset, key="chips.reset")
    for sentence in [*state.problems(), *missing()]:
        st.warning(literal(sentence), icon=":material/link_off:")
    _say_tail(view)


def say_problems(*parameters: state.Parameter) -> None:
    """What the address got wrong about these; for pages without filters."""
    state.check(*parameters)
    for sentence in state.problems():
        st.warning(literal(sentence), icon=":material/link_off:")


def _chip(text: str, key: str, value: str | None = None) -> None:
    st.button(
        literal(text),
        key=f"chip.{key}.{value}",
        icon=":material/close:",
        icon_position="right",
        help="Remove this filter",
        on_click=remove,
        args=(key, value),
    )


def _say_tail(view: View) -> None:
    solid = view.extent_days
    if view.extent.after and view.days.last <= solid.last:
        st.caption(
            f":material/info: {counted(view.extent.after, 'contact')} came after {day_text(solid.last)}, the last "
            "busy day. They are the tail of an extract, so periods end there. Choose All days to see them."
        )
    if view.extent.before and view.days.first >= solid.first:
        st.caption(
            f":material/info: {counted(view.extent.before, 'contact')} came before {day_text(solid.first)}, the first "
            "busy day. Choose All days to see them."
        )
