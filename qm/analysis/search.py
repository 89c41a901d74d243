"""An agent or a contact found by a number or a name, or by a part of one."""

from dataclasses import dataclass
from datetime import datetime

from qm.analysis.cache import kept
from qm.analysis.data_facts import agent_names
from qm.store import Session
from qm.wording import shortened

MOST = 6  # of each kind are offered; whoever has more to choose from types more

AGENTS = """
-- one row per agent that anything tells of
select agent_id from agents
union
select agent_id from contacts where agent_id is not null
union
select agent_id from evaluations where agent_id is not null
order by agent_id
"""
CONTACTS = """
-- one row per contact whose number holds the text, that very number first, and how many there are
select contact_id, arrived_at, count(*) over () as found
from contacts
where contains(lower(contact_id), lower($text))
order by lower(contact_id) <> lower($text), contact_id
limit $most
"""


@dataclass(frozen=True)
class FoundAgent:
    agent_id: str
    name: str | None

    @property
    def label(self) -> str:
        """The name with the number behind it."""
        return f"{self.name} ({self.agent_id})" if self.name else self.agent_id


@dataclass(frozen=True)
class FoundContact:
    contact_id: str
    arrived_at: datetime


@dataclass(frozen=True)
class Found:
    """What a text leads to: the first few agents and contacts, and how many there are of each."""

    text: str
    agents: tuple[FoundAgent, ...]
    contacts: tuple[FoundContact, ...]
    agent_count: int
    contact_count: int

    @property
    def only(self) -> FoundAgent | FoundContact | None:
        """The one thing that is meant: the only one found, or the only one of exactly this number or name."""
        everything: list[FoundAgent | FoundContact] = [*self.agents, *self.contacts]
        if self.agent_count + self.contact_count == 1:
            return everything[0]
        wanted = self.text.lower()
        exact = [one for one in everything if wanted in _words(one)]
        return exact[0] if len(exact) == 1 else None

    @property
    def sentence(self) -> str:
        """What to do where nothing was found, or more than is shown; empty otherwise."""
        if not self.agent_count + self.contact_count:
            return (
                f"No agent or contact has “{shortened(self.text)}” in its name or number. "
                "Check the spelling, or type only a part of it."
            )
        hidden = self.agent_count + self.contact_count - len(self.agents) - len(self.contacts)
        return f"{hidden:,} more match; type more of the name or number." if hidden else ""


def found(session: Session, text: str) -> Found:
    """Agents whose name or number, and contacts whose number, hold `text` in whatever case.

    Beginnings come before what holds it elsewhere. Blank text finds nothing.
    """
    text = text.strip()
    if not text:
        return Found(text, (), (), 0, 0)
    wanted = text.lower()
    agents = [one for one in _every_agent(session) if any(wanted in word for word in _words(one))]
    agents.sort(key=lambda one: (not any(word.startswith(wanted) for word in _words(one)), one.label.lower()))
    rows = session.rows(CONTACTS, {"text": text, "most": MOST})
    contacts = tuple(FoundContact(contact_id, arrived_at) for contact_id, arrived_at, _ in rows)
    return Found(text, tuple(agents[:MOST]), contacts, len(agents), rows[0][2] if rows else 0)


@kept(most=8)
def _every_agent(session: Session) -> tuple[FoundAgent, ...]:
    names = agent_names(session)
    return tuple(FoundAgent(agent_id, names.get(agent_id)) for (agent_id,) in session.rows(AGENTS))


def _words(one: FoundAgent | FoundContact) -> list[str]:
    words = (one.contact_id,) if isinstance(one, FoundContact) else (one.agent_id, one.name)
    return [word.lower() for word in words if word]
