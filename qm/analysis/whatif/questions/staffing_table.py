"""The staffing table: the agents that the target takes with repeats taken out step by step."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome, agents_for, repeat_shares
from qm.analysis.whatif.questions.service_level_by_agents import many_text

LEFT_OVER = (1.0, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True)
class StaffingTable:
    """`frame` one row per part of the repeats that is left: left, repeat_rate, contacts (a week), agents for the
    target, and the service level with those present; `shown` the same in words."""

    frame: pd.DataFrame
    shown: pd.DataFrame
    takeaway: str


def staffing_table(answer: WhatIfAnswer) -> StaffingTable:
    """The table of the scenario."""
    queue, now = answer.queue, answer.scenario
    assert isinstance(now, WaitingOutcome)
    rates = np.array([now.levers.repeat_rate * part for part in LEFT_OVER])
    there = now.landscape.at(*repeat_shares(queue, now.levers, rates))["service_level"]
    known = now.landscape.scale * queue.today.agents
    answered = now.attempts - now.attempts * now.abandonment
    frame = pd.DataFrame(
        {
            "left": LEFT_OVER,
            "repeat_rate": rates,
            "contacts": [now.attempts - answered * now.repeat_rate * (1 - part) for part in LEFT_OVER],
            "agents": agents_for(queue, now.landscape, now.levers, rates, now.setting.target),
            "service_level": [float(np.interp(now.levers.agents, known, there[:, i])) for i in range(len(rates))],
        }
    )
    shown = pd.DataFrame(
        {
            "Of today's repeats": frame["left"].map("{:.0%}".format),
            "Repeat rate": frame["repeat_rate"].map("{:.1%}".format),
            "Contacts a week": frame["contacts"].map("{:,.0f}".format),
            "Agents for the target": frame["agents"].map(many_text),
            "Service level with those present": frame["service_level"].map("{:.1%}".format),
        }
    )
    return StaffingTable(frame, shown, _takeaway(answer, float(frame["agents"].iloc[0] - frame["agents"].iloc[-1])))


def _takeaway(answer: WhatIfAnswer, gap: float) -> str:
    if gap != gap:
        return "With all repeats the target is beyond reach of the agents looked at."
    setting, hours = answer.setting, gap * answer.queue.hours_a_week
    money = f", {hours * setting.cost:,.0f} {answer.queue.currency}" if setting.cost else ""
    return f"All repeats together take {gap:.1f} agents at {setting.target:.0%}, {hours:,.0f} hours a week{money}."
