"""What stands on every page: whose data, help, the glossary, and the field that finds agents and contacts."""

import pytest

from qm.ui.frame.navigation import ENTRIES
from tests.centre import contact, fill
from tests.drawn import widget


@pytest.fixture
def centre(app_store):
    fill(
        app_store,
        contacts=[contact(f"C-{n}", agent_id="A1", channel="voice") for n in range(1, 4)],
        agents=[{"agent_id": "A1", "name": "Ada *Lovelace*"}, {"agent_id": "A2", "name": "Alan"}],
    )


@pytest.mark.usefixtures("centre")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_every_page_says_whose_data_it_shows_and_what_it_is(run_page, entry):
    page = run_page(entry.name)
    assert not page.exception
    assert any("qm · data to 6 May 2024" in element.value for element in page.markdown)
    assert [p.proto.popover.label for p in page.main.get("popover")][:1] == ["What am I looking at?"]
    assert entry.about.count(". ") == 2, "three sentences"


@pytest.mark.usefixtures("centre")
def test_the_glossary_opens(run_page):
    page = run_page("data")
    page.button(key="top.glossary").click().run()
    assert any("**Occupancy**" in element.value for element in page.markdown)


@pytest.mark.usefixtures("centre")
def test_the_only_agent_found_is_gone_to_without_the_other_filters(run_page):
    page = run_page("overview", channel="voice", team="Red", period="All days")
    widget(page, "text_input", "top.find").set_value("lovel").run()
    assert page.title[0].value == "Ada \\*Lovelace\\* (A1)"
    assert page.query_params["agent"] == "Ada *Lovelace* (A1)"
    assert page.query_params["period"] == "All days"
    assert not {"channel", "team", "find"} & set(page.query_params)


@pytest.mark.usefixtures("centre")
def test_the_only_contact_found_is_gone_to(run_page):
    page = run_page("data")
    widget(page, "text_input", "top.find").set_value("c-2").run()
    assert page.query_params["contact"] == "C-2"


@pytest.mark.usefixtures("centre")
def test_several_are_offered_and_none_is_said(run_page):
    page = run_page("repeats")
    widget(page, "text_input", "top.find").set_value("a").run()
    links = [link.label for link in page.sidebar.get("page_link")]
    assert links[-2:] == ["Ada \\*Lovelace\\* (A1)", "Alan (A2)"]
    widget(page, "text_input", "top.find").set_value("zz").run()
    assert any("No agent or contact has “zz”" in caption.value for caption in page.sidebar.caption)
