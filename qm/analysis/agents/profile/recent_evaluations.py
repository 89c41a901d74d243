"""An agent's newest evaluations, as a profile lists them."""

import pandas as pd

from qm.metrics.consistent_read import snapshot
from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.store import Store


def recent_evaluations(store: Store, filters: Filters, agent: str, limit: int = 10) -> pd.DataFrame:
    """One row per contact evaluated, newest first, at most `limit`; of a contact that several evaluated the newest.

    evaluation_id, evaluated_at, evaluator_id, quality_score (as the definitions in force have
    it), auto_failed, disputed, acknowledged_at, contact_id, contact_day, channel, reason, csat.
    """
    own = filters.with_("agent", agent)
    with snapshot(store) as view:
        source = rows_of(view, view.in_force, EVALUATION, set())
        sql = f"""
        -- one row per evaluation that is shown
        with shown as (
            select
                f.evaluation_id, f.counted_at, f.evaluator_id, f.contact_id, f.contact_day, f.channel, f.reason,
                ratio(f.points, f.points_possible) as quality_score, f.failure > 0 as auto_failed
            from {source.from_clause(own.dimensions)}
            where {own.condition(source.time, source.expressions)}
            qualify row_number() over (
                partition by coalesce(f.contact_id, f.evaluation_id) order by f.counted_at desc, f.evaluation_id
            ) = 1
            order by f.counted_at desc, f.evaluation_id
            limit $at_most
        )
        select
            k.evaluation_id, k.counted_at as evaluated_at, k.evaluator_id, k.quality_score, k.auto_failed,
            e.disputed, e.acknowledged_at, k.contact_id, k.contact_day, k.channel, k.reason, s.csat
        from shown as k
        join evaluations_replied as e on e.evaluation_id = k.evaluation_id
        left join surveys as s on s.contact_id = k.contact_id
        order by k.counted_at desc, k.evaluation_id
        """
        return view.cursor.frame(sql, own.parameters | {"at_most": limit})
