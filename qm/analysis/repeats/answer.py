"""Which contacts come back, why, and what do they cost?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from qm.analysis.agents import compare
from qm.analysis.cache import kept
from qm.analysis.journeys import returning_customers
from qm.analysis.repeats.cost import LabourCost, RepeatCost, repeat_cost, why_no_target
from qm.analysis.repeats.group_rates import SCORE, GroupRates, group_rates
from qm.analysis.repeats.pareto import Pareto, pareto
from qm.analysis.repeats.repeat_rates import RepeatWork, by_score, has_customers, returns, with_window, work
from qm.analysis.repeats.returning import concentration, who_came_back_most
from qm.analysis.repeats.setting import RepeatSetting
from qm.analysis.repeats.targets import OWN, targets
from qm.analysis.repeats.window_curve import WindowCurve, window_curve
from qm.analysis.resolved_filters import View, as_days
from qm.metrics import Measurement, measure_all
from qm.models.queueing.repeat_windows import Coincidence, coincidence, net
from qm.store import Session
from qm.wording import days_text

SPLITS = ("reason", "channel", "wait_band", "tenure")
"""The dimensions of contacts that the rate is split by; the score of evaluations is another question."""


@dataclass(frozen=True)
class Rate:
    """A repeat rate with its parts and 95 % interval; NaN with n 0."""

    value: float
    numerator: float
    n: int
    low: float
    high: float


@dataclass(frozen=True)
class RepeatsAnswer:
    """Contacts that come back, and what they cost.

    `rate` looks ahead: of contacts that ended, the share followed by another one within the window (`before` over the
    period compared with, None without one). `work` looks back: the contacts that follow an earlier one. `chance` is
    the pace of unrelated contacts in the weeks behind. `targets` are rates to aim for, by where they come from.
    `customers` has one row per customer who came back, most first: customer_id, repeated, contacts.
    """

    setting: RepeatSetting
    has_customers: bool
    rate: Rate
    before: Rate | None
    chance: Coincidence
    curve: WindowCurve
    groups: GroupRates
    work: RepeatWork = field(repr=False)
    targets: Mapping[str, float]
    customers: pd.DataFrame = field(repr=False)

    @property
    def by_coincidence(self) -> float:
        """The share that comes back within the window by coincidence; NaN where it is not known."""
        return float(self.chance.within(self.setting.window))

    @property
    def net_rate(self) -> float:
        """The repeat rate net of coincidence; as counted where coincidence is not known."""
        return self.net_of(self.rate.value)

    def net_of(self, share: float) -> float:
        """A share net of coincidence; the share itself where coincidence is not known."""
        return float(net(share, self.by_coincidence)) if self.chance.is_known else share

    @property
    def work_share(self) -> float:
        """The share of contacts that follow another one; NaN without any that can be judged."""
        return self.work.repeats / self.work.contacts if self.work.contacts else float("nan")

    @property
    def net_part(self) -> float:
        """The part of the repeats that is no coincidence, 0 to 1."""
        return self.net_of(self.work_share) / self.work_share if self.work.repeats else float("nan")

    @property
    def is_empty(self) -> bool:
        """Whether no contact can be judged, looking ahead or back."""
        return not self.rate.n and not self.work.contacts

    @property
    def why_empty(self) -> str:
        """Why no contact can be judged yet."""
        view = self.setting.view
        return (
            f"No contact of {days_text(view.days)} can be judged yet: each needs a customer and {self.setting.within} "
            f"of data after its end, which stop at {days_text(view.span).split('–')[-1].strip()}. "
            "Choose a shorter window or an earlier period."
        )

    @property
    def customers_takeaway(self) -> str:
        """Who came back most, and whether a few customers make up much of what came back."""
        within, repeated = self.setting.within, int(self.rate.numerator)
        return who_came_back_most(self.customers, within) + concentration(self.customers, repeated)

    def pareto(self, by: str = "reason", of: str = "handle_seconds") -> Pareto:
        """What the repeats follow, by reason or both (reason and channel), in handle_seconds or contacts."""
        return pareto(self.work.causes, by, of, self.setting.within)

    def labour_cost(
        self,
        *,
        occupancy: float = 0.85,
        shrinkage: float = 0.3,
        hours_per_week: float = 40.0,
        money_per_hour: float | None = None,
    ) -> LabourCost:
        """What an hour of handling costs in this period; money as defined unless told."""
        view, definitions = self.setting.view, self.setting.definitions
        days = (min(view.days.last, view.span.last) - max(view.days.first, view.span.first)).days + 1
        money = definitions.cost.agent_hour if money_per_hour is None else money_per_hour
        return LabourCost(occupancy, shrinkage, hours_per_week / 7 * max(days, 1), money, definitions.currency)

    def why_no_target(self, whose: str) -> str:
        """Why no target can be had from agents or reasons; empty where it can."""
        return why_no_target(self.targets, whose)

    def cost(self, whose: str = "own", own: float = OWN, labour: LabourCost | None = None) -> RepeatCost:
        """What repeats cost, and what a target of agents, reasons or one's own would take away.

        Where no target can be had from agents or reasons, one's own holds.
        """
        whose = "own" if self.why_no_target(whose) else whose
        target = own if whose == "own" else self.targets[whose]
        return repeat_cost(
            self.setting.scale,
            self.rate.value,
            self.work.repeat_seconds,
            self.net_part,
            (self.net_rate, self.net_of(target)),
            self.chance.is_known,
            whose,
            target,
            labour or self.labour_cost(),
        )

    def to_frame(self) -> pd.DataFrame:
        """The rate by group: by, group, value, numerator, denominator, n, low, high and whole."""
        return self.groups.frame if self.groups.frame.empty else self.groups.table

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values and lists of rows; what is not known is NaN or None."""
        days, work = self.setting.view.days, self.work
        return {
            "from": days.first,
            "to": days.last,
            "window_days": self.setting.window,
            "scope": self.setting.definitions.repeat.scope,
            "rate": _rate_row(self.rate),
            "before": None if self.before is None else _rate_row(self.before),
            "coincidence": self.by_coincidence,
            "net": self.net_rate if self.rate.n and self.chance.is_known else None,
            "repeats": {
                "contacts": work.repeats,
                "of": work.contacts,
                "handle_seconds": work.repeat_seconds,
                "of_handle_seconds": work.handle_seconds,
            },
            "windows": self.curve.frame.to_dict("records"),
            "groups": self.to_frame().to_dict("records"),
            "causes": work.causes.to_dict("records"),
            "targets": dict(self.targets),
        }

    def __repr__(self) -> str:
        scale, rate, work = self.setting.scale, self.rate, self.work
        head = " · ".join(filter(None, [days_text(self.setting.view.days), self.setting.view.where_text]))
        if self.is_empty:
            return f"Repeats, {head}\n  {self.why_empty}"
        within = f"{scale.text(rate.value)} (95% {scale.text(rate.low)} to {scale.text(rate.high)}, n {rate.n:,})"
        return "\n".join(
            [
                f"Repeats, {head}",
                f"  Back within {self.setting.within}: {within}",
                f"  Repeat contacts: {work.repeats:,} of {work.contacts:,}, {work.repeat_seconds / 3600:,.1f} h",
                f"  {self.curve.takeaway}",
                f"  {self.groups.takeaway}",
                f"  {self.pareto().takeaway}",
            ]
        )


