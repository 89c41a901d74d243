"""The derived tables: what every survey answer and evaluation counts for, and the sums per day.

`refresh` brings them up to date inside the transaction that changed the data, so that no
reader ever sees one without the other.
"""

import json
from datetime import datetime, timedelta

from qm.metrics.derived_tables import make_tables, measures_of, signature
from qm.metrics.measures import MEASURES, SCORE, sql_literals
from qm.metrics.repeat_contacts import FOLLOWS, rebuild_followers, refresh_followers
from qm.metrics.repeat_rule import judged_until
from qm.metrics.score_sql import answer_scores, evaluation_scores, most_points
from qm.metrics.snapshot import Snapshot, snapshot_in
from qm.metrics.sources import AGGREGATES, Aggregate, survey_contacts
from qm.store import Cursor, Definitions, keep_new_channels, save_candidate, save_definitions

BUILT_WITH = tuple(sorted({"wait_bands", *FOLLOWS, *(name for m in MEASURES.values() for name in m.depends)}))
COUNTED = tuple(name for name in BUILT_WITH if name not in (*SCORE, "repeat.index"))
SCRATCH = ("changed_days", "changed_surveys", "changed_evaluations", "most_points_now")


def refresh(
    cursor: Cursor, days: str | None = None, evaluations: str | None = None, customers: str | None = None
) -> None:
    """Bring every derived table up to date with the rows and the definitions, in the caller's transaction.

    `days`: a table `(day date)` of the days whose contacts changed (added, altered, removed,
    given another agent's row or another next contact), or whose contacts' surveys did;
    surveys without a contact are found here. `evaluations`: a table `(evaluation_id varchar)`
    of those that changed, or whose answers did. None stands for all of them: where
    questions or agents change, all evaluations may. `customers`: a table `(customer_id varchar)`
    of all whose contacts changed, where the caller knows them: far fewer than those with some
    contact on a changed day. Also found here: days whose contacts
    can be judged for repeats only now or whose agents' team has another name, evaluations
    of contacts that changed, and scores that change because somebody got more points than
    was known to be possible.
    """
    keep_new_channels(cursor)
    before = snapshot_in(cursor)
    if not before.built:
        make_tables(cursor)
    (latest_at,) = cursor.row("select max(arrived_at) from contacts")
    _drop(cursor, *SCRATCH)
    cursor.run("create temp table changed_days (day date)")
    if days is None or not before.built:
        _rebuild_surveys(cursor)
    else:
        cursor.run(f"insert into changed_days select distinct day from {days} where day is not null")
        _renamed_teams(cursor)
    if evaluations is None or not before.built_with(before.in_force, SCORE):
        _rebuild_scores(cursor, before.in_force)
    else:
        _refresh_scores(cursor, before.in_force, evaluations, all_contacts=days is None)
    everything = days is None or not before.built_with(before.in_force, COUNTED)
    if days is not None and before.built:
        _refresh_surveys(cursor)
        _judged_days(cursor, before, latest_at)
    if days is None or not before.built_with(before.in_force, FOLLOWS):
        rebuild_followers(cursor, before.in_force)
    else:
        refresh_followers(cursor, before.in_force, _on_changed_day(cursor, "{0}"), customers)
    for aggregate in AGGREGATES:
        _add_up(cursor, aggregate, before.in_force, latest_at, everything)
    kept = {name: before.in_force.written(name) for name in BUILT_WITH}
    sizes = {a.name: cursor.row(f"select count(*) from {a.name}")[0] for a in AGGREGATES}
    cursor.run("delete from teams_counted")
    cursor.run("insert into teams_counted select agent_row, team from agents")
    cursor.run("delete from metrics_state")
    cursor.run(
        "insert into metrics_state (latest_at, definitions, sizes, signature) values ($1, $2, $3, $4)",
        [latest_at, json.dumps(kept), json.dumps(sizes), signature()],
    )
    _drop(cursor, *SCRATCH)


def redefine(cursor: Cursor, changes: dict[str, str], by: str | None = None) -> None:
    """Save definitions and rebuild what was made with the old ones, in the caller's transaction.

    `by` is who set them. Raises QMError when a name or value does not fit; then nothing is saved.
    """
    save_definitions(cursor, changes, by)
    _rebuild_redefined(cursor)


def redefine_as(cursor: Cursor, base: Definitions, candidate: Definitions, by: str | None = None) -> None:
    """The same for all that `candidate` has other than `base`, the definitions it was made from.

    QMError where they were changed by somebody else meanwhile.
    """
    save_candidate(cursor, base, candidate, by)
    _rebuild_redefined(cursor)


def _rebuild_redefined(cursor: Cursor) -> None:
    now = snapshot_in(cursor)
    if now.built and not now.built_with(now.in_force, BUILT_WITH):
        cursor.run("create or replace temp table no_days (day date)")
        cursor.run("create or replace temp table no_evaluations (evaluation_id varchar)")
        refresh(cursor, "no_days", "no_evaluations")
        _drop(cursor, "no_days", "no_evaluations")


def _drop(cursor: Cursor, *names: str) -> None:
    for name in names:
        cursor.run(f"drop table if exists temp.{name}")


def _renamed_teams(cursor: Cursor) -> None:
    """Days on which an agent worked whose row names another team now."""
    cursor.run("""
    insert into changed_days
    select distinct cast(arrived_at as date) from contacts
    where agent_row in (
        select agent_row
        from (
            (select agent_row, team from agents except select agent_row, team from teams_counted)
            union all
            (select agent_row, team from teams_counted except select agent_row, team from agents)
        ) as different
    )
    """)


