"""Who there is: every agent that the data speak of, as known now."""

import numpy as np
import pandas as pd

from qm.analysis.cache import kept
from qm.analysis.newest_agents import newest_agents
from qm.metrics.consistent_read import snapshot
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.store import Session


def _statement(view: Snapshot) -> str:
    contacts = "contacts_by_agent" if view.built else "contacts"
    evaluations = rows_of(view, view.in_force, EVALUATION, set()).relation
    return f"""
-- one row per agent: its newest row, or nothing but the id where only contacts or evaluations know of it
with newest as (
    {newest_agents("agent_id, name, team, supervisor")}
),
seen as (
    select agent_id from newest
    union
    select distinct agent_id from {contacts} where agent_id is not null
    union
    select distinct f.agent_id from {evaluations} where f.agent_id is not null
)
select seen.agent_id as agent, newest.name, newest.team, newest.supervisor
from seen
left join newest on newest.agent_id = seen.agent_id
order by seen.agent_id
"""


@kept(most=4)
def roster(session: Session) -> pd.DataFrame:
    """One row per agent, by id: agent, name, team, supervisor (missing where not known)."""
    with snapshot(session.store) as view:
        return view.cursor.frame(_statement(view))


def full_names(known: pd.DataFrame) -> dict[str, str]:
    """What each agent of a roster is called: the name, with the number where two share it; the number without one."""
    name = known["name"].where(known["name"].notna(), known["agent"])
    shared = name.duplicated(keep=False) & (name != known["agent"])
    called = np.where(shared, name + " (" + known["agent"] + ")", name)
    return dict(zip(known["agent"], called, strict=True))


def is_known(session: Session, agent_id: str) -> bool:
    """Whether the data speak of an agent."""
    return bool((roster(session)["agent"] == agent_id).any())


@kept(most=4)
def agents_by_name(session: Session) -> tuple[tuple[str, str], ...]:
    """Every agent, id and name (the id where there is none), in the order of names."""
    known = roster(session)
    pairs = [
        (agent, name if isinstance(name, str) else agent)
        for agent, name in zip(known["agent"], known["name"], strict=True)
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def neighbours(session: Session, agent_id: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The agents before and after this one in the order of names, id and name; None at the ends and for a stranger."""
    order = agents_by_name(session)
    at = next((place for place, (one, _) in enumerate(order) if one == agent_id), None)
    if at is None:
        return None, None
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None
