"""What opening an older store did is said on the page, until somebody has read it."""

import os

import pytest
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.store import default_path
from tests.store.earlier import COMMITS, unpacked


@pytest.fixture
def earlier():
    """The pages' store is one of version 1."""
    unpacked(COMMITS[-1], default_path().parent)
    yield ui.store()
    ui.close_store()


def notices(page: AppTest) -> list[str]:
    return [info.value.replace("\\", "") for info in page.info if "was brought" in info.value]


def test_a_migration_is_said_until_somebody_puts_it_away(earlier, run_page):
    assert "as it was it is kept as" in earlier.notice
    notice = earlier.notice
    page = run_page("data")
    assert notices(page) == [notice]
    page.run()
    assert notices(page) == [notice]
    page.button(key="notice.dismiss").click().run()
    assert notices(page) == notices(run_page("data")) == []


def test_what_the_launcher_did_is_said_too(app_store, run_page, monkeypatch):
    monkeypatch.setenv("QM_NOTICE", "It was brought forward.")
    page = run_page("data")
    assert notices(page) == ["It was brought forward."]
    page.button(key="notice.dismiss").click().run()
    assert notices(page) == []
    assert "QM_NOTICE" not in os.environ