def _rebuild_surveys(cursor: Cursor) -> None:
    cursor.run("delete from survey_contacts")
    cursor.run(f"insert into survey_contacts {survey_contacts()}")


def _refresh_surveys(cursor: Cursor) -> None:
    """Surveys of the changed days, and those whose contact is not there; their own days have changed too."""
    cursor.run(f"""
    create temp table changed_surveys as
    select contact_id from survey_contacts
    where not contact_found or {_on_changed_day(cursor, "counted_at")}
    union
    select s.contact_id from surveys as s join contacts as c on c.contact_id = s.contact_id
    where {_on_changed_day(cursor, "c.arrived_at")}
    union
    select contact_id from surveys where contact_id not in (select contact_id from survey_contacts)
    """)
    changed = "contact_id in (select contact_id from changed_surveys)"
    their_days = f"""
    insert into changed_days
    select distinct cast(counted_at as date) from survey_contacts where counted_at is not null and {changed}
    """
    cursor.run(their_days)
    cursor.run(f"delete from survey_contacts where {changed}")
    cursor.run(f"insert into survey_contacts {survey_contacts(f's.{changed}')}")
    cursor.run(their_days)


def _rebuild_scores(cursor: Cursor, definitions: Definitions) -> None:
    cursor.run("delete from most_points")
    cursor.run(f"insert into most_points {most_points()}")
    cursor.run("delete from answer_scores")
    cursor.run(f"insert into answer_scores {answer_scores(definitions, most='most_points')}")
    cursor.run("delete from evaluation_scores")
    cursor.run(f"insert into evaluation_scores {evaluation_scores('select * from answer_scores')}")


def _refresh_scores(cursor: Cursor, definitions: Definitions, evaluations: str, all_contacts: bool) -> None:
    """Scores of the changed evaluations, of those of contacts that changed, and of questions worth more now."""
    is_on_day = "true" if all_contacts else _on_changed_day(cursor, "c.arrived_at")
    was_on_day = "true" if all_contacts else "contact_day in (select day from changed_days)"
    cursor.run(f"""
    create temp table changed_evaluations as
    select evaluation_id from {evaluations}
    union
    select evaluation_id from evaluation_scores where {was_on_day}
    union
    select e.evaluation_id from evaluations as e join contacts as c on c.contact_id = e.contact_id
    where {is_on_day}
    """)
    if cursor.rows(f"select 1 from {evaluations} limit 1"):
        _refresh_most_points(cursor)
    changed = "evaluation_id in (select evaluation_id from changed_evaluations)"
    cursor.run(f"delete from answer_scores where {changed}")
    cursor.run(f"insert into answer_scores {answer_scores(definitions, f'e.{changed}', 'most_points')}")
    cursor.run(f"delete from evaluation_scores where {changed}")
    scores = evaluation_scores(f"select * from answer_scores where {changed}", f"e.{changed}")
    cursor.run(f"insert into evaluation_scores {scores}")


def _refresh_most_points(cursor: Cursor) -> None:
    """Where a question turns out to be worth more, or less, every evaluation with it has changed."""
    cursor.run(f"create temp table most_points_now as {most_points()}")
    cursor.run("""
    insert into changed_evaluations
    select e.evaluation_id
    from (
        (select * from most_points_now except select * from most_points)
        union all
        (select * from most_points except select * from most_points_now)
    ) as m
    join answers as x on x.question_id = m.question_id
    join evaluations as e on e.evaluation_id = x.evaluation_id and e.scorecard is not distinct from m.scorecard
    """)
    cursor.run("delete from most_points")
    cursor.run("insert into most_points select * from most_points_now")


def _judged_days(cursor: Cursor, before: Snapshot, latest_at: datetime | None) -> None:
    """Days with contacts whose repeat window has passed by now but had not before, or the other way round."""
    if before.latest_at is None or latest_at is None or before.latest_at == latest_at:
        return
    first, last = sorted((before.latest_at, latest_at))
    cursor.run(f"""
    insert into changed_days
    select distinct cast(arrived_at as date) from contacts
    where ended_at > {judged_until(before.in_force, first)}
      and ended_at <= {judged_until(before.in_force, last)}
    """)


def _on_changed_day(cursor: Cursor, time: str) -> str:
    """The condition that `time` lies on a changed day; its bounds spare reading the other years."""
    first, last = cursor.row("select min(day), max(day) from changed_days")
    if first is None:
        return "false"
    return (
        f"({time} >= date '{first}' and {time} < date '{last + timedelta(days=1)}' "
        f"and cast({time} as date) in (select day from changed_days))"
    )


def _add_up(
    cursor: Cursor, aggregate: Aggregate, definitions: Definitions, latest_at: datetime | None, everything: bool
) -> None:
    """The sums of one pre-aggregated table, for the changed days or for all."""
    literals = sql_literals(definitions, latest_at)
    old, new = "true", "true"
    if not everything:
        old = f"day is null or {_on_changed_day(cursor, 'day')}"
        new = f"{aggregate.time} is null or {_on_changed_day(cursor, aggregate.time)}"
    keys = aggregate.key_expressions(definitions)
    sums = {m.name: f"sum(f.{m.name})" if aggregate.finer else m.aggregate(literals) for m in measures_of(aggregate)}
    cursor.run(f"delete from {aggregate.name} where {old}")
    cursor.run(f"""
    insert into {aggregate.name} ({", ".join([*keys, *sums])})
    select {", ".join([*keys.values(), *sums.values()])}
    from {aggregate.from_clause}
    where {new}
    group by {", ".join(keys.values())}
    """)
