"""What repeats cost: from handle hours to paid hours, agents and money, and what a target would take away."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from qm.models.queueing.repeat_windows import avoided
from qm.wording import Scale

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
class LabourCost:
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


@dataclass(frozen=True)
class CostTile:
    """One amount of handling: hours (NaN where not known), and what they cost in words."""

    label: str
    meaning: str
    handle_hours: float
    agents_text: str
    parts: str


@dataclass(frozen=True)
class RepeatCost:
    """Repeats as counted, net of coincidence, and beyond a target; `saved_hours` is what the target would take away."""

    target: float
    saved_hours: float
    tiles: tuple[CostTile, ...]
    takeaway: str


def repeat_cost(
    scale: Scale,
    rate: float,
    repeat_seconds: float,
    net_part: float,
    net_rates: tuple[float, float],
    is_chance_known: bool,
    whose: str,
    target: float,
    labour: LabourCost,
) -> RepeatCost:
    """The cost of repeats that take `repeat_seconds` of handling, `net_part` of them no coincidence.

    `net_rates` are the rate and the target net of coincidence; `whose` is where the target comes from.
    """
    hours = repeat_seconds / 3600
    net_hours = hours * net_part
    saved = net_hours * avoided(*net_rates) if not math.isnan(rate) else 0.0
    amounts = (
        ("As counted", hours, "Every contact that follows an earlier one within the window."),
        (
            "Net of coincidence",
            net_hours if is_chance_known else math.nan,
            "Without those who would have been in touch anyway.",
        ),
        (f"Beyond a rate of {scale.text(target)}", saved, "What would go if the target were reached."),
    )
    tiles = tuple(_tile(label, meaning, amount, labour) for label, amount, meaning in amounts)
    return RepeatCost(target, saved, tiles, takeaway(scale, rate, target, WHOSE[whose], saved, hours, labour))


def _tile(label: str, meaning: str, handle_hours: float, labour: LabourCost) -> CostTile:
    if math.isnan(handle_hours):
        return CostTile(label, meaning, handle_hours, "", "Coincidence is not known yet.")
    parts = [f"{handle_hours:,.0f} h of handling", f"{labour.paid_hours(handle_hours):,.0f} paid h"]
    parts += [money] if (money := labour.money_text(handle_hours)) else []
    return CostTile(label, meaning, handle_hours, f"{labour.agents(handle_hours):,.1f} agents", " · ".join(parts))


def takeaway(
    scale: Scale, rate: float, target: float, whose: str, saved: float, hours: float, labour: LabourCost
) -> str:
    """What reaching the target is worth, and under which assumptions."""
    rests = (
        f" Rests on {labour.shrinkage:.0%} shrinkage, {labour.occupancy:.0%} occupancy and "
        f"{labour.hours_per_agent:,.0f} paid hours per agent in this period."
    )
    if math.isnan(rate):
        return "The rate of this selection is not known yet, so no target can be set against it." + rests
    if not saved:
        return f"Today's rate of {scale.text(rate)} is already within {scale.text(target)}." + rests
    money = f" and {labour.money_text(saved)}" if labour.money_per_hour else ""
    return (
        f"Coming down from {scale.text(rate)} to {scale.text(target)}, {whose}, would take away {saved / hours:.0%} of "
        f"the repeats' handling: {saved:,.0f} hours, {labour.agents(saved):,.1f} agents{money}. Fewer repeats also "
        "make fewer repeats of repeats." + rests
    )


def why_no_target(targets: Mapping[str, float], whose: str) -> str:
    """Why no target can be had from where it was asked from; empty where it can."""
    if whose == "own" or whose in targets:
        return ""
    return f"No target can be had from {whose} here: {TOO_FEW[whose]}. Choose your own."
