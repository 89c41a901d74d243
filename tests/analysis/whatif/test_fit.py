"""The fit of the demo centre finds what is true in it, and tells what happened within three points."""

from datetime import date, timedelta

import numpy as np
import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from qm.analysis.whatif.fit import Queue, backtest, day_errors, fit_queue, fit_summary, queues
from qm.analysis.whatif.fit.observations import (
    calibrated_statement,
    contacts_statement,
    elsewhere_statement,
    late_statement,
    scored_statement,
    staffing_statement,
)
from qm.analysis.whatif.fit.queues import queues_statement
from qm.metrics import Filters
from qm.metrics.snapshot import snapshot_in
from qm.models.queueing.interval_model import settle
from tests.centre import contact, fill

FOUR_WEEKS = Filters(date(2026, 5, 25), date(2026, 6, 21))


@pytest.fixture(scope="module")
def demo(demo_stores):
    store = demo_stores.opened(84, 1500, seed=2)
    yield store, demo_stores.truth(84, 1500, seed=2)
    store.close()


@pytest.fixture(scope="module")
def found(demo):
    store, _ = demo
    fitted = fit_queue(store, Filters(), store.definitions())
    assert fitted is not None
    return fitted


def test_the_largest_voice_queue_is_the_default(found):
    assert (found.queue.channel, found.queue.queue) == ("voice", "Service line")


def inside(parameter, truth, slack=1.0):
    half = (parameter.high - parameter.low) / 2 * slack
    return abs(parameter.value - truth) <= half


def test_patience_redials_and_handle_times_are_found(demo, found):
    told = demo[1]["demand"]
    p = found.parameters
    assert inside(p["patience"], told["patience_seconds"]["voice"], 1.5)
    assert inside(p["redial_share"], told["redial_share"], 1.5)
    assert inside(p["redial_delay"], told["redial_delay_seconds"], 1.5)
    assert inside(p["handle_wait_rise"], told["handle_time_wait_rise"], 1.5)
    assert all(p[name].source == "fitted" for name in ("patience", "redial_share", "repeat_rate", "agents"))


def test_the_repeat_function_is_found(demo, found):
    told = demo[1]["repeats"]
    # A repeat comes by voice about a reason of this line: four of its six reasons, chosen anew one time in ten.
    here = told["same_channel"] * (told["same_reason"] + (1 - told["same_reason"]) * 4 / 6)
    p = found.parameters
    at_once, longest = (told["voice_chance_by_wait"][i]["chance"] * here for i in (0, -1))
    # The technical line's harder reasons come back more, so the truth of both lines lies a little higher.
    assert p["repeat_share"].value == pytest.approx(at_once, abs=0.02)
    assert p["repeat_share"].value + p["repeat_wait_rise"].value * 0.85 == pytest.approx(longest, abs=0.04)


def test_repeats_from_other_queues_are_found_among_the_fresh(demo, found):
    told = demo[1]["repeats"]
    p = found.parameters["from_elsewhere"]
    # Of the repeats of this line's answers one part in four takes another way; about as many come from there.
    lost = 1 - told["same_channel"] * (told["same_reason"] + (1 - told["same_reason"]) * 4 / 6)
    leaving = found.parameters["repeat_rate"].value / (1 - lost) * lost * (found.observed.contacts.sum() / found.days)
    assert p.source == "fitted"
    assert 0.3 * leaving < p.value * found.parameters["fresh"].value < 1.2 * leaving
    assert found.scenario.from_elsewhere == p.value


def test_a_contact_after_another_queue_is_from_elsewhere(store):
    """Two of four fresh voice contacts follow an answered chat within the week; one follows a chat of long ago."""
    rows = []
    for i in range(40):
        rows.append(
            contact(
                f"c{i}",
                f"2024-05-{6 + i % 2:02d} 10:{i:02d}",
                customer_id=f"C{i}",
                channel="chat",
                wait_seconds=5,
                handle_seconds=60,
            )
        )
        late = "2024-05-27" if i % 4 == 0 else "2024-05-08"
        who = f"C{i}" if i % 4 != 3 else f"N{i}"
        rows.append(
            contact(f"v{i}", f"{late} 11:{i:02d}", customer_id=who, channel="voice", wait_seconds=5, handle_seconds=60)
        )
    fill(store, contacts=rows)
    voice = next(q for q in queues(store, Filters()) if q.channel == "voice")
    fitted = fit_queue(store, Filters(), store.definitions(), voice)
    assert fitted is not None
    assert fitted.parameters["from_elsewhere"].n == 20
    assert fitted.parameters["from_elsewhere"].value == pytest.approx(0.5, abs=0.05)


def test_the_model_comes_to_as_many_contacts_as_there_were(found):
    assert float(found.modelled().attempts) == pytest.approx(found.observed.contacts.sum(), rel=0.005)


