"""What if quality were better, or staffing, or both?

`answer(session, filters, queue, setting)` fits a queue, moves its levers and says what that comes to; further questions
about an answer (`service_map`, `service_level_by_agents` …) take the answer.
"""

from qm.analysis.whatif.answer import WhatIfAnswer, answer
from qm.analysis.whatif.levers.lever_table import LEVERS, Lever
from qm.analysis.whatif.levers.setting import Setting

__all__ = ["LEVERS", "Lever", "Setting", "WhatIfAnswer", "answer"]
