"""The figures of one agent's page."""

from dataclasses import dataclass, field

from qm.analysis.agents import Everybody, Profile, profile
from qm.analysis.agents.everybody import work_only
from qm.analysis.view import View
from qm.metrics import Filters
from qm.store import Definitions, Store
from qm.ui.agent.answers import everybody, importance


@dataclass(frozen=True)
class Figures:
    """One agent under the filters on period and work."""

    view: View
    agent: str
    profile: Profile
    everyone: Everybody = field(repr=False)
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
    def own(self) -> Filters:
        """The filters on period and work, and this agent."""
        return work_only(self.view.current).with_("agent", self.agent)

    def text_of(self, question: str) -> str:
        """A question's text, or its number where none is known."""
        texts = dict(zip(self.profile.questions["question"], self.profile.questions["text"], strict=True))
        text = texts.get(question)
        return text if isinstance(text, str) else question


def find(store: Store, view: View, agent: str) -> Figures:
    """Everything that the page shows; QMError with close matches when there is no such agent."""
    everyone = everybody(store, view.current)
    found = profile(store, view.current, agent, everyone, importance(store))
    return Figures(view, agent, found, everyone, store.definitions())