def test_the_back_test_is_within_three_points(found):
    model = found.modelled()
    assert float(model.service_level) == pytest.approx(found.observed.service_level, abs=0.03)
    assert float(model.abandonment) == pytest.approx(found.observed.abandonment, abs=0.02)
    assert float(model.occupancy) == pytest.approx(found.observed.occupancy, abs=0.02)


def test_days_are_within_three_points(found):
    days = day_errors(found)
    assert 0.005 < days.typical < 0.03
    # What is left is hardly more than the chance in who comes when and how long each one takes.
    assert 0.005 < days.by_chance < 0.03
    assert days.of_the_model < 0.02
    told = backtest(found)
    off = np.abs(told["model"] - told["service_level"])
    assert np.average(off, weights=told["contacts"]) == pytest.approx(days.typical, abs=0.001)
    assert np.corrcoef(told["model"], told["service_level"])[0, 1] > 0.85


def test_told_what_came_the_days_are_told_better_than_by_the_period_alone(found):
    assert day_errors(found).typical < day_errors(found, found.modelled()).typical - 0.005


def test_days_are_within_three_points_in_the_smaller_queue_too(demo):
    store, _ = demo
    technical = next(q for q in queues(store, Filters()) if q.queue == "Technical line")
    smaller = fit_queue(store, Filters(), store.definitions(), technical)
    assert smaller is not None
    assert day_errors(smaller).typical < 0.03


def test_similar_intervals_together_say_the_same_of_a_real_fit(found):
    assert settle(*found.small()).service_level == pytest.approx(found.modelled().service_level, abs=0.005)


def test_filters_narrow_and_those_that_would_cut_the_queue_are_named(demo):
    store, _ = demo
    narrow = fit_queue(store, FOUR_WEEKS.with_("weekday", "1").with_("team", "Red"), store.definitions())
    assert narrow is not None
    assert narrow.left_out == ("team",)
    assert {int(d) for d in (narrow.starts // 86_400 + 3) % 7} == {0}
    assert narrow.starts.min() >= (FOUR_WEEKS.date_from - date(1970, 1, 1)) / timedelta(seconds=1)


def test_chosen_queue(demo):
    store, _ = demo
    technical = next(q for q in queues(store, FOUR_WEEKS) if q.queue == "Technical line")
    fitted = fit_queue(store, FOUR_WEEKS, store.definitions(), technical)
    assert fitted is not None
    assert fitted.queue.queue == "Technical line"
    assert fitted.observed.contacts.sum() == pytest.approx(technical.contacts, rel=0.01)


def test_nothing_but_arrivals_is_all_defaults(store):
    fill(store, contacts=[contact(i, f"2024-05-06 {9 + i % 8:02d}:{i % 60:02d}") for i in range(80)])
    fitted = fit_queue(store, Filters(), store.definitions())
    assert fitted is not None
    sources = {name: p.source for name, p in fitted.parameters.items()}
    assert sources["patience"] == sources["redial_share"] == sources["repeat_rate"] == "default"
    assert sources["handle_seconds"] == "default"
    assert sources["agents"] == "inferred"
    assert "Only 0 of 0 contacts with a known wait gave up" in fitted.parameters["patience"].note
    assert 0 < float(settle(*fitted.small()).service_level) <= 1
    assert np.isfinite(fitted.agents)


@pytest.mark.parametrize("queue", [Queue("voice", "Service line", 1, 0, 1), Queue(None, None, 1, 0, 0)])
def test_its_sql_can_be_carried_to_spark(store, queue):
    view, definitions = snapshot_in(store.cursor()), store.definitions()
    for sql in (
        queues_statement(definitions, FOUR_WEEKS),
        contacts_statement(FOUR_WEEKS, definitions, queue),
        staffing_statement(FOUR_WEEKS.with_("weekday", "1").with_("hour", "9"), queue),
        late_statement(view, FOUR_WEEKS, queue),
        scored_statement(view, FOUR_WEEKS, definitions, queue),
        calibrated_statement(view, definitions),
        elsewhere_statement(view, FOUR_WEEKS, queue),
    ):
        (carried,) = sqlglot.transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
        assert sqlglot.parse_one(carried, read="spark")


def test_every_filter_on_time_can_be_asked_for(demo):
    store, _ = demo
    for name, value in (("hour", "9"), ("weekday", "2"), ("month", "2026-06"), ("day", "2026-06-02")):
        narrow = fit_queue(store, Filters().with_(name, value), store.definitions())
        assert narrow is not None, name
        assert narrow.left_out == ()


def test_no_contacts_no_fit(store):
    assert fit_queue(store, Filters(), store.definitions()) is None


def test_the_summary_holds_every_number_with_what_it_rests_on(found):
    told = fit_summary(found)
    assert {p["name"] for p in told["parameters"]} >= {"patience", "redial_share", "repeat_share", "agents", "fresh"}
    assert len(told["backtest"]) == found.days
