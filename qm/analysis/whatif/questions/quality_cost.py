"""The cost of poor quality: prevention, appraisal, internal and external failure, today beside the scenario."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.outcomes.agents_needed import agents_needed
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.models.queueing.quality_cost import KINDS, Effort, Failures, QualityCost, cost_of_poor_quality


@dataclass(frozen=True)
class CostOfQuality:
    """`today` and `scenario` over a week; `table` both in words, one row per class and per line of it; `takeaway` how
    much of the agents' time poor quality takes; `note` what is counted."""

    today: QualityCost
    scenario: QualityCost
    table: pd.DataFrame
    takeaway: str
    note: str


def cost_of_quality(answer: WhatIfAnswer) -> CostOfQuality:
    """Hours a week by class, and money where an hour's cost is known."""
    queue = answer.queue
    today, scenario = cost_of(queue, answer.today), cost_of(queue, answer.scenario)
    cases = (("Today", answer.today, today), ("Scenario", answer.scenario, scenario))
    has_money = any(made.setting.cost for _, made, _ in cases)
    return CostOfQuality(
        today,
        scenario,
        _table(queue, cases, has_money),
        _takeaway(queue, answer.today, answer.scenario),
        f"Only repeats above the achievable rate of {answer.setting.aim:.1%} count, as agents no longer needed for the "
        "same goal. Redials, transfers and lost customers are counted as contacts only. Hours, achievable rate and the "
        "cost of an hour are levers under Customers and cost.",
    )


def cost_of(queue: PreparedQueue, made: Outcome) -> QualityCost:
    """The cost of one case over a week."""
    answered = made.attempts - made.redials - made.lost
    worked = made.hours * made.occupancy * 3600 / max(answered, 1e-9)
    plain = made.levers.handle_seconds
    # Beside other chats an hour holds more than one: longer handling after waits can't be told apart there.
    longer = max(made.handle_seconds - plain, 0.0) if queue.kind == "calls" else 0.0
    state = Failures(
        answered,
        worked,
        worked - longer,
        made.repeats,
        made.repeat_rate,
        made.redials,
        made.lost,
        _spared(queue, made) if isinstance(made, WaitingOutcome) else None,
    )
    setting, counted = made.setting, queue.quality
    same = made.attempts / max(float(queue.fitted.observed.contacts.sum()) / queue.weeks, 1e-9)
    effort = Effort(
        setting.coaching,
        setting.checking,
        counted.transferred / queue.weeks * same * _ratio(made.effective.transfers, counted.transfer_rate),
        counted.escalated / queue.weeks * same,
    )
    return cost_of_poor_quality(state, effort, setting.aim)


def _spared(queue: PreparedQueue, made: WaitingOutcome) -> float | None:
    """Hours a week of agents fewer at the target, were repeats within reach; None where the target is beyond it."""
    better = replace(made.levers, repeat_rate=min(made.setting.aim, made.levers.repeat_rate))
    spared = made.needed - agents_needed(queue, better, made.setting.target)
    return spared * queue.hours_a_week if np.isfinite(spared) else None


def _ratio(now: float, today: float | None) -> float:
    return now / today if today else 1.0


def _takeaway(queue: PreparedQueue, base: Outcome, now: Outcome) -> str:
    """How much of the agents' time poor quality takes, in a sentence."""
    cost = cost_of(queue, now)
    failed = cost.hours("internal failure") + cost.hours("external failure")
    spent = cost.hours("prevention") + cost.hours("appraisal")
    money = f", {queue.currency} {failed * now.setting.cost:,.0f}" if now.setting.cost else ""
    takes = (
        f"Poor quality takes {failed:,.0f} of {now.hours:,.0f} agent hours a week "
        f"({failed / max(now.hours, 1e-9):.0%}){money}. Prevention and checking take {spent:,.0f} hours."
    )
    if now.setting != base.setting:
        before = cost_of(queue, base)
        change = failed - before.hours("internal failure") - before.hours("external failure")
        if abs(change) >= 0.5:
            takes += f" That is {abs(change):,.0f} hours {'more' if change > 0 else 'less'} than today."
    return takes


def _table(queue: PreparedQueue, cases: tuple[tuple[str, Outcome, QualityCost], ...], has_money: bool) -> pd.DataFrame:
    rows = []
    for kind in KINDS:
        row = {"": kind.capitalize(), "What": "all of it"}
        for case, made, cost in cases:
            row |= _cells(case, cost.hours(kind), made.setting.cost, queue.currency, has_money)
        rows.append(row)
        for number, item in enumerate(cases[0][2].items):
            if item.kind != kind:
                continue
            row = {"": "", "What": item.name}
            for case, made, cost in cases:
                line = cost.items[number]
                hours = None if line.marginal is None else line.hours
                row |= _cells(case, hours, made.setting.cost, queue.currency, has_money)
                if line.unit == "contacts":
                    row[f"{case}, contacts"] = f"{line.quantity:,.0f}"
            rows.append(row)
    names = [
        "",
        "What",
        *(
            f"{case}, {unit}"
            for unit in ("hours", "contacts", queue.currency)
            for case, *_ in cases
            if unit != queue.currency or has_money
        ),
    ]
    return pd.DataFrame(rows).reindex(columns=names).fillna("")


def _cells(case: str, hours: float | None, price: float, currency: str, has_money: bool) -> dict[str, str]:
    cells = {f"{case}, hours": "" if hours is None else f"{hours:,.0f}"}
    if has_money:
        cells[f"{case}, {currency}"] = "" if hours is None or not price else f"{hours * price:,.0f}"
    return cells
