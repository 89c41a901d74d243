"""One contact: its facts, its survey, and its evaluations down to the single answer."""

from collections.abc import Sequence

import pandas as pd

from qm.errors import QMError
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import snapshot
from qm.store import Store

FACTS = """
select
    c.contact_id, c.customer_id, c.arrived_at, c.channel, c.queue, c.reason, c.agent_id, a.name as agent_name, a.team,
    c.wait_seconds, c.handle_seconds, c.abandoned, c.transfers, c.escalated, c.resolved, c.reopened, c.met_target,
    s.contact_id is not null as surveyed, s.responded_at, s.csat, s.csat_max, s.nps, s.effort, s.comment
from contacts as c
left join agents as a on a.agent_row = c.agent_row
left join surveys as s on s.contact_id = c.contact_id
where c.contact_id = $contact
"""


def contact(store: Store, contact_id: str) -> dict:
    """The contact's fields, its agent's name and team on that day, and its survey; QMError when there is none."""
    found = store.query(FACTS, {"contact": contact_id})
    if found.empty:
        raise QMError(f"There is no contact '{contact_id}' in the data; check the number, or import the file it is in.")
    row = found.astype(object).where(found.notna(), None).iloc[0]
    return {str(name): value for name, value in row.items()}


def contact_of(store: Store, evaluation_id: str) -> str | None:
    """The contact that an evaluation is about, None when it says none; QMError for an unknown evaluation."""
    found = store.rows("select contact_id from evaluations where evaluation_id = $1 limit 1", [evaluation_id])
    if not found:
        raise QMError(f"There is no evaluation '{evaluation_id}' in the data; check the number.")
    contact_id: str | None = found[0][0]
    return contact_id


def evaluations_of(store: Store, contact_id: str | None, evaluation_id: str | None = None) -> pd.DataFrame:
    """One row per evaluation of a contact (or the one of that number), in order of time.

    evaluation_id, evaluated_at, evaluator_id, agent_id, scorecard, calibration_id, quality_score
    (as the definitions in force have it), auto_failed, acknowledged_at, disputed.
    """
    wanted = "f.contact_id = $name" if contact_id is not None else "f.evaluation_id = $name"
    with snapshot(store) as view:
        scores = rows_of(view, view.in_force, EVALUATION, set()).relation
        sql = f"""
        select
            f.evaluation_id, f.counted_at as evaluated_at, f.evaluator_id, f.agent_id, e.scorecard, e.calibration_id,
            ratio(f.points, f.points_possible) as quality_score, f.failure > 0 as auto_failed,
            e.acknowledged_at, e.disputed
        from {scores}
        join evaluations_replied as e on e.evaluation_id = f.evaluation_id
        where {wanted}
        order by f.counted_at, f.evaluation_id
        """
        return view.cursor.frame(sql, {"name": contact_id if contact_id is not None else evaluation_id})


def answers_of(store: Store, evaluation_ids: Sequence[str]) -> pd.DataFrame:
    """One row per answer of these evaluations, in the order of the questions' numbers.

    evaluation_id, question, section, text, critical, dimension, controllable, weight, points,
    points_possible, share (of the points that can be had, empty where it does not count),
    not_applicable, failed (a critical question), comment.
    """
    names = {f"evaluation_{i}": one for i, one in enumerate(evaluation_ids)}
    if not names:
        return pd.DataFrame(columns=["evaluation_id", "question"])
    among = f"in ({', '.join(f'${name}' for name in names)})"
    with snapshot(store) as view:
        scores = rows_of(view, view.in_force, EVALUATION, {"question"}).relation
        sql = f"""
        -- one row per question of a scorecard: its newest version
        with asked as (
            select scorecard, question_id, section, text, critical, dimension, controllable, weight, points_possible
            from (
                select *, row_number() over (
                    partition by scorecard, question_id
                    order by length(version) desc nulls last, version desc, batch desc
                ) as age
                from questions
            ) as versions
            where age = 1
        ),
        -- one row per question, of whichever scorecard: for evaluations that name none
        asked_anywhere as (
            select question_id, max(text) as text, max(section) as section
            from asked
            group by question_id
        ),
        -- one row per answer as it counts
        counted as (
            select f.evaluation_id, f.question_id, ratio(f.points, f.points_possible) as share, f.failure
            from {scores}
            where f.evaluation_id {among}
        )
        select
            x.evaluation_id, x.question_id as question, coalesce(q.section, w.section) as section,
            coalesce(q.text, w.text) as text, q.critical, q.dimension, q.controllable, q.weight, x.points,
            coalesce(x.points_possible, q.points_possible) as points_possible, k.share,
            coalesce(x.not_applicable, false) as not_applicable, coalesce(k.failure, 0) > 0 as failed, x.comment
        from answers as x
        join evaluations as e on e.evaluation_id = x.evaluation_id
        left join asked as q on q.question_id = x.question_id and q.scorecard is not distinct from e.scorecard
        left join asked_anywhere as w on w.question_id = x.question_id
        left join counted as k on k.evaluation_id = x.evaluation_id and k.question_id = x.question_id
        where x.evaluation_id {among}
        order by e.evaluated_at desc, x.evaluation_id, x.question_id
        """
        return view.cursor.frame(sql, names)
