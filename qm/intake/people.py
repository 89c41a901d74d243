"""Agents from a day on: who they were when a contact arrived, and what wide files tell about them."""

from qm.intake.check import Checked
from qm.store import Cursor

# One row per agent and span of days in which one row of agents is in force.
SPANS = """
    select agent_id, agent_row,
           coalesce(valid_from, date '0001-01-01') as from_day,
           lead(coalesce(valid_from, date '0001-01-01'), 1, date '9999-12-31')
               over (partition by agent_id order by coalesce(valid_from, date '0001-01-01')) as until_day
    from agents
"""


# Whether the store's row began after the agent's day before in the file, or the file has none.
STORE_IS_LATER = """(lag(daily.valid_from) over (partition by daily.agent_id order by daily.valid_from) is null
    or coalesce(spans.from_day > lag(daily.valid_from) over (partition by daily.agent_id order by daily.valid_from),
                false))"""


def people_in(cursor: Cursor, checked: Checked, standing: str) -> str | None:
    """The agents a file of contacts or evaluations tells about, as a source for merging.

    One row per agent and day on which something about them changes: what the day's last row
    says, told apart from what is in force by then: the store's row, or the file's own day before
    where that is later. Nothing told about an attribute is no change, and what the file cannot
    tell stays as the store has it. None when the file has no such columns. `told_days` then has
    one row per agent and day told about; `is_news` says that the store has it otherwise.
    """
    kind = checked.mapping.of_kind
    told = [name for name in kind.fields_of("agents") if name in checked.fields]
    untold = [name for name in kind.fields_of("agents") if name not in checked.fields]
    agent = "agent_id" if "agent_id" in checked.fields else "name" if "name" in checked.fields else None
    if not told or agent is None or kind.moment is None:
        return None
    lasts = ", ".join(f"max_by({n}, (moment, line)) filter (where {n} is not null) as {n}" for n in told)
    carried = ", ".join(
        f"""coalesce(daily.{n}, case when {STORE_IS_LATER} then known.{n} end,
                     last_value(daily.{n} ignore nulls) over before, known.{n}) as {n}"""
        for n in told
    )
    kept = ", ".join([*(f"known.{n} as known_{n}" for n in told), *(f"known.{n}" for n in untold)])
    differs = " or ".join(f"{n} is distinct from lag({n}) over days" for n in told)
    differs_from_known = " or ".join(f"{n} is distinct from known_{n}" for n in told)
    cursor.run(f"""
        create or replace temp table told_days as
        with told as (
            select {agent} as agent_id, {kind.moment} as moment, line, {", ".join(told)}
            from {standing}
            where {agent} is not null and coalesce({", ".join(f"cast({n} as varchar)" for n in told)}) is not null
        ),
        daily as (
            select agent_id, cast(moment as date) as valid_from, min(line) as line, {lasts}
            from told group by agent_id, cast(moment as date)
        ),
        spans as ({SPANS}),
        compared as (
            select daily.agent_id, daily.valid_from, daily.line, {carried}, {STORE_IS_LATER} as store_is_later,
                   known.agent_row, {kept}
            from daily
            left join spans on spans.agent_id = daily.agent_id
                and daily.valid_from >= spans.from_day and daily.valid_from < spans.until_day
            left join agents as known on known.agent_row = spans.agent_row
            window before as (partition by daily.agent_id order by daily.valid_from
                              rows between unbounded preceding and 1 preceding)
        ),
        changed as (
            select *, agent_row is null or {differs_from_known} as is_news, {differs} as is_other_than_before
            from compared
            window days as (partition by agent_id order by valid_from)
        )
        select line, agent_id, valid_from, {", ".join(kind.fields_of("agents"))}, is_news,
               case when store_is_later then is_news else is_other_than_before end as is_change
        from changed
    """)
    cursor.run("create or replace temp view people as select * from told_days where is_change")
    return "people"


def assign_rows(cursor: Cursor) -> None:
    """Point the contacts of the agents in `touched_agents` to the row in force when they arrived."""
    cursor.run(f"""
        create or replace temp table reassigned as
        with spans as ({SPANS})
        select contacts.contact_id, contacts.arrived_at, spans.agent_row
        from contacts
        left join spans on spans.agent_id = contacts.agent_id
            and contacts.arrived_at >= spans.from_day and contacts.arrived_at < spans.until_day
        where contacts.agent_id in (select agent_id from touched_agents)
            and contacts.agent_row is distinct from spans.agent_row
    """)
    cursor.run("insert into touched_days select distinct cast(arrived_at as date) from reassigned")
    cursor.run("""
        update contacts set agent_row = reassigned.agent_row
        from reassigned where reassigned.contact_id = contacts.contact_id
    """)
