"""Who there is: every agent that the data speak of, as known now."""

import pandas as pd

from qm.store import Store

ROSTER = """
-- one row per agent: its newest row, or nothing but the id where only contacts or evaluations know of it
with newest as (
    select agent_id, name, team, supervisor
    from (
        select *, row_number() over (partition by agent_id order by valid_from desc nulls last) as age
        from agents
    ) as rows_of_agents
    where age = 1
),
seen as (
    select agent_id from newest
    union
    select distinct agent_id from contacts_by_agent where agent_id is not null
    union
    select distinct agent_id from evaluation_scores where agent_id is not null
)
select seen.agent_id as agent, newest.name, newest.team, newest.supervisor
from seen
left join newest on newest.agent_id = seen.agent_id
order by seen.agent_id
"""


def roster(store: Store) -> pd.DataFrame:
    """One row per agent, by id: agent, name, team, supervisor (missing where not known)."""
    return store.cursor().frame(ROSTER)
