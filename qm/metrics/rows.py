"""The rows behind a figure: what was counted, contact by contact or evaluation by evaluation."""

import pandas as pd

from qm.metrics.catalogue import Metric, metric
from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import CONTACT, EVALUATION, MEASURES, sql_literals
from qm.metrics.plan import by_evaluation, check, rows_of
from qm.metrics.queries import measure
from qm.metrics.snapshot import Snapshot
from qm.store import TABLES, Store

SURVEY_FIELDS = ("csat", "csat_max", "nps", "effort", "comment")


def rows(store: Store, filters: Filters, name: str, limit: int = 500) -> pd.DataFrame:
    """Up to `limit` of the rows that metric `name` counts below the line, newest first.

    For metrics of contacts and surveys one row per contact: its fields, team, its survey,
    and the number and score of its evaluations. For metrics of evaluations one row per
    evaluation: its fields and score, with its contact and survey.
    Raises QMError for an unknown name or a filter that the metric cannot be filtered by.
    """
    check([metric(name)], (), filters)
    with snapshot(store) as view:
        sql = (
            _evaluations(view, filters, metric(name))
            if metric(name).grain == EVALUATION
            else (_contacts(view, filters, metric(name)))
        )
        return view.cursor.frame(sql, filters.parameters | {"at_most": limit})


def count(store: Store, filters: Filters, name: str) -> int:
    """How many rows the metric `name` counts below the line: its n."""
    return int(measure(store, filters, [name])["n"].iloc[0])


def _counted(view: Snapshot, m: Metric) -> str:
    """The condition on a row that is counted below the line."""
    literals = sql_literals(view.in_force, view.latest_at)
    parts = ((part.lstrip("-"), "-" if part.startswith("-") else "+") for part in m.under(view.in_force).counted)
    cases = (f"{sign} case when {MEASURES[name].condition(literals)} then 1 else 0 end" for name, sign in parts)
    return f"0 {' '.join(cases)} > 0"


def _contacts(view: Snapshot, filters: Filters, m: Metric) -> str:
    source = rows_of(view, view.in_force, m.grain, set(filters.dimensions))
    found = "true" if m.grain == CONTACT else "f.contact_found"
    fields = ", ".join(f"c.{field}" for field in TABLES["contacts"].names if field != "contact_id")
    survey = ", ".join(f"s.{field}" for field in SURVEY_FIELDS)
    scores = rows_of(view, view.in_force, EVALUATION, set()).relation
    return f"""
    -- one row per contact that counts
    with counted as (
        select f.contact_id, {source.time} as counted_at, {found} as contact_found
        from {source.from_clause(filters.dimensions)}
        where {filters.condition(source.time, source.expressions)} and {_counted(view, m)}
        order by counted_at desc nulls last, f.contact_id
        limit $at_most
    ),
    -- one row per contact that was evaluated
    evaluated as (
        select f.contact_id, count(*) as evaluations, ratio(sum(f.points), sum(f.points_possible)) as quality_score
        from {scores}
        where f.contact_id in (select contact_id from counted)
        group by f.contact_id
    )
    select k.contact_id, {fields}, a.team, {survey}, coalesce(e.evaluations, 0) as evaluations, e.quality_score
    from counted as k
    left join contacts as c on c.contact_id = k.contact_id
    left join agents as a on a.agent_row = c.agent_row
    left join surveys as s on s.contact_id = k.contact_id
    left join evaluated as e on e.contact_id = k.contact_id
    order by k.counted_at desc nulls last, k.contact_id
    """


def _evaluations(view: Snapshot, filters: Filters, m: Metric) -> str:
    source = rows_of(view, view.in_force, EVALUATION, set(filters.dimensions))
    relation = source.from_clause(filters.dimensions)
    condition = filters.condition(source.time, source.expressions)
    if source.name == "answer_rows":
        relation, condition = by_evaluation(relation, ["f.evaluation_id"], condition), "true"
    survey = ", ".join(f"s.{field}" for field in SURVEY_FIELDS)
    return f"""
    -- one row per evaluation that counts
    with counted as (
        select f.evaluation_id, f.points, f.points_possible, f.failure
        from {relation}
        where {condition} and {_counted(view, m)}
    )
    select
        e.evaluation_id, e.evaluated_at, e.evaluator_id, e.agent_id, e.scorecard, e.calibration_id, e.disputed,
        ratio(k.points, k.points_possible) as quality_score, k.failure > 0 as auto_failed,
        e.contact_id, c.customer_id, c.arrived_at, c.channel, c.queue, c.reason, {survey}
    from counted as k
    join evaluations_replied as e on e.evaluation_id = k.evaluation_id
    left join contacts as c on c.contact_id = e.contact_id
    left join surveys as s on s.contact_id = e.contact_id
    order by e.evaluated_at desc, e.evaluation_id
    limit $at_most
    """
