"""One agent: what to build on, what to work on, and whether coaching helped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.agents.profile.agent_profile import AgentProfile, profile
from qm.analysis.agents.profile.profile_text import CAN_TELL, item_text, next_step_text
from qm.analysis.agents.profile.question_worth import question_worth
from qm.analysis.agents.profile_comparisons import ProfileComparisons, profile_comparisons, work_only
from qm.analysis.resolved_filters import View
from qm.metrics import Filters, Metric
from qm.store import Definitions, Session


@dataclass(frozen=True, eq=False)
class AgentAnswer:
    """One agent under the filters on period and work; `lines` say what is shown, for the head of what is saved."""

    agent: str
    profile: AgentProfile
    filters: Filters
    lines: tuple[str, ...]
    comparisons: ProfileComparisons = field(repr=False)
    definitions: Definitions = field(repr=False)

    @property
    def name(self) -> str:
        """The agent's name, or the number where there is none."""
        return str(self.profile.facts["name"] or self.agent)

    @property
    def called(self) -> str:
        """Name and number."""
        return self.name if self.name == self.agent else f"{self.name} ({self.agent})"

    @property
    def facts_text(self) -> str:
        """What is known of the agent: team, supervisor, site, shift, tenure, the day of hiring."""
        facts = self.profile.facts
        labels = {"team": "Team", "supervisor": "supervisor", "site": "site", "shift": "shift", "tenure": "tenure"}
        parts = [f"{label} {facts[name]}" for name, label in labels.items() if facts[name]]
        if facts["hired_on"]:
            parts.append(f"hired on {facts['hired_on']}")
        return " · ".join(parts) or "Nothing but the number is known of this agent."

    @property
    def own_filters(self) -> Filters:
        """The filters on period and work, and this agent."""
        return work_only(self.filters).with_("agent", self.agent)

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics of the profile by name, under the definitions in force."""
        return {name: compared.metric for name, compared in self.comparisons.metrics.items()}

    def question_text(self, question: str) -> str:
        """A question's text, or its number where none is known."""
        texts = dict(zip(self.profile.questions["question"], self.profile.questions["text"], strict=True))
        text = texts.get(question)
        return text if isinstance(text, str) else question

    def __repr__(self) -> str:
        profile = self.profile
        lines = [f"{self.called} · {self.filters.describe()}"]
        for title, items in (("Strengths", profile.strengths), ("Growth areas", profile.growth)):
            lines += [f"  {title}: {CAN_TELL if not items else ''}".rstrip()]
            lines += [f"    {item['name']} {item_text(item)}" for item in items]
        return "\n".join([*lines, f"  Next: {next_step_text(profile)}"])

    def to_dict(self) -> dict[str, Any]:
        """What `qm agent ID --json` prints."""
        return self.profile.to_dict()

    def to_frame(self) -> pd.DataFrame:
        """One row per metric against peers with the same mix of work."""
        return self.profile.metrics


def agent_answer(session: Session, where: View | Filters, agent_id: str) -> AgentAnswer:
    """The answer for one agent; QMError with close matches when there is no such agent."""
    filters, lines = (where.current, where.lines) if isinstance(where, View) else (where, [where.describe()])
    comparisons = profile_comparisons(session, filters)
    found = profile(session.store, filters, agent_id, comparisons, question_worth(session))
    return AgentAnswer(agent_id, found, filters, tuple(lines), comparisons, session.definitions())
