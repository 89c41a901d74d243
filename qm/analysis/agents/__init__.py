"""Who is doing well, who needs what help? Fair comparison of people: case mix, sample size, and what can be told.

`answer` compares all agents, teams or supervisors on a metric; `agent_answer` is about one agent.
"""

from qm.analysis.agents.answer import SEEN_TOGETHER, AgentsAnswer, answer
from qm.analysis.agents.coaching import coaching, pooled
from qm.analysis.agents.comparison import CONTROLLABLE, PeerComparison, compare, compare_all
from qm.analysis.agents.directory import agent_facts, closest_agents
from qm.analysis.agents.look_first import LOOKED_AT, LookFirst, look_first
from qm.analysis.agents.profile.agent_answer import AgentAnswer, agent_answer
from qm.analysis.agents.profile.agent_profile import AgentProfile, mix, profile
from qm.analysis.agents.profile.questions import next_step, questions, standing_out
from qm.analysis.agents.profile_comparisons import ProfileComparisons, compare_profiles, profile_comparisons
from qm.analysis.agents.roster import is_known, neighbours, roster
from qm.analysis.agents.targets.team_targets import targets_answer

__all__ = [
    "CONTROLLABLE",
    "LOOKED_AT",
    "SEEN_TOGETHER",
    "AgentAnswer",
    "AgentProfile",
    "AgentsAnswer",
    "LookFirst",
    "PeerComparison",
    "ProfileComparisons",
    "agent_answer",
    "agent_facts",
    "answer",
    "closest_agents",
    "coaching",
    "compare",
    "compare_all",
    "compare_profiles",
    "is_known",
    "look_first",
    "mix",
    "neighbours",
    "next_step",
    "pooled",
    "profile",
    "profile_comparisons",
    "questions",
    "roster",
    "standing_out",
    "targets_answer",
]
