"""The frame of the app in a real browser."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qm.ui.frame.navigation import ENTRIES
from tests.browser.app import PATIENCE_SECONDS, screen, serving
from tests.centre import contact, fill


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


def test_an_unknown_page_shows_the_first_one_and_says_so(serve, show, empty: Path):
    screen = show(serve(empty))
    screen.open()  # the very first request of a server is answered by Streamlit itself
    page = screen.open("/nosuch")
    expect(page.get_by_text("There is no page “nosuch”, so this is Overview.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Repeats").click()
    expect(page).to_have_title("Repeats · qm")
    expect(page.get_by_text("There is no page")).to_have_count(0)
    page = screen.open("/What_If")
    expect(page).to_have_title("What-if · qm")
    expect(page.get_by_text("There is no page")).to_have_count(0)


def test_the_menu_switches_between_light_and_dark(serve, show, empty: Path):
    page = show(serve(empty)).open("/data")
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    assert page.evaluate(ground) == "rgb(251, 251, 248)"
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.wait_for_function(f"{ground} === 'rgb(21, 25, 27)'")
    expect(page.get_by_role("menuitem", name="Rerun")).to_have_count(0)


def test_an_agent_is_found_from_any_page(serve, show, filled_file: Callable):
    def fill_in(store):
        fill(store, contacts=[contact(1, agent_id="A1")], agents=[{"agent_id": "A1", "name": "Ada Lovelace"}])

    screen = show(serve(filled_file(fill_in)))
    page = screen.open("/data")
    page.get_by_placeholder("Find an agent or contact").fill("love")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Agents · qm")
    expect(page).to_have_url(re.compile("agent=Ada"))
    screen.settle()
    expect(page.get_by_placeholder("Find an agent or contact")).to_have_value("")
