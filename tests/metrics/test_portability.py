"""The SQL that shapes data can be carried to Spark."""

import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.metrics import DIMENSIONS, METRICS, Filters
from qm.metrics.backlog import ages, open_contacts
from qm.metrics.deferred_work import deferred_contacts
from qm.metrics.derived import refresh
from qm.metrics.plan import statement
from qm.metrics.response_quantiles import responses
from qm.metrics.score_sql import answer_scores, evaluation_scores
from qm.metrics.snapshot import snapshot_in
from qm.metrics.sources import survey_contacts
from qm.store import Store
from tests.centre import contact, fill

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


@pytest.mark.parametrize("open_hours", ["no", "yes"])
def test_deferred_work(store: Store, open_hours: str) -> None:
    definitions = store.definitions().with_({"hours.centre": "08:00-18:00", "response.open_hours": open_hours})
    fill(store, contacts=[contact(1, channel="email", wait_seconds=5)])
    source = deferred_contacts(snapshot_in(store.cursor()), definitions)
    filters, by = Filters().with_("reason", ["1", None]), ("week", "team")
    assert "ROW_NUMBER" in carried(f"with {responses(source, filters, by)} select * from numbered")
    assert "ROW_NUMBER" in carried(f"with {ages(source, filters, ('team',), 1e9)} select * from numbered")
    assert "GROUP BY" in carried(open_contacts(source, filters, by, 1e9))
