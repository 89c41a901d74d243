"""Fair comparison of people: case mix, sample size, and what can be told from what."""

from qm.metrics.people.agents import agent, closest
from qm.metrics.people.coaching import coaching, pooled
from qm.metrics.people.comparison import CONTROLLABLE, Compared, compare, compare_all
from qm.metrics.people.everybody import Everybody, everybody
from qm.metrics.people.profile import Profile, mix, profile
from qm.metrics.people.questions import next_step, questions, standing_out

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
