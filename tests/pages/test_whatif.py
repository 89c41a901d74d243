"""The page What-if on a small demo centre: levers, answers, the address, scenarios by name, and thin data."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from qm.store.scenarios import saved_scenarios
from tests.centre import contact, fill
from tests.drawn import widget


@pytest.fixture
def app_file(request, demo_stores):
    return demo_stores.file(days=35, contacts_per_day=600, seed=4) if "whatif" in request.fixturenames else None


@pytest.fixture
def whatif(run_page):
    """whatif(staff="7") -> the page on the demo centre, by that address."""
    return lambda **query: run_page("whatif", **query)


def words(page: AppTest) -> str:
    return "\n".join(
        element.value for kind in ("markdown", "caption", "warning", "info", "error") for element in page.get(kind)
    )


def tile(page: AppTest, name: str) -> float:
    return float(page.container(key=f"whatif.{name}").metric[0].value.strip("% s").replace(",", ""))


def slider(page: AppTest, lever: str):
    return page.container(key=f"lever.{lever}").slider[0]


def typed(page: AppTest, lever: str):
    return page.container(key=f"lever.{lever}").number_input[0]


def clean(page: AppTest) -> AppTest:
    assert not page.exception
    assert not [e.value for e in page.error]
    assert "nan" not in words(page).lower().split()
    return page


def test_today_is_fitted_and_held_against_the_past(whatif):
    page = clean(whatif())
    assert "Check: **model" in words(page)
    assert "Today: **" in words(page)
    assert widget(page, "selectbox", "line").value == "Service line (voice)"
    below = page.container(key="whatif.agents").caption[0].value
    assert slider(page, "staff").value == pytest.approx(float(below.split()[0]), abs=0.06)
    assert not page.table.values or "Difference" not in page.table[0].value.columns  # nothing differs yet


def test_a_slider_moves_the_answers_the_sentence_and_the_address(whatif):
    page = whatif()
    before = tile(page, "service")
    slider(page, "repeats").set_value(3.0).run()
    clean(page)
    assert tile(page, "service") > before
    assert page.query_params["repeats"] == "3"
    assert "**Service level rises" in words(page)
    assert "with repeat rate at 3.0% instead of" in words(page)
    assert any("Difference" in t.value.columns for t in page.table)


def test_a_link_shows_the_same_and_reset_goes_back(whatif):
    page = clean(whatif(staff="9", aht="300"))
    assert slider(page, "staff").value == 9
    assert typed(page, "aht").value == 300
    page.button(key="whatif.reset").click().run()
    assert "staff" not in page.query_params
    assert "Today: **" in words(clean(page))


@pytest.mark.parametrize(
    ("lever", "number", "sentence"),
    [
        ("staff", -3, "The number of agents can't be -3; give a number above 0."),
        ("aht", 0, "The handle time can't be 0; give seconds above 0, such as 300."),
        ("repeats", 95, "The repeat rate can't be 95%; give a share from 0 to 90%."),
        ("volume", 1e10, "The number of fresh contacts can't be 10000000000; give at most 100000000."),
    ],
)
def test_a_number_that_cannot_be_gets_a_sentence_at_its_control(whatif, lever, number, sentence):
    page = whatif()
    before = tile(page, "service")
    typed(page, lever).set_value(float(number)).run()
    assert not page.exception
    assert [e.value for e in page.error] == [sentence]
    assert tile(page, "service") == before
    typed(page, lever).set_value(40.0).run()
    clean(page)


def test_an_address_that_asks_for_the_impossible_says_so(whatif):
    said = words(whatif(staff="-4", aht="soon"))
    assert "The address asks for staff=-4: The number of agents can't be -4; give a number above 0." in said
    assert "The address asks for aht=soon: 'soon' is no number." in said


@pytest.mark.parametrize(
    "name", ["Cut handle time", "Five more on shift", "Coach for resolution", "Monday all week", "The spiral"]
)
def test_every_preset_tells_its_story(whatif, name):
    page = whatif()
    before = tile(page, "service")
    page.button(key=f"preset.{name}").click().run()
    clean(page)
    after = tile(page, "service")
    assert (after < before) == (name in ("Monday all week", "The spiral"))
    assert "heads on shift" in words(page)
    assert after != before


def test_scenarios_are_saved_loaded_duplicated_compared_and_deleted(whatif, app_store):
    page = whatif(repeats="6")
    page.text_input(key="person").set_value("Ann")
    page.text_input(key="whatif.name.0").set_value("Fewer repeats").run()
    page.button(key="whatif.save").click().run()
    clean(page)
    (kept,) = saved_scenarios(app_store)
    assert widget(page, "multiselect", "whatif.compared").value == ["Fewer repeats"]
    assert (kept.name, kept.numbers, kept.queue) == ("Fewer repeats", {"repeats": 6.0}, "Service line (voice)")
    page.button(key="whatif.reset").click().run()
    page.button(key="whatif.load").click().run()
    assert page.query_params["repeats"] == "6"
    page.button(key="whatif.duplicate").click().run()
    assert [s.name for s in saved_scenarios(app_store)] == ["Fewer repeats", "Fewer repeats (copy)"]
    assert app_store.rows("select distinct saved_by from scenarios") == [("Ann",)]
    widget(page, "multiselect", "whatif.compared").set_value(["Fewer repeats", "Fewer repeats (copy)"]).run()
    compared = next(d.value for d in page.dataframe if "Fewer repeats" in d.value.columns)
    assert list(compared.columns) == ["Today", "Fewer repeats", "Fewer repeats (copy)"]
    page.button(key="whatif.delete").click().run()
    clean(page)
    assert len(saved_scenarios(app_store)) == 1


def test_a_scenario_without_a_name_is_a_sentence(whatif, app_store):
    page = whatif()
    page.button(key="whatif.save").click().run()
    assert [e.value for e in page.error] == ["A scenario needs a name to be saved under."]
    assert saved_scenarios(app_store) == []


def test_quality_is_the_first_lever_and_is_said_in_one_chain(whatif):
    page = clean(whatif())
    assert page.container(key="lever.quality").slider[0].label.startswith("Score: points more (today ")
    slider(page, "quality").set_value(3.0).run()
    said = words(clean(page))
    assert re.search(
        r"3 points more on the average quality score → [\d.]+ points fewer repeats .*→ \**[\d.]+ fewer", said
    )
    assert "This counts on quality being the cause." in said
    assert page.query_params["quality"] == "3"
    page.button(key="whatif.reset").click().run()
    assert "quality" not in page.query_params
    assert slider(page, "quality").value == 0.0


def test_chosen_questions_move_in_place_of_the_score(whatif):
    page = clean(whatif(question="Q07:5"))
    assert slider(page, "quality").label.startswith("Q07 passed: points more (today ")
    assert "5 points more on 'The customer's matter was solved' → " in words(page)
    assert "question Q99, which was not rated" in words(whatif(question="Q99:5"))


def test_a_link_that_the_data_do_not_tell_is_an_assumption(whatif):
    page = clean(whatif(question="Q07:5", **{"quality-link": "aht:-2"}))
    assert "10.0 s shorter handle time (assumption)" in words(page)
    assert widget(page, "number_input", "lever.quality.aht").value == -2.0


def test_presenter_view_is_in_the_address_and_keeps_to_the_figures(whatif):
    page = clean(whatif(present="true"))
    assert widget(page, "toggle", "present").value
    assert not page.table
    alts = [c.proto.alt for c in page.get("vega_lite_chart")]
    assert any(re.fullmatch(r"Service level [\d.]+%", alt) for alt in alts)


def test_charts_are_drawn_with_their_takeaways(whatif):
    said = words(whatif(repeats="6"))
    for title in ("Service level by repeat rate", "Today and the scenario", "The staffing table without repeats"):
        assert title in said
    assert "Service level by new contacts a day" in words(whatif(repeats="6", volume="250"))
    assert "Service level by repeat rate" in words(whatif(volume="250", repeats="6"))  # the lever that moved last


def test_one_detail_at_a_time_is_drawn_and_kept_in_the_address(whatif):
    for detail, title in {
        "Map": "Service level by agents and repeat rate",
        "What each lever adds": "What each lever adds",
        "The day": "The day by 30 minutes",
        "Cost of poor quality": "What poor quality costs",
        "The past by day": "Check by day",
        "What it rests on": "What the model assumes",
    }.items():
        said = words(clean(whatif(detail=detail)))
        assert title in said
        assert "The staffing table without repeats" not in said
    said = words(whatif(detail="Tea leaves"))
    assert "detail 'Tea leaves', which does not exist" in said
    assert "The staffing table without repeats" in said


def test_another_queue(whatif):
    page = clean(whatif(line="Technical line (voice)"))
    assert widget(page, "selectbox", "line").value == "Technical line (voice)"
    assert "which is not in this selection" in words(whatif(line="Fax"))


def test_chat_and_mail_are_told_apart_from_calls(whatif):
    page = clean(whatif(channel="email"))
    said = words(page)
    assert "answered within 24 hours" in said
    assert page.container(key="whatif.backlog").metric[0].value
    assert "Backlog in the weeks ahead" in said
    assert "The staffing table" not in said
    before = tile(page, "answered")
    slider(page, "staff").set_value(slider(page, "staff").min).run()
    clean(page)
    assert tile(page, "answered") < before
    page = clean(whatif(channel="chat"))
    assert slider(page, "chats").value == 2
    before = tile(page, "service")
    slider(page, "chats").set_value(1.0).run()
    clean(page)
    assert tile(page, "service") < before - 5


def test_contacts_without_anything_known_stay_calm(app_store, run_page):
    fill(app_store, contacts=[contact(i, f"2024-05-0{6 + i % 3} {9 + i % 8:02d}:{i % 60:02d}") for i in range(90)])
    page = clean(run_page("whatif"))
    said = words(page)
    assert "these data hold no waits" in said
    assert re.search("Assumed, not measured: .*patience", said)
    slider(page, "aht").set_value(400.0).run()
    clean(page)


def test_without_contacts_one_sentence(run_page):
    assert len(run_page("whatif").info) == 1


def test_a_filter_without_contacts_is_a_sentence(whatif):
    page = whatif(channel="fax")
    assert not page.exception
    assert any("There are no contacts of any queue in this selection" in i.value for i in page.info)


def test_team_filter_is_left_aside_and_said(whatif, app_store):
    ((team,),) = app_store.rows("select team from agents limit 1")
    assert "The filter by team is not used here" in words(clean(whatif(team=str(team))))


def test_the_link_to_share_holds_filters_and_levers(whatif):
    page = whatif(channel="voice", staff="8")
    (link,) = [c.value for c in page.code if "staff" in c.value]
    query = parse_qs(link.partition("?")[2])
    assert (query["channel"], query["staff"], query["line"]) == (["voice"], ["8"], ["Service line (voice)"])
    first, last = query["days"]  # fixed dates: "the last 28 days" would be others next month
    assert date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=27)
    again = clean(whatif(channel="voice", staff="8", line="Service line (voice)", days=query["days"]))
    assert tile(again, "service") == tile(page, "service")


def test_a_queue_may_work_otherwise_than_its_name_says(whatif):
    page = clean(whatif(works="Deferred work"))
    assert "Backlog in the weeks ahead" in words(page)
    assert "The address asks for work like 'magic'" in words(whatif(works="magic"))


def test_an_hours_price_is_that_of_both_cases(whatif):
    page = clean(whatif(repeats="6", cost="30", detail="Cost of poor quality"))
    told = next(d.value for d in page.table if "Difference" in d.value.columns).set_index("")
    assert told.loc["Cost a week (EUR)", "Difference"] == "0"
    assert "EUR" not in page.container(key="whatif.sentence").markdown[0].value
    quality = next(d.value for d in page.table if "What" in d.value.columns)
    assert {"Today, hours", "Scenario, hours", "Today, EUR", "Scenario, EUR"} <= set(quality.columns)
