"""The page Data: from a dropped file to figures, and back."""

import pytest
from streamlit.testing.v1 import AppTest

from qm.demo import simulate
from qm.intake import imports
from tests.centre import contact, fill

CALLS = (
    "Vorgang;Kunde;Tag;Uhrzeit;Status;Gespräch;Nacharbeit\r\n"
    "1001;K1;13.03.2024;23:58;OK;90,5;30,0\r\n"
    "1002;K2;14.03.2024;08:15;LOST;;\r\n"
    "1003;0;15.03.2024;09:30;TEST;10,0;\r\n"
    "1004;K1;nie;10:45;OK;60,0;30,0\r\n"
).encode("cp1252")


@pytest.fixture
def data(app_store, run_page):
    """data(section="Export") → the page."""
    return lambda **query: run_page("data", **query)


def drop(page: AppTest, name: str, content: bytes | str) -> AppTest:
    content = content.encode() if isinstance(content, str) else content
    page.file_uploader[0].set_value([(name, content, "text/csv")])
    return page.run()


def said(page: AppTest) -> str:
    kinds = ("markdown", "caption", "warning", "info", "success", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def by_label(elements, label: str):
    found = [element for element in elements if element.label == label]
    assert found, f"{label} is not among {[element.label for element in elements]}"
    return found[0]


def choose(page: AppTest, field: str, source: str) -> AppTest:
    return by_label(page.selectbox, f"Source of {field}").set_value(source).run()


def press(page: AppTest, label: str) -> AppTest:
    page = by_label(page.button, label).click().run()
    assert not page.exception
    return page


def import_all(page: AppTest, label: str) -> AppTest:
    page = press(page, label)
    while not any("is in:" in element.value for element in page.success):
        page = page.run()
        assert not page.error
    return page


def add(page: AppTest, field: str) -> AppTest:
    return by_label(page.button_group, "Not filled; click to add").set_value(field).run()


def figures(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_a_messy_file_is_understood_mapped_checked_and_imported(data, app_store):
    page = drop(data(), "anrufe.csv", CALLS)
    assert "**4 rows**, 7 columns · cut at semicolon · written in Windows-1252" in said(page)
    page = choose(page, "contact_id", "column Vorgang")
    page = choose(page, "arrived_at", "join")
    page = by_label(page.multiselect, "Columns").set_value(["Tag", "Uhrzeit"]).run()
    page = add(page, "handle_seconds")
    page = choose(page, "handle_seconds", "sum")
    page = by_label(page.multiselect, "Columns").set_value(["Gespräch", "Nacharbeit"]).run()
    page = add(page, "abandoned")
    page = choose(page, "abandoned", "column Status")
    page = by_label(page.multiselect, "Values that mean yes").set_value(["LOST"]).run()
    page = press(page, "Leave out rows where …")
    page = by_label(page.selectbox, "Column").set_value("Status").run()
    page = by_label(page.multiselect, "is one of").set_value(["TEST"]).run()

    page = press(page, "Check all rows")
    assert figures(page) == {"Accepted": "2", "Unchanged": "0", "Left out": "1", "Rejected": "1"}
    assert "1 row: **arrived_at** from Tag, Uhrzeit, not a date or time → :red[row rejected]" in [
        expander.label for expander in page.expander
    ]
    assert app_store.rows("select count(*) from contacts") == [(0,)]

    page = import_all(page, "Import 2 rows")
    assert "is in: 2 rows accepted, as import 1" in said(page)
    assert app_store.rows(
        "select contact_id, customer_id, handle_seconds, abandoned from contacts order by contact_id"
    ) == [("1001", "K1", 120.5, False), ("1002", "K2", None, True)]

    (entry,) = imports(app_store)
    assert (entry["file"], entry["rows"], entry["accepted"], entry["rejected"]) == ("anrufe.csv", 4, 2, 1)


def test_a_picture_is_one_sentence(data):
    page = drop(data(), "picture.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 90)
    assert [error.value for error in page.error] == [
        "picture.csv is a PNG picture, not a table; export the data as CSV, Excel (.xlsx) or Parquet."
    ]
    assert not page.exception


def test_a_mapping_as_text_and_as_a_dropped_file(data):
    page = drop(data(), "a.csv", "who;when\nC1;2024-03-01\n")
    page = by_label(page.button_group, "Edit as").set_value("Text").run()
    assert page.text_area[0].value.startswith('kind = "contacts"')
    page.text_area[0].set_value('kind = "contacts"\n[fields]\ncontact = "who"\n')
    page = press(page, "Use this text")
    assert "did you mean contact" in page.error[0].value
    page.text_area[0].set_value('kind = "contacts"\n[fields]\ncontact_id = "who"\narrived_at = "when"\n')
    page = press(page, "Use this text")
    assert not page.error
    page = by_label(page.button_group, "Edit as").set_value("Form").run()
    assert by_label(page.selectbox, "Source of contact_id").value == "column who"
    page = drop(page, "half.toml", 'kind = "contacts"\n[fields]\ncontact_id = {row = true}\n')
    assert by_label(page.selectbox, "Source of contact_id").value == "row"
    assert by_label(page.selectbox, "Source of arrived_at").value == "none"


def test_dates_that_fit_both_ways_are_two_buttons(data):
    page = drop(data(), "a.csv", "contact_id,arrived_at\n1,03/04/2024 10:00\n2,05/06/2024 11:00\n")
    page = press(page, "Check all rows")
    assert "can be read in two ways in every row" in said(page)
    page = press(page, "The month (%m/%d/%Y %H:%M)")
    assert figures(page)["Accepted"] == "2"


def test_several_files_one_after_the_other(data):
    page = data()
    page.file_uploader[0].set_value(
        [
            ("one.csv", b"contact_id,arrived_at\n1,2024-03-01\n", "text/csv"),
            ("two.csv", b"contact_id,csat\n1,5\n", "text/csv"),
        ]
    )
    page = page.run()
    page = import_all(press(page, "Check all rows"), "Import 1 row")
    page = press(page, "Go on with two.csv")
    assert "**1 row**, 2 columns" in said(page)
    assert by_label(page.selectbox, "This file holds").value == "surveys"
    page = press(page, "Put away")
    assert "one.csv" in said(page)


def test_an_import_is_undone_and_a_later_one_on_top_is_named(data, app_store, tmp_path):
    from qm.intake import import_file
    from tests.intake.bringing import written

    first = written(tmp_path, "contact_id,arrived_at,queue\n1,2024-03-01,a\n2,2024-03-02,a\n", "first.csv")
    import_file(app_store, first)
    import_file(app_store, written(tmp_path, "contact_id,arrived_at,queue\n1,2024-03-01,b\n", "second.csv"))
    page = data(section="What came in")
    assert [expander.label.partition(" · 2")[0] for expander in page.expander] == [
        "**2** · second.csv · contacts",
        "**1** · first.csv · contacts",
    ]
    page.session_state["history.1"] = True
    page.session_state["history.2"] = True
    page = page.run()
    page = press(page, "Undo import 1")
    assert "import 2" in page.error[0].value
    page = press(press(page, "Undo import 2"), "Undo import 1")
    assert "2 rows removed" in page.success[0].value
    assert app_store.rows("select count(*) from contacts") == [(0,)]


def test_definitions_show_old_and_new_before_they_are_kept(data, app_store):
    from datetime import datetime, timedelta

    from tests.centre import fill

    start = datetime(2024, 3, 4, 9)
    fill(
        app_store,
        contacts=[
            {
                "contact_id": f"c{i}",
                "arrived_at": start + timedelta(days=i // 4),
                "handle_seconds": 15 if i % 4 else 30,
                "abandoned": False,
            }
            for i in range(40)
        ],
    )
    page = data(section="Definitions")
    page = by_label(page.number_input, "Suspiciously short contact (seconds)").set_value(20).run()
    shown = page.dataframe[-1].value.set_index("Metric")
    assert list(shown.index) == ["Short handling"]
    assert list(shown.loc["Short handling", ["Now", "Then", "Difference"]]) == ["0.0%", "75.0%", "+75.0 points"]
    assert app_store.definitions().short_handle_seconds == 10
    page = press(page, "Save these definitions")
    assert app_store.definitions().short_handle_seconds == 20
    page = by_label(page.text_input, "Wait bands (minutes)").set_value("30,5").run()
    assert "Wait bands (minutes) cannot be '30,5'" in page.error[0].value


def test_templates_mappings_and_tables_can_be_taken_away(data, app_store):
    page = data(section="Templates and mappings")
    labels = [button.label for button in page.get("download_button")]
    assert {"contacts.csv", "evaluations_wide.csv", "staffing.csv"} <= set(labels)
    page = drop(data(), "a.csv", "contact_id,arrived_at\n1,2024-03-01\n")
    page = import_all(press(page, "Check all rows"), "Import 1 row")
    page = data(section="Templates and mappings")
    assert "**a** :gray[contacts, saved" in said(page)
    press(page, "Forget it")
    assert app_store.rows("select count(*) from mappings") == [(0,)]
    page = data(section="Export")
    assert "**contacts** :gray[1 row, one per contact]" in said(page)
    assert not page.exception


def test_the_first_screen_says_what_is_there(data, app_store):
    fill(app_store, contacts=[contact(1, channel="voice"), contact(2, channel="voice")])
    page = data()
    assert "**2 contacts, 6 May 2024.** Channels: voice 2." in said(page)
    (table,) = page.table
    assert list(table.value["Rows"]) == ["2"]
    assert not [button for button in page.button if button.label == "Make a demo centre"]


def test_an_empty_store_offers_a_demo_centre(data, app_store, monkeypatch):
    small = simulate(days=7, contacts_per_day=40)
    monkeypatch.setattr("qm.ui.data.demo_centre.simulate", lambda: small)
    page = press(data(), "Make a demo centre")
    while not app_store.rows("select 1 from imports"):
        page = page.run()
    page = page.run()
    assert f"{len(small.frames['contacts']):,} contacts" in said(page)
    assert any("Demo centre · data to" in element.value for element in page.markdown)
    assert app_store.path.with_suffix(".truth.json").exists()


def test_words_of_earlier_addresses_still_lead_there_and_wrong_ones_are_said(data):
    assert "Nothing was imported yet" in said(data(section="What came in"))
    page = data(section="wrong")
    assert "The address asks for section 'wrong', which does not exist; showing in the store instead." in said(page)
    assert page.file_uploader