def _rate_row(rate: Rate) -> dict[str, float]:
    return {"value": rate.value, "n": rate.n, "low": rate.low, "high": rate.high}


@kept(most=16)
def answer(session: Session, view: View, window_days: float | None = None, scope: str | None = None) -> RepeatsAnswer:
    """Repeats in what `view` looks at; another window (days) or scope (any, reason, channel) than defined if told."""
    definitions = with_window(session.definitions(), window_days, scope)
    setting, store = RepeatSetting(view, definitions), session.store
    now = {by: Measurement(view.current, ("repeat_rate",), by) for by in ((), *((name,) for name in SPLITS))}
    before = Measurement(view.comparison, ("repeat_rate",)) if view.comparison else None
    figures = measure_all(store, [*now.values(), *([before] if before else [])], definitions)
    rate = _rate(figures[now[()]])
    past = returns(store, view.history, definitions)
    chance = coincidence(past["known_days"], past["back_on_day"], past["contacts"])
    splits = {by: figures[now[(by,)]] for by in SPLITS}
    return RepeatsAnswer(
        setting,
        has_customers(store),
        rate,
        _rate(figures[before]) if before else None,
        chance,
        window_curve(setting, returns(store, view.current, definitions), chance),
        group_rates(splits | {SCORE: by_score(store, view.current, definitions)}, setting.scale, setting.within),
        work(store, view.current, definitions, first_judged(view)),
        _targets(session, setting, rate, splits["reason"]),
        returning_customers(store, view.current, definitions),
    )


def _targets(session: Session, setting: RepeatSetting, rate: Rate, reasons: pd.DataFrame) -> dict[str, float]:
    if not rate.n:
        return {}
    agents = compare(session.store, setting.view.current, "repeat_rate", "agent", setting.definitions).frame
    return targets(rate.value, agents, reasons)


def first_judged(view: View) -> date:
    """The first day of the data proper: what contacts of the first window from there on follow is not known."""
    return as_days(view.extent.steady, view.extent.steady).first


def _rate(figures: pd.DataFrame) -> Rate:
    row = figures.iloc[0]
    value, numerator, low, high = (float(row[name]) for name in ("value", "numerator", "low", "high"))
    return Rate(value, numerator, int(row["n"]), low, high)
