"""The overview on fifteen weeks of two contacts a day: voice waits 10 s, chat 30 s; both 60 s in the last week."""

import math
from datetime import datetime, timedelta

import pytest

from qm.analysis.overview import OverviewAnswer, all_rows, answer, rows_behind
from qm.analysis.resolved_filters import view_of
from qm.errors import QMError
from qm.metrics import Filters, redefine
from qm.store import Session, Store
from tests.centre import fill

START, DAYS = datetime(2024, 1, 1, 9), 15 * 7


@pytest.fixture
def session(store: Store) -> Session:
    waits = (("voice", "billing", 10), ("chat", "delivery", 30))
    fill(
        store,
        contacts=[
            {
                "contact_id": f"{channel}{day}",
                "arrived_at": START + timedelta(days=day),
                "channel": channel,
                "reason": reason,
                "wait_seconds": 60 if day >= DAYS - 7 else wait,
                "handle_seconds": 300,
                "abandoned": False,
            }
            for day in range(DAYS)
            for channel, reason, wait in waits
        ],
    )
    return Session(store)


def overview(session: Session, metric: str = "service_level", by: str = "reason", **narrowed: str) -> OverviewAnswer:
    view = view_of(session, Filters(where=tuple((name, (value,)) for name, value in narrowed.items())))
    assert view is not None
    return answer(session, view, metric, by)


def test_without_contacts_there_is_no_view(store: Store):
    assert view_of(Session(store)) is None


def test_tiles_hold_value_change_and_verdict(session: Session):
    rows = overview(session).to_frame().set_index("metric")
    level = rows.loc["service_level"]
    assert (level["value"], level["n"], level["before"], level["change"]) == (0.375, 56, 0.5, -0.125)
    assert (level["latest_week"], level["latest_week_value"], level["latest_week_verdict"]) == (
        "2024-04-08",
        0.0,
        "worsening",
    )
    assert level["change_verdict"] == "worsening"
    assert level["change_low"] < -0.125 < level["change_high"] < 0
    assert (rows.loc["contacts", "latest_week_verdict"], rows.loc["contacts", "change_verdict"]) == ("ordinary",) * 2
    assert math.isnan(rows.loc["csat", "value"])
    assert rows.loc["csat", "missing"] == "Needs a surveys file."


def test_what_matters_now_comes_first_and_what_is_missing_last(session: Session):
    tiles = overview(session).tiles
    assert [one.name for one in tiles][:3] == ["service_level", "contacts", "aht"]
    assert [one.urgency for one in tiles] == [0, 2, 2, 3, 3, 3, 3, 3]


def test_each_verdict_agrees_with_the_number_beside_it(session: Session):
    """In the week before the bad one, the periods differ in nothing; over the bad week alone, both verdicts say so."""
    days = (datetime(2024, 3, 11).date(), datetime(2024, 4, 7).date())
    view = view_of(session, custom=days)
    assert view is not None
    level = next(one for one in answer(session, view).tiles if one.name == "service_level")
    assert (level.change_text, level.change_verdict_text) == ("no change", "within normal variation")
    assert (level.latest_text, level.is_news) == ("50.0%, normal", False)
    one_day = view_of(session, custom=(days[1],))
    assert one_day is not None
    level = next(one for one in answer(session, one_day).tiles if one.name == "service_level")
    assert level.change_verdict_text == "too few to tell"


def test_what_moved_it_adds_up_to_the_change(session: Session):
    found = overview(session)
    assert found.change is not None
    assert found.change.frame["total"].sum() == pytest.approx(-0.125)
    assert found.change.takeaway.startswith(
        "Service level fell by 12.5 points, from 50.0% to 37.5%. Largest part: billing"
    )
    assert found.breakdown is not None
    assert found.breakdown.frame.set_index("group")["value"].to_dict() == {"billing": 0.75, "delivery": 0.0}
    assert found.week is not None
    assert len(found.week.frame) == 7


def test_the_answer_as_plain_values_and_in_words(session: Session):
    found = overview(session)
    plain = found.to_dict()
    assert (str(plain["from"]), str(plain["compared_from"]), plain["metric"]) == (
        "2024-03-18",
        "2024-02-19",
        "service_level",
    )
    assert len(plain["trend"]["rows"]) == 15
    assert {row["reason"] for row in plain["breakdown"]["rows"]} == {"billing", "delivery"}
    text = repr(found)
    assert "37.5%  −12.5 points, clearly down · latest week 0.0%, unusually low · before: 50.0% · 56 contacts" in text
    assert "Needs a surveys file." in text


def test_a_metric_that_filters_say_nothing_about_is_refused_in_a_sentence(session: Session):
    found = overview(session, evaluator="Eve")
    assert found.refusal.startswith("service_level cannot be filtered by evaluator; it can by ")
    assert (found.breakdown, found.change, found.week) == (None, None, None)
    assert found.to_dict()["breakdown"] is None


def test_what_does_not_exist_is_refused(session: Session):
    with pytest.raises(QMError, match="luck"):
        overview(session, "luck")
    with pytest.raises(QMError):
        overview(session, by="colour")


def test_the_rows_behind_a_figure(session: Session):
    view = overview(session, channel="voice").view
    behind = rows_behind(session, view, "service_level")
    assert (behind.total, behind.how_many, len(behind.frame)) == (28, "28 rows.", 28)
    assert len(all_rows(session, view, "service_level")) == 28
    elsewhere = overview(session, channel="fax").view
    assert rows_behind(session, elsewhere, "service_level").how_many == "No rows in this selection."


def test_an_answer_is_kept_until_the_data_change(session: Session):
    first = overview(session)
    assert overview(session) is first
    with session.write() as cursor:
        redefine(cursor, {"service_level.threshold_seconds": "30"})
    assert overview(session).to_frame().set_index("metric").loc["service_level", "value"] == 0.75
