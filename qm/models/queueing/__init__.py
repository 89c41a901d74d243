"""Queues whose customers come back: Erlang, feedback, agents needed, tipping points, deferred work, patience, fitting.

`erlang_a` (with `erlang_b` and `erlang_c`) is one queue in steady state. A `Scenario` adds customers who redial and
come back; `equilibria` finds where it can settle, `agents_needed` how many agents meet a target, `tipping` where it
tips over; `settle` works out the intervals of a period. `Levers` and `moved` change a scenario as people would.
`backlog` is deferred work, `chat_queue` several conversations at a time, `curve_queue` patience of any shape
(`PatienceCurve`, measured by `kaplan_meier`). `simulate` plays a queue event by event: an implementation of its own,
by which the formulas are checked. Times are in seconds, rates per second or per interval as each says.

>>> queue = erlang_a(rate=100 / 1800, handle_seconds=180, agents=14, patience_seconds=float("inf"))
>>> round(float(queue.answered_within(20)), 3)
0.888
>>> round(float(erlang_c(14, 10)), 3)
0.174
"""

from qm.models.queueing.agents_needed import Need, Target, agents_needed, exact_agents, whole_agents
from qm.models.queueing.backlog import backlog, tipping_backlog
from qm.models.queueing.chat import ChatQueue, chat_queue
from qm.models.queueing.delay_correction import Corrected, correct
from qm.models.queueing.erlang import Queue, erlang_a, erlang_b, erlang_c
from qm.models.queueing.feedback import Equilibrium, equilibria, settled
from qm.models.queueing.general_patience import CurveQueue, PatienceCurve, curve_queue
from qm.models.queueing.interval_model import Intervals, Settled, settle
from qm.models.queueing.levers import Levers, moved
from qm.models.queueing.quality_cost import QualityCost, cost_of_poor_quality
from qm.models.queueing.repeat_windows import Coincidence, coincidence
from qm.models.queueing.replay import replay
from qm.models.queueing.scenario import ImpossibleError, Scenario
from qm.models.queueing.service_level import Shares
from qm.models.queueing.simulation import Record, simulate
from qm.models.queueing.survival import Survival, kaplan_meier
from qm.models.queueing.tipping_points import Tipping, tipping

__all__ = [
    "ChatQueue",
    "Coincidence",
    "Corrected",
    "CurveQueue",
    "Equilibrium",
    "ImpossibleError",
    "Intervals",
    "Levers",
    "Need",
    "PatienceCurve",
    "QualityCost",
    "Queue",
    "Record",
    "Scenario",
    "Settled",
    "Shares",
    "Survival",
    "Target",
    "Tipping",
    "agents_needed",
    "backlog",
    "chat_queue",
    "coincidence",
    "correct",
    "cost_of_poor_quality",
    "curve_queue",
    "equilibria",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "exact_agents",
    "kaplan_meier",
    "moved",
    "replay",
    "settle",
    "settled",
    "simulate",
    "tipping",
    "tipping_backlog",
    "whole_agents",
]
