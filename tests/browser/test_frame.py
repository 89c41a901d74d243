"""The frame of the app in a real browser."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qm.ui.frame.navigation import ENTRIES
from tests.browser.app import PATIENCE_SECONDS, screen, serving


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place of a store that nothing is in; one server for whoever needs no fresh one."""
    return tmp_path_factory.mktemp("served") / "qm.duckdb"


def test_opens_on_the_first_page_in_both_themes(serve, show, empty: Path):
    app = serve(empty)
    grounds = set()
    for theme in ("light", "dark"):
        page = show(app, theme=theme).open()
        expect(page).to_have_title("Overview · qm")
        grounds.add(page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"))
    assert grounds == {"rgb(251, 251, 248)", "rgb(21, 25, 27)"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_a_deep_link_on_a_fresh_server_runs_inside_the_frame(browser, tmp_path: Path, entry):
    """The first thing a server is asked for is a page by its name; the second time it is warm."""
    with serving(tmp_path / "qm.duckdb", tmp_path / "log.txt") as app, screen(browser, app) as shown:
        for _ in ("cold", "warm"):
            page = shown.open(f"/{entry.name}")
            expect(page).to_have_title(f"{entry.title} · qm")
            expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_outside_this_machine_is_asked(serve, show, empty: Path):
    app = serve(empty)
    shown = show(app)
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    shown.open()
    assert asked
    assert [
        url for url in asked if not url.startswith((app.url, app.url.replace("http", "ws"), "data:", "blob:"))
    ] == []


def test_a_foreign_page_cannot_reach_in_through_a_made_up_name(serve, browser, empty: Path):
    """A site that lets its own name point here (DNS rebinding) gets no data."""
    app = serve(empty)
    page = browser.new_page()
    page.goto(app.url.replace("127.0.0.1", "made-up.example"))
    until = time.monotonic() + PATIENCE_SECONDS
    while "host=made-up.example" not in app.log:
        assert time.monotonic() < until, app.log
        page.wait_for_timeout(100)
    expect(page.get_by_text("There are no contacts")).to_have_count(0)
    page.close()
