"""Fair comparison of people: case mix, sample size, and what can be told from what."""

from qm.analysis.agents.coaching import coaching, pooled
from qm.analysis.agents.comparison import CONTROLLABLE, Compared, compare, compare_all
from qm.analysis.agents.directory import agent, closest
from qm.analysis.agents.everybody import Everybody, everybody
from qm.analysis.agents.profile import Profile, mix, profile
from qm.analysis.agents.questions import next_step, questions, standing_out

__all__ = [
    "CONTROLLABLE",
    "Compared",
    "Everybody",
    "Profile",
    "agent",
    "closest",
    "coaching",
    "compare",
    "compare_all",
    "everybody",
    "mix",
    "next_step",
    "pooled",
    "profile",
    "questions",
    "standing_out",
]
