"""The bench frame: rows say whether they hold, and become JSON; what is measured is the real thing."""

import pytest

from qm.store import open_store
from tests.benchmarks import bench_overview, bench_repeats
from tests.benchmarks.centre import EVALUATED, QUESTIONS, SURVEYED, TEAMS, build_centre
from tests.benchmarks.row import Row


def test_a_limit_is_met_up_to_the_limit():
    assert Row("import", 2.5, "×", "bare read_csv", limit=2.5).is_met is True
    assert Row("import", 2.51, "×", "bare read_csv", limit=2.5).is_met is False
    assert Row("import", 9.9, "s").is_met is None


def test_a_row_as_json():
    assert Row("import", 2.5, "×", "bare read_csv", limit=2.0).as_json() == {
        "name": "import",
        "figure": 2.5,
        "unit": "×",
        "against": "bare read_csv",
        "limit": 2.0,
        "is_met": False,
    }


@pytest.fixture(scope="module")
def small_centre(tmp_path_factory):
    return build_centre(tmp_path_factory.mktemp("centre"), 5000)


def test_the_centre_measured_has_contacts_teams_surveys_and_evaluations(small_centre):
    store = open_store(small_centre)
    try:
        counts = {
            name: store.rows(f"select count(*) from {name}")[0][0] for name in ("contacts", "surveys", "evaluations")
        }
        assert counts["contacts"] == 5000
        assert counts["surveys"] == pytest.approx(5000 / SURVEYED, rel=0.3)
        assert counts["evaluations"] == pytest.approx(5000 / EVALUATED, rel=0.9)
        assert store.rows("select count(*) from answers") == [(counts["evaluations"] * QUESTIONS,)]
        assert store.rows("select count(distinct team) from contacts_by_day") == [(TEAMS,)]
    finally:
        store.close()


def test_overview_is_measured_on_its_real_queries(small_centre, monkeypatch, tmp_path):
    monkeypatch.setattr(bench_overview, "centre", lambda _: small_centre)
    monkeypatch.setattr(bench_overview, "TIMES", 1)
    *changes, whole = bench_overview.rows(tmp_path, sizes=(5000,))
    assert len(changes) == 7
    assert all(row.figure > 0 and row.limit == 300 for row in changes)
    assert whole.figure > 0


def test_repeats_is_measured_on_its_real_queries(small_centre, monkeypatch, tmp_path):
    monkeypatch.setattr(bench_repeats, "centre", lambda _: small_centre)
    monkeypatch.setattr(bench_overview, "TIMES", 1)
    *changes, whole = bench_repeats.rows(tmp_path, sizes=(5000,))
    assert [row.limit for row in changes] == [300] * 4 + [None] * 6
    assert all(row.figure > 0 for row in changes)
    assert whole.figure > 0
