"""The agents as they are now: a rule in one place, for every statement that needs it."""


def newest_agents(columns: str, where: str = "true") -> str:
    """SQL: these columns of each agent's newest row, of the rows that meet `where`; one row per agent.

    Newest is the row that holds from the latest day on; a row without a day holds from the beginning.
    """
    return f"""
    select {columns}
    from (
        select *, row_number() over (partition by agent_id order by valid_from desc nulls last) as age
        from agents
        where {where}
    ) as rows_of_agents
    where age = 1
    """
