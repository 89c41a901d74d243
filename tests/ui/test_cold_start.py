"""A deep link on a server that has just started runs inside app.py."""

import pytest
from streamlit.testing.v1 import AppTest

from qm.ui.frame.navigation import ENTRIES
from tests.conftest import ROOT

PAGES = [entry.name for entry in ENTRIES]


@pytest.mark.parametrize("name", PAGES)
def test_deep_link_on_a_fresh_server(app_store, name: str):
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    test.switch_page(f"pages/{name}.py")  # before any run: Streamlit runs the page without app.py
    test.run()
    assert not test.exception
    assert not test.error


@pytest.mark.parametrize("name", PAGES)
def test_a_page_started_as_if_it_were_the_app_ends(app_store, name: str):
    test = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=300).run()
    assert len(test.exception) == 1
    assert len(test.main) == 1
