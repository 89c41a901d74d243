"""The levers on the screen: a slider and a number for each, and where today stands."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.levers.lever_span import lever_span
from qm.analysis.whatif.levers.lever_table import BY_KEY, Lever, levers_of
from qm.analysis.whatif.levers.setting import Setting, todays_setting
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.scenario import ImpossibleError
from qm.ui import state
from qm.ui.whatif.lever_state import is_moved, put
from qm.ui.whatif.quality_lever import quality_lever_section

FIRST = {
    "calls": ("staff", "repeats", "aht", "volume", "target"),
    "chat": ("staff", "chats", "repeats", "aht", "volume", "target"),
    "deferred": ("staff", "repeats", "aht", "volume", "within", "target"),
}


def controls(answer: WhatIfAnswer) -> None:
    """All levers; those used most come first, the others fold away."""
    queue, setting = answer.queue, answer.setting
    quality_lever_section(answer)
    first = FIRST[queue.kind]
    for key in first:
        _control(BY_KEY[key], queue, setting)
    unknown = () if queue.quality.transfers_known else ("transfers",)
    others = tuple(lever for lever in levers_of(queue.kind) if lever.key not in (*first, *unknown))
    icon, moved = ":material/tune:", is_moved(others)
    folded = st.expander("Customers and cost", moved, icon=icon, key="whatif.others", on_change="rerun")
    if folded.open:  # closed, its levers would only delay the answer
        with folded:
            for lever in others:
                _control(lever, queue, setting)


def _control(lever: Lever, queue: PreparedQueue, setting: Setting) -> None:
    standing, value = todays_setting(queue).value(lever.name), setting.value(lever.name)
    low, high = lever_span(lever, standing * lever.factor, value * lever.factor)
    name = f"lever.{lever.key}"
    label = lever.label_of(queue.kind) + (f" ({queue.currency})" if lever.key == "cost" else "")
    form = f"%.{lever.decimals}f{lever.unit.replace('%', '%%')}"

    def slid(moved: float) -> None:
        put({lever: (float(moved) / lever.factor, standing)})

    def typed(number: float | None) -> None:
        try:
            found = lever.check(None if number is None else number / lever.factor, percent=lever.is_share)
        except ImpossibleError as error:
            state.refuse(f"{name}.typed", str(error))
            return
        put({lever: (found, standing)})

    slide, number = min(max(value * lever.factor, low), high), round(value * lever.factor, lever.decimals)
    with st.container(key=name, gap="xsmall"):
        left, right = st.columns([0.68, 0.32], vertical_alignment="bottom", gap="small")
        left.slider(
            label,
            low,
            high,
            slide,
            step=float(lever.step),
            format=form,
            help=lever.help or None,
            **state.widget(f"{name}.slider", slide, slid, (low, high)),
        )
        right.number_input(
            label,
            value=number,
            step=float(lever.step),
            format=f"%.{lever.decimals}f",
            label_visibility="collapsed",
            **state.widget(f"{name}.typed", number, typed, (low, high)),
        )
        wrong = state.refused(f"{name}.typed")
        if wrong:
            st.error(wrong, icon=":material/error:")
        elif abs(value - standing) * lever.factor >= lever.step / 2:
            st.caption(f"today {lever.shown(standing)}")
