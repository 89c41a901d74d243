"""What repeats cost: from handle hours to paid hours, agents and money, and what a target would take away."""

import math
from dataclasses import dataclass

import streamlit as st

from qm.models.queueing.repeat_windows import avoided
from qm.ui.errors import fragment
from qm.ui.repeats.choices import TARGETS
from qm.ui.repeats.figures import Figures
from qm.ui.repeats.target import OWN

WHOSE = {
    "agents": "what the best quarter of agents reach, their kinds of contacts and chance allowed for",
    "reasons": "what the best quarter of reasons stay within",
    "own": "your own target",
}

TOO_FEW = {
    "agents": "it takes four agents with thirty contacts each, some of them better than today's rate",
    "reasons": "it takes four reasons with thirty contacts each, some of them better than today's rate",
}


@dataclass(frozen=True)
class Price:
    """What an hour of handling costs: occupied and shrunk hours per paid hour, paid hours per agent, money per hour."""

    occupancy: float
    shrinkage: float
    hours_per_agent: float
    money_per_hour: float
    currency: str

    def paid_hours(self, handle_hours: float) -> float:
        """Paid hours for so many hours of handling: agents also wait for contacts, learn, rest and are ill."""
        return handle_hours / (self.occupancy * (1 - self.shrinkage))

    def agents(self, handle_hours: float) -> float:
        return self.paid_hours(handle_hours) / self.hours_per_agent

    def money_text(self, handle_hours: float) -> str:
        """The money, empty where an hour's cost is not set."""
        money = self.paid_hours(handle_hours) * self.money_per_hour
        return f"{self.currency} {money:,.0f}" if self.money_per_hour else ""


@fragment
def cost_section(figures: Figures, targets: dict[str, float]) -> None:
    """Three tiles: repeats as counted, net of coincidence, and beyond a target that can be chosen."""
    question, work = figures.question, figures.work
    st.markdown("**What do contacts that should not have been necessary cost?**")
    if not work.repeat_seconds:
        st.caption(
            "Nothing that can be counted: no contact in this selection both follows an earlier one and has a "
            "known handle time."
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = str(
            st.segmented_control(
                "Target",
                list(TARGETS),
                format_func=TARGETS.__getitem__,
                key="target",
                default="agents",
                bind="query-params",
                required=True,
                wrap=True,
            )
        )
        if whose != "own" and whose not in targets:
            st.caption(f"No target can be had from {whose} here: {TOO_FEW[whose]}. Choose your own.")
            whose = "own"
        target = _own_target() if whose == "own" else targets[whose]
        price = _price(figures)
    rate = float(figures.rate["value"])
    hours = work.repeat_seconds / 3600
    net_hours = hours * figures.net_part
    saved = net_hours * avoided(figures.net_rate, figures.net_of(target)) if not math.isnan(rate) else 0.0
    tiles = {
        "As counted": (hours, "Every contact that follows an earlier one within the window."),
        "Net of coincidence": (
            net_hours if figures.chance.is_known else math.nan,
            "Without those who would have been in touch anyway.",
        ),
        f"Beyond a rate of {question.scale.text(target)}": (saved, "What would go if the target were reached."),
    }
    with st.grid(3, min_column_width=210, gap="small"):
        for label, (amount, meaning) in tiles.items():
            with st.container(border=True, height="stretch", gap="xsmall"):
                _tile(label, amount, meaning, price)
    st.caption(takeaway(figures, target, whose, saved, price))
    if not price.money_per_hour:
        st.caption(
            "Money is shown once an hour has a cost: under Assumptions here, or for everybody as `cost.agent_hour` on "
            "the page Data, under Definitions."
        )


def _own_target() -> float:
    chosen = st.slider(
        "Repeat rate to aim for",
        1.0,
        50.0,
        OWN * 100,
        0.5,
        format="%.1f%%",
        key="own_target",
        bind="query-params",
        width=320,
    )
    return float(chosen) / 100


def _tile(label: str, handle_hours: float, meaning: str, price: Price) -> None:
    if math.isnan(handle_hours):
        st.metric(label, None, help=meaning)
        st.caption("Coincidence is not known yet.")
        return
    st.metric(label, f"{price.agents(handle_hours):,.1f} agents", help=meaning)
    parts = [f"{handle_hours:,.0f} h of handling", f"{price.paid_hours(handle_hours):,.0f} paid h"]
    money = price.money_text(handle_hours)
    st.caption(" · ".join([*parts, money] if money else parts))


def _price(figures: Figures) -> Price:
    """The assumptions, each of which can be changed."""
    with st.popover("Assumptions", icon=":material/tune:", type="tertiary", key="assumptions"):
        week = st.number_input(
            "Paid hours per agent and week", 1.0, 80.0, 40.0, 0.5, format="%g", key="paid_hours", bind="query-params"
        )
        shrinkage = st.number_input(
            "Shrinkage, %",
            0.0,
            80.0,
            30.0,
            1.0,
            format="%g",
            key="shrinkage",
            bind="query-params",
            help="The part of paid time not spent on contacts: leave, illness, training, breaks.",
        )
        occupancy = st.number_input(
            "Occupancy, %",
            10.0,
            100.0,
            85.0,
            1.0,
            format="%g",
            key="occupancy",
            bind="query-params",
            help="The part of time on contacts that is handling; the rest is waiting for the next.",
        )
        definitions = figures.question.definitions
        currency = definitions.currency
        hour = st.number_input(
            f"Cost of a paid hour, {currency}",
            0.0,
            100_000.0,
            definitions.cost.agent_hour,
            1.0,
            format="%g",
            key="hour_cost",
            bind="query-params",
            help="As defined on the page Data unless changed here, which looks and defines nothing.",
        )
    view = figures.question.view
    days = (min(view.days.last, view.span.last) - max(view.days.first, view.span.first)).days + 1
    return Price(occupancy / 100, shrinkage / 100, week / 7 * max(days, 1), float(hour or 0), currency)


def takeaway(figures: Figures, target: float, whose: str, saved: float, price: Price) -> str:
    """What reaching the target is worth, and under which assumptions."""
    scale, rate = figures.question.scale, float(figures.rate["value"])
    rests = (
        f" Rests on {price.shrinkage:.0%} shrinkage, {price.occupancy:.0%} occupancy and "
        f"{price.hours_per_agent:,.0f} paid hours per agent in this period."
    )
    if math.isnan(rate):
        return "The rate of this selection is not known yet, so no target can be set against it." + rests
    if not saved:
        return f"Today's rate of {scale.text(rate)} is already within {scale.text(target)}." + rests
    money = f" and {price.money_text(saved)}" if price.money_per_hour else ""
    part = saved / (figures.work.repeat_seconds / 3600)
    return (
        f"Coming down from {scale.text(rate)} to {scale.text(target)}, {WHOSE[whose]}, would take away {part:.0%} of "
        f"the repeats' handling: {saved:,.0f} hours, {price.agents(saved):,.1f} agents{money}. Fewer repeats also make "
        "fewer repeats of repeats." + rests
    )
