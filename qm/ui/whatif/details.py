"""One thing at a time below the pictures: a lever's move waits for what is on the screen, not for all there is."""

import streamlit as st

from qm.analysis.whatif import WhatIfAnswer
from qm.analysis.whatif.questions.by_time import by_time_of_day, past_by_day
from qm.analysis.whatif.questions.quality_cost import cost_of_quality
from qm.analysis.whatif.questions.staffing_table import staffing_table
from qm.analysis.whatif.words.assumptions import ASSUMPTIONS, parameters_table
from qm.charts.settings import course
from qm.store import Session
from qm.ui import state
from qm.ui.chart import Figure, show_chart
from qm.ui.whatif.pictures import map_section, steps_section

DETAILS = {
    "staffing": "Staffing table",
    "map": "Map",
    "steps": "What each lever adds",
    "day": "The day",
    "quality": "Cost of poor quality",
    "past": "The past by day",
    "rests": "What it rests on",
}
DETAIL = state.Parameter("detail", state.Choice(DETAILS), scope="whatif")
state.declare(DETAIL)
NOT_DEFERRED = ("staffing", "map", "steps", "day", "past")


def check_detail() -> None:
    """Say so when the address asks for a detail there is not; before the chips, which say it."""
    state.check(DETAIL)


def details_section(session: Session, answer: WhatIfAnswer) -> None:
    """A choice, kept in the address, and what was chosen."""
    is_deferred = answer.queue.kind == "deferred"
    labels = {k: v for k, v in DETAILS.items() if not is_deferred or k not in NOT_DEFERRED}
    chosen = state.segmented_control(DETAIL.among(labels), "Look closer at", wrap=True)
    if chosen == "staffing":
        staffing_section(session, answer)
    elif chosen == "map":
        map_section(session, answer)
    elif chosen == "steps":
        steps_section(answer)
    elif chosen == "day":
        day_section(session, answer)
    elif chosen == "quality":
        quality_cost_section(answer)
    elif chosen == "past":
        past_section(session, answer)
    else:
        parameters_section(answer)


def staffing_section(session: Session, answer: WhatIfAnswer) -> None:
    """The staffing table, with repeats taken out step by step."""
    told = staffing_table(session, answer)
    st.markdown("**The staffing table without repeats**")
    st.caption(told.takeaway)
    st.table(told.shown, hide_index=True, border="horizontal")  # painted in a tenth of a grid's time


def day_section(session: Session, answer: WhatIfAnswer) -> None:
    """The day by half hour: observed, modelled, scenario."""
    told = by_time_of_day(session, answer)
    if told is not None:
        chart = course(told.frame, clock=True)
        figure = Figure(chart, told.frame, told.title, told.takeaway, answer.lines, "whatif-day")
        show_chart(figure, key="whatif.day")


def quality_cost_section(answer: WhatIfAnswer) -> None:
    """Hours a week by class, and money where an hour's cost is known."""
    told = cost_of_quality(answer)
    st.markdown("**What poor quality costs**")
    st.caption(told.takeaway)
    st.table(told.table, hide_index=True, border="horizontal")
    st.caption(told.note)


def past_section(session: Session, answer: WhatIfAnswer) -> None:
    """The model's past beside the observed one, by day."""
    observed = answer.queue.fitted.observed.service_level
    if answer.queue.kind == "deferred" or observed != observed:
        return
    frame = past_by_day(session, answer.queue.selection)
    title = "Check by day: model and actual"
    chart, takeaway = course(frame, clock=False), str(answer.verdict)
    show_chart(Figure(chart, frame, title, takeaway, answer.lines, "whatif-backtest"), key="whatif.backtest")


def parameters_section(answer: WhatIfAnswer) -> None:
    """Every number of the model with where it comes from, and what the model takes for granted."""
    st.markdown("**What it rests on**")
    st.dataframe(parameters_table(answer.queue), hide_index=True, width="stretch", key="whatif.parameters")
    st.caption(
        "Set any of them by hand: move its lever or type the number. Effect of waiting scales what waits do to repeats "
        "and handle times."
    )
    st.markdown("**What the model assumes**")
    st.markdown("\n".join(f"- {line}" for line in ASSUMPTIONS[answer.queue.kind]))
