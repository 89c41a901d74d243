"""The single answers of evaluations, in the words of their scorecard."""

from collections.abc import Sequence

import pandas as pd

from qm.metrics.consistent_read import snapshot
from qm.metrics.measures import EVALUATION
from qm.metrics.plan import rows_of
from qm.store import Store


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
