"""Which contacts come back, why, and what do they cost? `answer` gives what the page Repeats shows."""

from qm.analysis.repeats.answer import RepeatsAnswer, answer
from qm.analysis.repeats.cost import LabourCost, RepeatCost
from qm.analysis.repeats.pareto import CAUSES, COUNTED
from qm.analysis.repeats.repeat_rates import has_customers
from qm.analysis.repeats.rows import all_repeats, newest_repeats
from qm.analysis.repeats.service_feedback import FeedbackLink, ServiceFeedback, service_feedback
from qm.analysis.repeats.setting import RepeatSetting, window_text
from qm.analysis.repeats.targets import OWN, TARGETS

__all__ = [
    "CAUSES",
    "COUNTED",
    "OWN",
    "TARGETS",
    "FeedbackLink",
    "LabourCost",
    "RepeatCost",
    "RepeatSetting",
    "RepeatsAnswer",
    "ServiceFeedback",
    "all_repeats",
    "answer",
    "has_customers",
    "newest_repeats",
    "service_feedback",
    "window_text",
]
