"""The SQL that shapes data can be carried to Spark."""

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.metrics import DIMENSIONS, METRICS, Filters
from qm.metrics.derived import refresh
from qm.metrics.plan import statement
from qm.metrics.score_sql import answer_scores, evaluation_scores
from qm.metrics.snapshot import snapshot_in
from qm.metrics.sources import survey_contacts
from qm.store import Store

VARIANTS = ("points_times_weight", "section_normalised", "mean_of_rated")


def carried(sql: str) -> str:
    (found,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    # what it writes must be Spark's own, too
    assert sqlglot.parse_one(found, read="spark")
    return found


@pytest.mark.parametrize("refreshed", [True, False])
@pytest.mark.parametrize("metric", METRICS)
def test_figures(store: Store, metric: str, refreshed: bool) -> None:
    if refreshed:
        with store.write() as cursor:
            refresh(cursor)
    view = snapshot_in(store.cursor())
    for dimension in METRICS[metric].dimensions:
        filters = Filters() if DIMENSIONS[dimension].kind == "date" else Filters().with_(dimension, ["1", None])
        sql = statement(view, view.in_force, filters, METRICS[metric].measures, (dimension,))
        assert "GROUP BY" in carried(sql)


@pytest.mark.parametrize("variant", VARIANTS)
def test_scores(store: Store, variant: str) -> None:
    definitions = store.definitions().with_({"score.variant": variant})
    carried(evaluation_scores(answer_scores(definitions)))
    carried(survey_contacts())
