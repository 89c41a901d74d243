"""How often the same contact was looked at: calibration rounds score one contact several times.

Such evaluations agree because they saw the same work. Taken for independent ones they make
an agent's score look surer than it is.
"""

from qm.metrics.filters import Filters
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.metrics.snapshot import Snapshot
from qm.store import Definitions


def design_effects(view: Snapshot, definitions: Definitions, filters: Filters, by: str) -> dict[str, float]:
    """By unit: how much greater the variance of its score is than that of as many different contacts.

    Σ looks² / Σ looks over the contacts (Kish 1965), evaluations of one contact taken to agree: 1 where every
    contact was looked at once.
    """
    source = rows_of(view, definitions, EVALUATION, set(filters.dimensions))
    sql = f"""
    -- one row per unit and contact
    with looks as (
        select
            {source.expressions[by]} as unit,
            coalesce(f.contact_id, f.evaluation_id) as contact,
            count(distinct f.evaluation_id) as looks
        from {source.from_clause({by, *filters.dimensions})}
        where {filters.condition(source.time, source.expressions)}
        group by 1, 2
    )
    select unit, sum(looks * looks) * 1.0 / sum(looks)
    from looks
    where unit is not null
    group by unit
    """
    return {str(unit): float(effect) for unit, effect in view.cursor.rows(sql, filters.parameters or None)}
