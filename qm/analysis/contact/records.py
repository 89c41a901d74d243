"""One contact as it is kept: its facts, its survey, and its evaluations."""

from typing import Any

import pandas as pd

from qm.errors import QMError
from qm.metrics.consistent_read import snapshot
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
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


def contact_facts(store: Store, contact_id: str) -> dict[str, Any]:
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
