"""What repeats cost: hours, agents and money, and what a target would take away."""

import math

import streamlit as st

from qm.analysis.repeats import OWN, LabourCost, RepeatsAnswer
from qm.ui import state
from qm.ui.frame.errors import fragment
from qm.ui.markup import literal, sentence
from qm.ui.repeats import setting


@fragment
def cost_section(answer: RepeatsAnswer) -> None:
    """Three tiles: repeats as counted, net of coincidence, and beyond a target that can be chosen."""
    st.markdown("**What do contacts that should not have been necessary cost?**")
    if not answer.work.repeat_seconds:
        st.caption(
            "Nothing that can be counted: no contact in this selection both follows an earlier one and has a "
            "known handle time."
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = _choose_target()
        if why_not := answer.why_no_target(whose):
            st.caption(literal(why_not))
            whose = "own"
        own = _own_target() if whose == "own" else OWN
        labour = _assumptions(answer)
    cost = answer.cost(whose, own, labour)
    with st.grid(3, min_column_width=210, gap="small"):
        for tile in cost.tiles:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(tile.label, None if math.isnan(tile.handle_hours) else tile.agents_text, help=tile.meaning)
                st.caption(literal(tile.parts))
    st.caption(sentence(cost.takeaway))
    if not labour.money_per_hour:
        st.caption(
            "Money is shown once an hour has a cost: under Assumptions here, or for everybody on "
            "the page Data, under Definitions."
        )


def _choose_target() -> str:
    return str(state.segmented_control(setting.TARGET, "Target", wrap=True))


def _own_target() -> float:
    return state.slider(setting.OWN_TARGET, "Repeat rate to aim for", format="%.1f%%", width=320) / 100


def _assumptions(answer: RepeatsAnswer) -> LabourCost:
    """The assumptions, each of which can be changed."""
    with st.popover("Assumptions", icon=":material/tune:", type="tertiary", key="assumptions"):
        week = state.number_input(setting.PAID_HOURS, "Paid hours per agent and week", format="%g")
        shrinkage = state.number_input(
            setting.SHRINKAGE,
            "Shrinkage, %",
            format="%g",
            help="The part of paid time not spent on contacts: leave, illness, training, breaks.",
        )
        occupancy = state.number_input(
            setting.OCCUPANCY,
            "Occupancy, %",
            format="%g",
            help="The part of time on contacts that is handling; the rest is waiting for the next.",
        )
        definitions = answer.setting.definitions
        currency = definitions.currency
        hour = state.number_input(
            setting.HOUR_COST.usually(definitions.cost.agent_hour),
            f"Cost of a paid hour, {currency}",
            format="%g",
            help="As defined on the page Data unless changed here, which looks and defines nothing.",
        )
    return answer.labour_cost(
        occupancy=occupancy / 100, shrinkage=shrinkage / 100, hours_per_week=week, money_per_hour=float(hour or 0)
    )
