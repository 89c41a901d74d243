"""Answers in a notebook: read, as a frame, as JSON's values, drawn."""

import json
from collections.abc import Iterator

import altair as alt
import pytest

import qm
from tests.demo_store import DemoStores


@pytest.fixture(scope="module")
def centre(demo_stores: DemoStores) -> Iterator[qm.Centre]:
    with qm.open(demo_stores.copy(35, 600, seed=4)) as opened:
        yield opened


def test_the_overview_reads_like_the_screen(centre: qm.Centre):
    found = centre.overview("service_level", by="channel", where={"channel": ["voice", "chat"]}, period="7")
    assert "Overview, " in repr(found)
    assert found.to_frame()["metric"].tolist() == [row["metric"] for row in found.to_dict()["metrics"]]
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False)) == found.to_dict()
    assert found.metric == "service_level"
    assert "<table" in found._repr_html_()


def test_charts_are_those_of_the_screen(centre: qm.Centre):
    found = centre.overview(by="channel", period="7")
    assert found.charts == ["trend", "breakdown", "change", "week"]
    for name in found.charts:
        assert isinstance(found.chart(name), alt.TopLevelMixin)
    assert found.chart().to_dict() == found.chart("trend").to_dict()
    with pytest.raises(qm.QMError, match="no chart called 'pie' here; there are trend, breakdown"):
        found.chart("pie")


def test_days_may_be_open_on_one_side(centre: qm.Centre):
    days = centre.metrics("contacts", by="day")["day"]
    whole = centre.overview(date_from=days.iloc[3]).to_dict()
    assert (whole["from"], whole["to"]) == (days.iloc[3], days.iloc[-1])
    with pytest.raises(qm.QMError, match="'fortnight' is none of 28, 7, 90"):
        centre.overview(period="fortnight")


def test_without_contacts_it_is_said(tmp_path):
    with qm.open(tmp_path / "empty.duckdb") as centre, pytest.raises(qm.QMError, match="There are no contacts"):
        centre.overview()


def test_a_chart_that_cannot_be_drawn_says_why(centre: qm.Centre):
    with pytest.raises(qm.QMError, match="Nothing to compare with"):
        centre.overview(compare="none").chart("change")
