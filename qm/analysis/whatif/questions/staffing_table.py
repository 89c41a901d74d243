"""The staffing table: what the queue comes to, and the agents the goal takes, with repeats taken out step by step."""

from dataclasses import dataclass, replace

import pandas as pd

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.differences import agents_text
from qm.analysis.whatif.levers.quality_moves import QualityMoves
from qm.analysis.whatif.outcomes.waiting_outcome import WaitingOutcome, waiting_outcome
from qm.store import Session

LEFT_OVER = (1.0, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True)
class StaffingTable:
    """`frame` one row per part of the repeats that is left: left, repeat_rate, contacts and redials (a week), agents
    for the goal, and the service level with those present; `shown` the same in words. Each row is what the lever of
    the repeat rate gives there, so all that hangs on repeats moves with it."""

    frame: pd.DataFrame
    shown: pd.DataFrame
    takeaway: str


def staffing_table(session: Session, answer: WhatIfAnswer) -> StaffingTable:
    """The table of the scenario."""
    now = answer.scenario
    assert isinstance(now, WaitingOutcome)
    rows = [_at(session, answer, part) for part in LEFT_OVER]
    frame = pd.DataFrame(
        {
            "left": LEFT_OVER,
            "repeat_rate": [one.levers.repeat_rate for one in rows],
            "contacts": [one.attempts for one in rows],
            "redials": [one.redials for one in rows],
            "agents": [one.needed for one in rows],
            "service_level": [one.service_level for one in rows],
        }
    )
    shown = pd.DataFrame(
        {
            "Repeats left": frame["left"].map("{:.0%}".format),
            "Repeat rate": frame["repeat_rate"].map("{:.1%}".format),
            "Contacts a week": frame["contacts"].map("{:,.0f}".format),
            "Redials a week": frame["redials"].map("{:,.0f}".format),
            f"Agents for {now.setting.target:.0%}": frame["agents"].map(agents_text),
            f"Service level with {now.levers.agents:.1f} agents": frame["service_level"].map("{:.1%}".format),
        }
    )
    return StaffingTable(frame, shown, _takeaway(answer, float(frame["agents"].iloc[0] - frame["agents"].iloc[-1])))


def _at(session: Session, answer: WhatIfAnswer, part: float) -> WaitingOutcome:
    """The scenario with so much of its repeats left: the rate to the digit that the lever shows."""
    now = answer.scenario
    assert isinstance(now, WaitingOutcome)
    rate = round(now.levers.repeat_rate * part, 3)
    if part == 1:
        return now
    # What better quality moved is in the levers by now; moving the repeat rate must not add it again.
    setting = replace(now.effective, quality=QualityMoves()).with_value("repeat_rate", rate)
    return waiting_outcome(session, answer.queue.selection, setting)


def _takeaway(answer: WhatIfAnswer, gap: float) -> str:
    if gap != gap:
        return "With all repeats the goal is out of reach of four times today's agents."
    setting, hours = answer.setting, gap * answer.queue.hours_a_week
    money = f", {answer.queue.currency} {hours * setting.cost:,.0f}" if setting.cost else ""
    return (
        f"Repeats use the equivalent of {gap:.1f} agents at a goal of {setting.target:.0%}: {hours:,.0f} hours a "
        f"week{money}."
    )
