"""The frame of the app in a real browser."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qm.ui.frame.navigation import ENTRIES
from tests.browser.app import PATIENCE_SECONDS


def test_opens_on_the_first_page_in_both_themes(serve, show, tmp_path: Path):
    app = serve(tmp_path / "qm.duckdb")
    grounds = set()
    for theme in ("light", "dark"):
        page = show(app, theme=theme).open()
        expect(page).to_have_title("Overview · qm")
        grounds.add(page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"))
    assert grounds == {"rgb(251, 251, 248)", "rgb(21, 25, 27)"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_a_deep_link_on_a_fresh_server_runs_inside_the_frame(serve, show, tmp_path: Path, entry):
    """The first thing a server is asked for is a page by its name; the second time it is warm."""
    app = serve(tmp_path / "qm.duckdb")
    for _ in ("cold", "warm"):
        page = show(app).open(f"/{entry.name}")
        expect(page).to_have_title(f"{entry.title} · qm")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_outside_this_machine_is_asked(serve, show, tmp_path: Path):
    app = serve(tmp_path / "qm.duckdb")
    screen = show(app)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.open()
    assert asked
    assert [
        url for url in asked if not url.startswith((app.url, app.url.replace("http", "ws"), "data:", "blob:"))
    ] == []


def test_a_foreign_page_cannot_reach_in_through_a_made_up_name(serve, browser, tmp_path: Path):
    """A site that lets its own name point here (DNS rebinding) gets no data."""
    app = serve(tmp_path / "qm.duckdb")
    page = browser.new_page()
    page.goto(app.url.replace("127.0.0.1", "made-up.example"))
    until = time.monotonic() + PATIENCE_SECONDS
    while "host=made-up.example" not in app.log:
        assert time.monotonic() < until, app.log
        page.wait_for_timeout(100)
    expect(page.get_by_text("There are no contacts")).to_have_count(0)
    page.close()
