"""The page Overview on a centre whose figures can be done in the head.

Fifteen weeks from Monday 1 January 2024, two contacts a day: one by voice about billing that
waited 10 s, one by chat about delivery that waited 30 s. In the last week both waited 60 s.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.analysis.overview import answer
from qm.analysis.resolved_filters import view_of
from qm.commands import main
from qm.store import Session, default_path
from tests.centre import fill
from tests.conftest import ROOT
from tests.drawn import widget

START = datetime(2024, 1, 1, 9)
DAYS = 15 * 7


def contacts():
    for day in range(DAYS):
        for channel, reason, wait in (("voice", "billing", 10), ("chat", "delivery", 30)):
            yield {
                "contact_id": f"{channel}{day}",
                "customer_id": f"customer of {channel}{day}",
                "arrived_at": START + timedelta(days=day),
                "channel": channel,
                "reason": reason,
                "agent_id": "A1",
                "wait_seconds": 60 if day >= DAYS - 7 else wait,
                "handle_seconds": 300,
                "abandoned": False,
            }


@pytest.fixture(scope="module")
def centre_file(filled_file):
    return filled_file(lambda store: fill(store, contacts=list(contacts())))


@pytest.fixture
def app_file(request, centre_file):
    return centre_file if "overview" in request.fixturenames else None


@pytest.fixture
def overview(run_page):
    """overview(channel="voice") -> the page on the centre above."""
    return lambda **query: run_page("overview", **query)


def tile(page: AppTest, name: str) -> str:
    return page.container(key=f"tile.{name}").metric[0].value


def said_below(page: AppTest, name: str) -> list[str]:
    return page.container(key=f"tile.{name}").markdown[0].value.split("  \n")


def words(page: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "warning", "info") for element in page.get(kind))


def test_tiles_show_the_last_28_days_and_what_they_were_before(overview):
    page = overview()
    assert not page.exception
    assert not page.error
    assert tile(page, "contacts") == "56"
    assert tile(page, "service_level") == "37.5%"
    assert tile(page, "aht") == "5:00 min"
    assert "Change: before: 50.0% · 56 contacts." in page.button(key="tile.service_level.pick").help
    assert "**18 Mar – 14 Apr 2024** compared with 19 Feb – 17 Mar 2024" in words(page)


def test_the_bad_week_is_a_signal_and_steady_contacts_are_none(overview):
    page = overview()
    assert said_below(page, "service_level") == [
        ":small[Change: :orange[:material/warning: −12.5 points, clearly down]]",
        ":small[Latest week: :orange[:material/warning: 0.0%, unusually low]]",
    ]
    assert said_below(page, "contacts") == [
        ":small[Change: no change, within normal variation]",
        ":small[Latest week: 14, normal]",
    ]


def test_one_row_of_tiles_and_all_figures_on_demand(overview):
    page = overview()
    assert len(page.metric) == 4
    page.button(key="figures.more").click().run()
    assert len(page.metric) == 8
    assert page.query_params["figures"] == "All"
    page.button(key="figures.more").click().run()
    assert len(page.metric) == 4


def test_the_metric_looked_at_has_its_tile_in_the_row(overview):
    page = overview(metric="Satisfaction")
    assert [c.key for c in page.get("container") if (c.key or "").startswith("tile.")][-1:] == ["tile.csat"]
    assert len(page.metric) == 4


def test_the_headline_opens_the_page_at_the_episode_and_its_split(overview):
    page = overview()
    said = page.container(key="headline").markdown[0].value
    assert said.startswith(":material/campaign: **8 April to 14 April**: service level 50.0 points down; not over yet.")
    page.button(key="headline.0").click().run()
    assert page.query_params["days"] == ["2024-04-08", "2024-04-14"]
    assert widget(page, "selectbox", "by").value == "channel"
    assert tile(page, "contacts") == "14"


def test_four_charts_each_with_its_takeaway(overview):
    page = overview()
    assert [m.value for m in page.markdown if m.value.startswith("**Service") or m.value.startswith("**What")] == [
        "**Service level by reason**",
        "**What moved service level, by reason**",
        "**Service level by weekday and hour**",
    ]
    said = words(page)
    assert "Unusually low: 0.0%, week of 8 Apr 2024." in said
    assert "Service level fell by 12.5 points, from 50.0% to 37.5%. Largest part: billing −12.5 points." in said


def test_metrics_without_data_say_which_file_would_fill_them(overview):
    said = [c.value for c in overview(figures="All").container(key="tile.csat").caption]
    assert said == ["Needs a surveys file."]


def test_a_tile_picks_the_metric_below(overview):
    page = overview()
    page.button(key="tile.contacts.pick").click().run()
    assert widget(page, "selectbox", "metric").value == "contacts"
    assert "**Contacts by weekday and hour**" in words(page)
    assert page.query_params["metric"] == "Contacts"


def test_the_address_filters_and_a_chip_takes_the_filter_away(overview):
    page = overview(channel="voice", period="Last 7 days")
    assert (tile(page, "contacts"), tile(page, "service_level")) == ("7", "0.0%")
    page.button(key="chip.channel.voice").click().run()
    assert tile(page, "contacts") == "14"
    page.button(key="chips.reset").click().run()
    assert tile(page, "contacts") == "56"
    assert "period" not in page.query_params


def test_days_in_the_address_stand_in_for_the_period(overview):
    page = overview(days=["2024-01-10", "2024-01-08"])
    assert "**8–10 Jan 2024** compared with 1–3 Jan 2024" in words(page)
    assert tile(page, "contacts") == "6"
    page.button(key="chips.reset").click().run()
    assert "**18 Mar – 14 Apr 2024**" in words(page)
    assert tile(overview(days="2024-01-08"), "contacts") == "2"


def test_a_value_that_does_not_exist_is_said_and_kept(overview):
    page = overview(channel=["fax"])
    assert "There is no channel 'fax' in the data, so nothing matches it; there are chat and voice." in words(page)
    assert tile(page, "contacts") == "—"
    page.button(key="chip.channel.fax").click().run()
    assert not page.warning
    assert tile(page, "contacts") == "56"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"period": "Last century"}, "The address asks for period 'Last century', which does not exist"),
        ({"grain": "Hour"}, "The address asks for grain 'Hour', which does not exist; showing automatic instead."),
        ({"metric": "Luck"}, "The address asks for metric 'Luck', which does not exist; showing service level"),
        ({"also": "Colour blue"}, "The filter 'Colour blue' cannot be understood and is left out"),
    ],
)
def test_an_address_with_an_unknown_choice_says_so(overview, query, sentence):
    assert sentence in words(overview(**query))


def test_other_dimensions_narrow_too(overview):
    page = overview(also=["Weekday Monday"], period="Last 7 days")
    assert tile(page, "contacts") == "2"


def test_the_rows_behind_a_figure_are_asked_for_when_opened(overview):
    page = overview(channel="voice", period="Last 7 days")
    assert not page.dataframe
    widget(page, "toggle", "rows").set_value(True).run()
    assert page.query_params["rows"] == "true"
    assert len(page.dataframe[0].value) == 7
    assert set(page.dataframe[0].value["channel"]) == {"voice"}


def test_a_cold_deep_link_is_answered_with_its_filters(app_store):
    fill(app_store, contacts=list(contacts()))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    page.query_params["channel"] = "voice"
    page.switch_page("pages/overview.py").run()
    assert tile(page, "contacts") == "28"


def test_without_contacts_one_sentence_says_where_to_get_them(run_page):
    page = run_page("overview")
    assert [i.value for i in page.info] == [
        "There are no contacts to show. Import a file or make a demo centre on the page Data."
    ]
    assert not page.metric
    assert not page.selectbox


def test_stragglers_are_no_collapse(app_store, run_page):
    late = [{"contact_id": f"late{i}", "arrived_at": START + timedelta(days=DAYS + 20 * i)} for i in range(1, 5)]
    fill(app_store, contacts=[*contacts(), *late])
    page = run_page("overview")
    assert "**18 Mar – 14 Apr 2024**" in words(page)
    assert "4 contacts came after 14 Apr 2024" in words(page)
    assert tile(run_page("overview", period="All days"), "contacts") == str(2 * DAYS + 4)


def test_page_command_and_analysis_give_the_same_figures(overview, capsys):
    page = overview(figures="All")
    shown = {one: (tile(page, one), words(page)) for one in ("contacts", "service_level", "abandonment", "aht")}
    view = view_of(session := Session(ui.store()))
    assert view is not None
    figures = answer(session, view)
    rows = figures.to_frame().set_index("metric")
    ui.close_store()
    period = ["--from", str(view.days.first), "--to", str(view.days.last)]
    with suppress(SystemExit):
        main(["metrics", "--json", "--database", str(default_path()), *period])
    printed = {row["metric"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    texts = {one.name: one.value_text for one in figures.tiles}
    for name, (value, said) in shown.items():
        if printed[name]["value"] is not None and printed[name]["n"]:
            assert rows.loc[name, "value"] == printed[name]["value"]
        assert rows.loc[name, "n"] == printed[name]["n"]
        assert value in (texts[name], "—")
        assert figures.trend.takeaway in said
