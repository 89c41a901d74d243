"""What customers write in surveys, with the grade they gave: the words that go with dissatisfaction."""

import numpy as np
import pandas as pd

from qm.metrics.consistent_read import snapshot
from qm.metrics.dimensions import DIMENSIONS
from qm.metrics.filters import Filters
from qm.metrics.measures import INDEX, RATED, SURVEY
from qm.metrics.plan import rows_of
from qm.models.text.themes import Themes, themes
from qm.store import Session

MOST = 20_000
"""So many of the newest comments are read."""


def comments(session: Session, filters: Filters) -> pd.DataFrame:
    """One row per survey answer with a comment and a grade that counts: comment, grade (0 to 1); the newest first.

    Filters that say nothing of surveys are left out.
    """
    for name in filters.dimensions:
        if SURVEY not in DIMENSIONS[name].grains:
            filters = filters.without(name)
    with snapshot(session.store) as view:
        source = rows_of(view, view.in_force, SURVEY, set(filters.dimensions))
        return view.cursor.frame(
            f"""
            with rated as (
                select f.contact_id, {INDEX} as grade, {source.time} as counted_at
                from {source.from_clause(filters.dimensions)}
                where {RATED} and {filters.condition(source.time, source.expressions)}
            )
            select s.comment, r.grade
            from rated as r
            join surveys as s on s.contact_id = r.contact_id
            where trim(s.comment) <> ''
            order by r.counted_at desc, s.comment
            limit {MOST}
            """,
            filters.parameters,
        )


def comment_themes(session: Session, filters: Filters) -> Themes:
    """The words of comments that go with low or high grades."""
    written = comments(session, filters)
    return themes(written["comment"].tolist(), written["grade"].to_numpy(dtype=np.float64))
