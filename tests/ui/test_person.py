"""A name typed once per browser session is what everything written is kept with."""

from tests.drawn import widget
from tests.pages.test_data import by_label, import_all, press, said

CALLS = "contact_id,arrived_at\n1,2024-05-01\n"


def test_what_the_page_data_writes_carries_the_name(app_store, run_page):
    page = run_page("data")
    page.text_input(key="person").set_value(" Ann *Bo* ").run()
    assert "person" not in page.query_params
    page.file_uploader[0].set_value([("calls.csv", CALLS.encode(), "text/csv")])
    page = press(page.run(), "Remember now")
    page = press(page, "Check all rows")
    page = import_all(page, "Import 1 row")
    assert app_store.rows("select imported_by from imports") == [("Ann *Bo*",)]
    assert app_store.rows("select saved_by from mappings") == [("Ann *Bo*",)]

    page.switch_page("pages/calibration.py").run()
    page.switch_page("pages/data.py")
    page.query_params["section"] = "Templates and mappings"
    page.run()
    assert widget(page, "text_input", "person").value == "Ann *Bo*", "kept from page to page"
    assert "by Ann \\*Bo\\*]" in said(page)

    page.query_params["section"] = "Definitions"
    page.run()
    by_label(page.text_input, "Currency").set_value("CHF").run()
    press(page, "Save these definitions")
    assert app_store.rows("select set_by from settings where name = 'currency'") == [("Ann *Bo*",)]


def test_who_undid_an_import_is_said(app_store, run_page, tmp_path):
    from qm.intake import import_file

    (tmp_path / "calls.csv").write_text(CALLS)
    import_file(app_store, tmp_path / "calls.csv", by="Sue")
    page = run_page("data", section="What came in")
    page.text_input(key="person").set_value("Ann").run()
    page.session_state["history.1"] = True
    page = press(page.run(), "Undo import 1")
    assert app_store.rows("select imported_by, undone_by from imports") == [("Sue", "Ann")]
    page.session_state["history.1"] = True
    page.run()
    assert "by **Sue**" in said(page)
    assert "by **Ann**; nothing of it is left" in said(page)


def test_it_may_stay_empty(app_store, run_page):
    page = run_page("data", section="Definitions")
    assert [popover.proto.popover.label for popover in page.sidebar.get("popover")] == ["Your name"]
    by_label(page.text_input, "Currency").set_value("CHF").run()
    press(page, "Save these definitions")
    assert app_store.rows("select set_by from settings where name = 'currency'") == [(None,)]
