"""One agent: what stands out, what explains it, what to work on next, and whether coaching helped."""

from qm.analysis.agents.profile.agent_answer import AgentAnswer, agent_answer
from qm.analysis.agents.profile.agent_profile import AgentProfile, mix, profile
from qm.analysis.agents.profile.questions import next_step, questions, standing_out

__all__ = ["AgentAnswer", "AgentProfile", "agent_answer", "mix", "next_step", "profile", "questions", "standing_out"]
