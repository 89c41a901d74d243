"""The coaching log of one agent, whatever the period: what was held, what is to be followed up."""

import pandas as pd

from qm.store import Store
from qm.store.actions import follow_up_id


def coaching_log(store: Store, agent: str) -> pd.DataFrame:
    """One row per coaching or feedback event of the agent, newest first.

    held_at, kind, coach_id, question, note, follow_up_on; `token` of the form that it was typed
    into and `typed_by` whom, missing where a file told it or nobody said; `followed_up` whether its
    follow-up (a row of `actions`) is done.
    """
    return store.query(
        f"""
        select
            o.held_at, o.kind, o.coach_id, o.question_id as question, o.note, o.follow_up_on, t.token, t.typed_by,
            a.done_at is not null as followed_up
        from coaching as o
        left join actions as a on o.follow_up_on is not null and a.action_id = {follow_up_id("o")}
        left join coaching_entries as t
            on o.batch = 0 and t.taken_back_at is null and t.agent_id = o.agent_id and t.held_at = o.held_at
            and t.coach_id is not distinct from o.coach_id and t.kind is not distinct from o.kind
            and t.question_id is not distinct from o.question_id
        where o.agent_id = $agent
        order by o.held_at desc, o.kind, o.question_id
        """,
        {"agent": agent},
    )
