"""The page Repeats on a centre whose figures can be done in the head.

Ten weeks from Monday 1 January 2024. Every day at nine Anna-of-the-day calls about billing for
300 s and waits 10 s; every even day's calls again the next morning at eight about delivery for
600 s. So 70 first calls, half of which come back, make 105 contacts, a third of them repeats.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.analysis.repeats import answer as repeats_answer
from qm.analysis.resolved_filters import view_of
from qm.commands import main
from qm.store import Session, default_path
from tests.centre import answer, evaluation, fill
from tests.conftest import ROOT

START = datetime(2024, 1, 1, 9)
DAYS = 70


def call(name, at, customer, reason, handle, **fields):
    return {
        "contact_id": name,
        "customer_id": customer,
        "arrived_at": at,
        "channel": "voice",
        "queue": "line",
        "reason": reason,
        "agent_id": "A1",
        "wait_seconds": 10,
        "handle_seconds": handle,
        "abandoned": False,
    } | fields


def contacts(**fields):
    for day in range(DAYS):
        at = START + timedelta(days=day)
        yield call(f"first{day}", at, f"Anna {day}", "billing", 300, **fields)
        if day % 2 == 0:
            yield call(f"again{day}", at + timedelta(hours=23), f"Anna {day}", "delivery", 600, **fields)


@pytest.fixture(scope="module")
def centre_file(filled_file):
    return filled_file(lambda store: fill(store, contacts=list(contacts())))


@pytest.fixture
def app_file(request, centre_file):
    return centre_file if "repeats" in request.fixturenames else None


@pytest.fixture
def repeats(run_page):
    """repeats(window="1 day") -> the page on the centre above, all days."""
    return lambda **query: run_page("repeats", **({"period": "All days"} | query))


def tile(page: AppTest, name: str) -> str:
    return page.container(key=f"tile.{name}").metric[0].value


def words(page: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "warning", "info") for element in page.get(kind))


def costs(page: AppTest) -> dict[str, str]:
    names = ("As counted", "Net of coincidence", "Beyond a rate")
    return {m.label: m.value for m in page.metric if m.label.startswith(names) and "agents" in str(m.value)}


def test_tiles_say_how_many_come_back_and_how_much_of_the_work_they_are(repeats):
    page = repeats()
    assert not page.exception
    assert not page.error
    # the last week's windows are not complete: 62 first and 31 second calls, of which 31 came back
    assert tile(page, "rate") == "33.3%"
    assert "n 93" in words(page)
    # looking back, the first week cannot be judged: 63 first calls and 32 second calls
    assert tile(page, "work") == "33.7%"
    assert "32 of 95 contacts · 10 cannot be judged" in words(page)
    assert tile(page, "hours") == "5:20 h"  # 32 × 600 s
    assert "each takes 100% longer than another contact" in words(page)


def test_the_window_and_the_scope_of_the_address_are_looked_at_and_definitions_stay(repeats, app_store):
    page = repeats(window="1 day")
    assert page.container(key="tile.rate").metric[0].label == "Back within 1 day"
    assert "n 102" in words(page)
    page = repeats(scope="Same reason")
    assert tile(page, "rate") == "0.0%"
    assert "No contact in this selection follows an earlier one within 7 days." in words(page)
    assert app_store.definitions().repeat.window_days == 7


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"window": "400 days"}, "The address asks for window '400 days', which does not exist; showing 7 days"),
        ({"scope": "Same mood"}, "asks for scope 'Same mood', which does not exist; showing about anything"),
        ({"target": "Luck"}, "asks for target 'Luck', which does not exist; showing best quarter of agents"),
        ({"customer": "Nobody"}, "There is no customer 'Nobody' in the data."),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_is_answered(repeats, query, sentence):
    assert sentence in words(repeats(**query))


def test_the_curve_says_when_they_come_and_whom_it_counts(repeats):
    said = words(repeats())
    assert "33.3% are back within 1 day, 33.3% within 7 days, 33.9% within 30 days." in said
    assert "Only complete windows count, so the contacts differ: 102 for 1 day, 59 for 30 days." in said


def test_without_late_returns_coincidence_is_not_known_and_nothing_is_taken_off(repeats):
    page = repeats()
    assert tile(page, "net") == "—"
    assert "Coincidence is not known yet" in words(page)
    assert list(costs(page)) == ["As counted", "Beyond a rate of 15.0%"]


def test_causes_are_what_repeats_follow(repeats):
    page = repeats()
    assert "**Repeats by the reason of the contact they follow**" in words(page)
    assert "Billing accounts for 100% of the handle hours (5.3 h)." in words(page)


def test_groups_differ_beyond_chance_or_it_is_said(repeats):
    said = words(repeats())
    assert "Beyond chance they come back more after reason billing (50.0%); less after reason delivery (0.0%)." in said
    assert "Not here: quality score and agent's tenure; needs an evaluations file with contact numbers and" in said


def test_hours_become_paid_hours_agents_and_money(repeats, app_store):
    page = repeats()
    # 32 × 600 s = 5.33 h; / (.85 × .7) = 8.96 paid h; 10 weeks of 40 h = 400 paid h per agent
    assert costs(page)["As counted"] == "0.0 agents"
    assert "5 h of handling · 9 paid h" in words(page)
    assert "Money is shown once an hour has a cost: under Assumptions here" in words(page)
    assert "5 h of handling · 9 paid h · EUR 448" in words(repeats(hour_cost="50"))
    with app_store.write() as cursor:
        cursor.run("insert into settings (name, value) values ('cost.agent_hour', '100'), ('currency', 'CHF')")
    assert "5 h of handling · 9 paid h · CHF 896" in words(repeats())


def test_assumptions_and_the_target_are_the_viewers(repeats):
    page = repeats(paid_hours="1", occupancy="100", shrinkage="0", target="My own", own_target="25.0")
    assert costs(page)["As counted"] == "0.5 agents"  # 5.33 h over 10 weeks of one hour
    # the odds of coming back fall from 1 : 2 to 1 : 3, so a third of the repeats would go
    said = "Coming down from 33.3% to 25.0%, your own target, would take away 33% of the repeats' handling"
    assert said in words(page)
    page.slider(key="own_target").set_value(40.0).run()
    assert "Today's rate of 33.3% is already within 40.0%." in words(page)


def test_a_target_that_cannot_be_had_from_so_few_says_so(repeats):
    said = words(repeats(target="Best quarter of reasons"))
    assert "No target can be had from reasons here: it takes four reasons with thirty contacts each" in said
    assert "to 15.0%, your own target" in said


def test_the_circle_says_when_it_cannot_tell(repeats):
    said = words(repeats())
    assert "**These data can't tell** whether the circle is at work." in said
    assert said.count("The data can't tell: it takes at least ten days") == 2
    assert "Needs a surveys file, and a contacts file with waiting times." in said


def test_a_journey_by_its_address(repeats):
    page = repeats(customer="Anna 0")
    assert "**The journey of customer Anna 0**" in words(page)
    said = "2 contacts, 1–2 Jan 2024; one of them follows an earlier one within 7 days. They took 15:00 min"
    assert said in words(page)
    assert page.selectbox(key="customer").value == "Anna 0"


def test_without_a_customer_it_says_who_came_back_most(repeats):
    assert "Anna 0 came back most: 1 of 2 contacts were followed by another within 7 days." in words(repeats())


def test_the_rows_are_asked_for_when_opened(repeats):
    page = repeats()
    assert "All 32 repeat contacts" not in words(page)
    page.session_state["rows"] = True
    page.run()
    assert "All 32 repeat contacts" in words(page)
    assert page.dataframe[-1].value["follows"].iloc[0] == "first68"


def test_filters_narrow_and_chips_take_them_away(repeats):
    page = repeats(reason="delivery")
    assert tile(page, "rate") == "0.0%"
    page.button(key="chip.reason.delivery").click().run()
    assert tile(page, "rate") == "33.3%"


def test_evaluations_make_bands_of_quality(repeats, app_store):
    fill(
        app_store,
        evaluations=[evaluation(n, contact_id=f"first{n}") for n in range(24)],
        answers=[answer(n, "q", 4 if n % 2 == 0 else 9, 10) for n in range(24)],
    )
    said = words(repeats())
    assert "quality score under 50% (100.0%)" in said
    assert "quality score 90% to 100% (0.0%)" in said


def test_contacts_without_customers_say_which_file_would_fill_the_page(app_store, run_page):
    fill(app_store, contacts=list(contacts(customer_id=None)))
    page = run_page("repeats")
    assert [i.value for i in page.info] == [
        "There are no repeat contacts to show. No contact in the data says which customer it was with: import a "
        "contacts file with a column for customer_id on the page Data."
    ]
    assert not page.metric


def test_a_period_whose_windows_are_not_over_says_so(repeats):
    page = repeats(period="Last 7 days", window="30 days")
    assert "No window of 30 days is complete yet." in words(page)
    assert tile(page, "rate") == "—"


def test_without_handle_times_hours_name_the_file(app_store, run_page):
    fill(app_store, contacts=list(contacts(handle_seconds=None)))
    page = run_page("repeats", period="All days")
    assert not page.exception
    assert "No handle times in this selection; a contacts file with handle times would fill this." in words(page)
    assert "Nothing that can be counted" in words(page)


def test_bare_contacts_do_not_break_anything(app_store, run_page):
    bare = ("contact_id", "customer_id", "arrived_at")
    fill(app_store, contacts=[{k: c[k] for k in bare} for c in contacts()])
    page = run_page("repeats", period="All days", customer="Anna 0")
    assert not page.exception
    assert not page.error
    assert tile(page, "rate") == "34.0%"  # without durations the call a week before the last one is over in time


def test_one_contact_is_no_trouble(app_store, run_page):
    fill(app_store, contacts=[call("1", START, "Anna", "billing", 300)])
    page = run_page("repeats", customer="Anna")
    assert not page.exception
    assert not page.error
    assert "One contact, on 1 Jan 2024." in words(page)


def test_a_cold_deep_link_is_answered_with_its_question(app_store):
    fill(app_store, contacts=list(contacts()))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    page.query_params["period"] = "All days"
    page.query_params["window"] = "1 day"
    page.switch_page("pages/repeats.py").run()
    assert tile(page, "rate") == "33.3%"
    assert page.container(key="tile.rate").metric[0].label == "Back within 1 day"


def test_page_command_and_analysis_give_the_same_figures(repeats, capsys):
    page = repeats()
    view = view_of(session := Session(ui.store()), period_name="all")
    assert view is not None
    found = repeats_answer(session, view)
    ui.close_store()
    with suppress(SystemExit):
        main(["metrics", "--json", "--database", str(default_path()), "--metric", "repeat_rate"])
    (printed,) = json.loads(capsys.readouterr().out)["rows"]
    assert (found.rate.value, found.rate.n, found.rate.low) == (printed["value"], printed["n"], printed["low"])
    assert tile(page, "rate") == found.setting.scale.text(printed["value"])
    assert found.curve.takeaway in words(page)
    assert found.groups.takeaway in words(page)
