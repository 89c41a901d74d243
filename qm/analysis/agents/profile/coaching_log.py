"""The coaching log of one agent, whatever the period: what was held, what is to be followed up."""

import pandas as pd

from qm.store import Store


def coaching_log(store: Store, agent: str) -> pd.DataFrame:
    """One row per coaching or feedback event of the agent, newest first.

    held_at, kind, coach_id, question, note, follow_up_on; `token` of the form that it was typed
    into and `typed_by` whom, missing where a file told it or nobody said; `followed_up` whether there
    was another event on or after the day to follow up, on the same question or on none.
    """
    return store.query(
        """
        -- one row per event of the agent
        with own as (
            select * from coaching where agent_id = $agent
        )
        select
            o.held_at, o.kind, o.coach_id, o.question_id as question, o.note, o.follow_up_on, t.token, t.typed_by,
            exists (
                select 1
                from own as later
                where later.held_at > o.held_at and cast(later.held_at as date) >= o.follow_up_on
                    and (later.question_id is null or o.question_id is null or later.question_id = o.question_id)
            ) as followed_up
        from own as o
        left join coaching_entries as t
            on o.batch = 0 and t.taken_back_at is null and t.agent_id = o.agent_id and t.held_at = o.held_at
            and t.coach_id is not distinct from o.coach_id and t.kind is not distinct from o.kind
            and t.question_id is not distinct from o.question_id
        order by o.held_at desc, o.kind, o.question_id
        """,
        {"agent": agent},
    )
