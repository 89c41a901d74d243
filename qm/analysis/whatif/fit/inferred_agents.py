"""How many agents were present where no staffing is known."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qm.analysis.whatif.fit.observed import Observed
from qm.models.queueing.fitting import ENOUGH, Parameter
from qm.models.queueing.interval_model import Spread, compress, settle
from qm.models.queueing.scenario import Scenario

Numbers = NDArray[np.float64]

LEAST_AGENTS = 1.0


def inferred_agents(s: Scenario, spread: Spread, observed: Observed) -> tuple[Numbers, Parameter]:
    """Agents present where no staffing is known: the load and a margin that grows with its root."""
    load = (np.asarray(s.fresh) + spread.returning * observed.contacts.sum() * 0.2) * s.handle_seconds / s.seconds
    load = np.maximum(load, 0.02)

    def margin(size: float) -> Numbers:
        return np.asarray(np.maximum(load + size * np.sqrt(load), LEAST_AGENTS))

    # Only where customers wait on the line does the service level tell how many were there.
    is_line = observed.abandoned.sum() >= ENOUGH and 0.02 < observed.service_level < 0.995
    if not is_line:
        agents = margin(1.0)
        note = "No staffing in the data: as many as the load and a usual margin take. Put in your own."
        return agents, Parameter("agents", "Agents present", "", float(agents.mean()), None, None, 0, "inferred", note)
    low, high = -1.0, 8.0
    for _ in range(12):
        middle = (low + high) / 2
        small, weights = compress(replace(s, agents=margin(middle)), spread)
        low, high = (middle, high) if settle(small, weights).service_level < observed.service_level else (low, middle)
    agents = margin((low + high) / 2)
    note = "No staffing in the data: as many as the observed service level takes, so the back-test proves nothing."
    return agents, Parameter("agents", "Agents present", "", float(agents.mean()), None, None, 0, "inferred", note)
