"""All open follow-ups of the agents looked at, those overdue first; a click on one opens its agent."""

from datetime import date

import pandas as pd
import streamlit as st

from qm.analysis.actions import due_follow_ups
from qm.analysis.resolved_filters import View
from qm.store import Session
from qm.ui import state
from qm.ui.agents.selection import pick_agent
from qm.ui.markup import literal
from qm.ui.rows_table import rows_table
from qm.wording import counted, day_text

FOLLOWUPS = state.Parameter("followups", state.Flag(), default=False, scope="agents")
state.declare(FOLLOWUPS)


def follow_ups_wanted() -> bool:
    """Whether the address asks for them: then they stand first on the page."""
    return bool(state.value_of(FOLLOWUPS))


def follow_ups_due_section(session: Session, view: View) -> None:
    """The list, opened by a switch."""
    due, found = due_follow_ups(session, view.current, date.today())
    overdue = sum(one.is_overdue for one in found)
    with st.container(border=True):
        if not state.toggle(FOLLOWUPS, f"Follow-ups: {overdue:,} overdue, {len(found) - overdue:,} to come"):
            return
        st.caption(literal(f"{counted(len(found), 'open follow-up')}. Click one to open its agent. {due.text}".strip()))
        if not found:
            return
        rows_table(
            pd.DataFrame(
                {
                    "Agent": [one.name for one in found],
                    "Team": [one.team for one in found],
                    "Due": [day_text(one.due_on) for one in found],
                    "Days late": [one.days_late if one.is_overdue else None for one in found],
                    "Question": [one.question for one in found],
                    "Coach": [one.owner for one in found],
                }
            ),
            key="followups.table",
            alt="Open follow-ups, those due first first",
            on_open=lambda place: pick_agent(found[place].agent),
        )
