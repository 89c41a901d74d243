"""Which agents there are, and what is known of them."""

from datetime import date
from difflib import get_close_matches

from qm.analysis.newest_agents import newest_agents
from qm.errors import QMError
from qm.store import Cursor, Store

FACTS = ("name", "team", "supervisor", "manager", "site", "shift", "tenure", "hired_on")

KNOWN = newest_agents(", ".join(("agent_id", *FACTS)), "agent_id = $agent")
SEEN = """
select (select count(*) from contacts where agent_id = $agent)
    + (select count(*) from evaluations where agent_id = $agent)
"""
EVERY_NAME = """
-- one row per agent and name
select agent_id, max(name) as name
from (
    select agent_id, name from agents
    union all
    select distinct agent_id, null from contacts where agent_id is not null
) as all_agents
group by agent_id
order by agent_id
"""


def agent_facts(store: Store, agent_id: str) -> dict[str, str | date | None]:
    """The facts of one agent as they are now; QMError that names close matches when there is no such agent."""
    cursor = store.cursor()
    found = cursor.rows(KNOWN, {"agent": agent_id})
    if found:
        return dict(zip(("agent", *FACTS), found[0], strict=True))
    if cursor.row(SEEN, {"agent": agent_id})[0]:
        return {"agent": agent_id} | dict.fromkeys(FACTS)
    raise QMError(f"There is no agent '{agent_id}'; {_instead(cursor, agent_id)}")


def _instead(cursor: Cursor, text: str) -> str:
    close = closest_agents(cursor, text)
    if not close:
        return "look an agent up by name or team in the list of all agents."
    said = [f"{agent_id} ({name})" if name not in (None, agent_id) else agent_id for agent_id, name in close]
    return f"did you mean {said[0] if len(said) == 1 else ', '.join(said[:-1]) + ' or ' + said[-1]}?"


def closest_agents(cursor: Cursor, text: str, most: int = 3) -> list[tuple[str, str | None]]:
    """Up to `most` agents, id and name, whose id or name is like `text`: those that hold it first."""
    wanted = text.strip().lower()
    spelled: dict[str, tuple[str, str | None]] = {}
    for agent_id, name in cursor.rows(EVERY_NAME):
        for word in (agent_id, name):
            if word:
                spelled.setdefault(str(word).lower(), (agent_id, name))
    held = [who for word, who in spelled.items() if wanted and wanted in word]
    like = [spelled[word] for word in get_close_matches(wanted, spelled, n=most, cutoff=0.6)]
    return list(dict.fromkeys([*held, *like]))[:most]
