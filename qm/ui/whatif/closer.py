"""One thing at a time below the pictures: a lever's move waits for what is on the screen, not for all there is."""

import streamlit as st

from qm.ui.address import check_choice
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.honesty import assumptions_section, backtest_section, parameters_section
from qm.ui.whatif.kinds import Either
from qm.ui.whatif.pictures import day_section, staffing_section
from qm.ui.whatif.quality_cost import quality_cost_section

DETAILS = {
    "staffing": "Staffing table",
    "day": "The day",
    "quality": "Cost of poor quality",
    "past": "The past by day",
    "rests": "What it rests on",
}
NOT_DEFERRED = ("staffing", "day", "past")


def check_detail() -> None:
    """Say so when the address asks for a detail there is not; before the chips, which say it."""
    check_choice("detail", DETAILS)


def closer_section(centre: Centre, base: Either, now: Either) -> None:
    """A choice, kept in the address, and what was chosen."""
    labels = {k: v for k, v in DETAILS.items() if centre.kind != "deferred" or k not in NOT_DEFERRED}
    chosen = st.segmented_control(
        "Look closer at",
        list(labels),
        format_func=labels.__getitem__,
        key="detail",
        default=next(iter(labels)),
        bind="query-params",
        required=True,
        wrap=True,
    )
    if chosen == "staffing":
        staffing_section(centre, now)
    elif chosen == "day":
        day_section(centre, base, now)
    elif chosen == "quality":
        quality_cost_section(centre, base, now)
    elif chosen == "past":
        backtest_section(centre)
    else:
        parameters_section(centre)
        assumptions_section(centre)
