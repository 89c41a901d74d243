"""The cost of poor quality: prevention, appraisal, internal and external failure, today beside the scenario."""

import numpy as np
import pandas as pd
import streamlit as st

from qm.models.queueing.levers import needed
from qm.models.queueing.quality_cost import KINDS, Effort, Failures, QualityCost, cost_of_poor_quality
from qm.ui.whatif.answers import Answer, shares
from qm.ui.whatif.centre import Centre
from qm.ui.whatif.kinds import Either


def quality_cost_section(centre: Centre, base: Either, now: Either) -> None:
    """Hours a week by class, and money where an hour's cost is known."""
    cases = (("Today", base, cost_of(centre, base)), ("Scenario", now, cost_of(centre, now)))
    st.markdown("**What poor quality costs**")
    st.caption(takeaway(centre, base, now))
    has_money = any(made.setting.cost for _, made, _ in cases)
    st.table(_table(centre, cases, has_money), hide_index=True, border="horizontal")
    st.caption(
        f"Repeats count above a rate of {now.setting.aim:.1%}, as the agents that could be spared at the same target, "
        "or their work if that is more; redials, transfers and lost customers are counted, their work is in the rest. "
        "Coaching hours, evaluating hours, the rate within reach and an hour's cost are levers, under Customers and "
        "cost."
    )


def cost_of(centre: Centre, made: Either) -> QualityCost:
    """The cost of one case over a week."""
    answered = made.attempts - made.redials - made.lost
    worked = made.hours * made.occupancy * 3600 / max(answered, 1e-9)
    plain = float(made.levers.handle_seconds)
    # Beside other chats an hour holds more than one: longer handling after waits can't be told apart there.
    longer = max(made.handle_seconds - plain, 0.0) if centre.kind == "calls" else 0.0
    state = Failures(
        answered,
        worked,
        worked - longer,
        made.repeats,
        made.repeat_rate,
        made.redials,
        made.lost,
        _spared(centre, made) if isinstance(made, Answer) else None,
    )
    setting, counted = made.setting, centre.counted
    same = made.attempts / max(float(centre.fitted.observed.contacts.sum()) / centre.weeks, 1e-9)
    effort = Effort(
        setting.coaching,
        setting.checking,
        counted.transferred / centre.weeks * same,
        counted.escalated / centre.weeks * same,
    )
    return cost_of_poor_quality(state, effort, setting.aim)


def _spared(centre: Centre, made: Answer) -> float | None:
    """Hours a week of agents fewer at the target, were repeats within reach; None where the target is beyond it."""
    rates = [made.levers.repeat_rate, min(made.setting.aim, made.levers.repeat_rate)]
    level = made.ground.at(*shares(centre, made.levers, rates))["service_level"]
    agents = made.ground.scale * centre.today.agents
    at, better = (needed(agents, level[:, i], made.setting.target) for i in (0, 1))
    return float((at - better) * centre.hours_a_week) if np.isfinite(at - better) else None


def takeaway(centre: Centre, base: Either, now: Either) -> str:
    """How much of the agents' time poor quality takes, in a sentence."""
    cost = cost_of(centre, now)
    failed = cost.hours("internal failure") + cost.hours("external failure")
    spent = cost.hours("prevention") + cost.hours("appraisal")
    money = f", {centre.currency} {failed * now.setting.cost:,.0f}" if now.setting.cost else ""
    said = (
        f"Failures take {failed:,.0f} of {now.hours:,.0f} agent hours a week "
        f"({failed / max(now.hours, 1e-9):.0%}){money}; {spent:,.0f} hours are spent on preventing and finding them."
    )
    if now.setting != base.setting:
        before = cost_of(centre, base)
        change = failed - before.hours("internal failure") - before.hours("external failure")
        if abs(change) >= 0.5:
            said += f" That is {abs(change):,.0f} hours {'more' if change > 0 else 'less'} than today."
    return said


def _table(centre: Centre, cases: tuple[tuple[str, Either, QualityCost], ...], has_money: bool) -> pd.DataFrame:
    rows = []
    for kind in KINDS:
        row = {"": kind.capitalize(), "What": "all of it"}
        for case, made, cost in cases:
            row |= _cells(case, cost.hours(kind), made.setting.cost, centre.currency, has_money)
        rows.append(row)
        for number, item in enumerate(cases[0][2].items):
            if item.kind != kind:
                continue
            row = {"": "", "What": item.name}
            for case, made, cost in cases:
                line = cost.items[number]
                hours = None if line.marginal is None else line.hours
                row |= _cells(case, hours, made.setting.cost, centre.currency, has_money)
                if line.unit == "contacts":
                    row[f"{case}, contacts"] = f"{line.quantity:,.0f}"
            rows.append(row)
    names = [
        "",
        "What",
        *(
            f"{case}, {unit}"
            for unit in ("hours", "contacts", centre.currency)
            for case, *_ in cases
            if unit != centre.currency or has_money
        ),
    ]
    return pd.DataFrame(rows).reindex(columns=names).fillna("")


def _cells(case: str, hours: float | None, price: float, currency: str, has_money: bool) -> dict[str, str]:
    found = {f"{case}, hours": "" if hours is None else f"{hours:,.0f}"}
    if has_money:
        found[f"{case}, {currency}"] = "" if hours is None or not price else f"{hours * price:,.0f}"
    return found
