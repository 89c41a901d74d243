"""Service level against agents, for today and the scenario."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qm.analysis.whatif.answer import WhatIfAnswer
from qm.analysis.whatif.differences import agents_text
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.outcomes.waiting_outcome import repeat_shares
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class ServiceLevelByAgents:
    """`lines` has x (agents), service_level and case; `points` the same for where each case stands."""

    lines: pd.DataFrame
    points: pd.DataFrame
    takeaway: str


def service_level_by_agents(answer: WhatIfAnswer) -> ServiceLevelByAgents:
    """The curve of today and, once a lever has moved, of the scenario."""
    lines, points = [], []
    for case, one in (("today", answer.today), ("scenario", answer.scenario)):
        if case == "scenario" and not answer.is_moved:
            continue
        agents, level = curve_of(answer.queue, one)
        lines.append(pd.DataFrame({"x": agents, "service_level": level, "case": case}))
        points.append({"x": one.levers.agents, "service_level": one.service_level, "case": case})
    frame = pd.concat(lines, ignore_index=True)
    if isinstance(answer.scenario, DeferredOutcome):
        takeaway = _of_promise(answer)
    else:
        frame = frame[frame["x"] <= max(answer.queue.today.agents * 1.6, answer.scenario.levers.agents * 1.1)]
        takeaway = _of_waits(answer)
    return ServiceLevelByAgents(frame, pd.DataFrame(points), takeaway)


def curve_of(queue: PreparedQueue, one: Outcome) -> tuple[Numbers, Numbers]:
    """Agents, and the service level they give under the levers of a setting."""
    if isinstance(one, DeferredOutcome):
        return one.agents, one.levels
    shares = repeat_shares(queue, one.levers, [one.levers.repeat_rate])
    return one.landscape.scale * queue.today.agents, one.landscape.at(*shares)["service_level"][:, 0]


def _of_waits(answer: WhatIfAnswer) -> str:
    takeaway = f"{answer.setting.target:.0%} takes {many_text(answer.today.needed)} agents today"
    return takeaway + (f", {many_text(answer.scenario.needed)} in the scenario." if answer.is_moved else ".")


def _of_promise(answer: WhatIfAnswer) -> str:
    setting = answer.setting
    takes = (
        f"{setting.target:.0%} within {setting.within_hours:g} hours takes {agents_text(answer.scenario.needed)} agents"
    )
    return takes + (f", {agents_text(answer.today.needed)} today." if answer.is_moved else ".")


def many_text(agents: float) -> str:
    """A number of agents; one that is none is more than was looked at."""
    return f"{agents:.1f}" if agents == agents else "more than twice as many"
