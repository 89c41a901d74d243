"""What a viewer set stands, whatever the browser says late, also while something else keeps the machine busy."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.store import open_store
from tests.pages.small import centre


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "qm.duckdb"
    store = open_store(path)
    centre(store)
    store.close()
    return path


TALL = 1600
"""No sidebar scrolls at this height; a list that is open closes when something scrolls."""
MOVED = (("Period", "All days"), ("Compare with", "No comparison"), ("Trend by", "Trend by month"))


@pytest.fixture(params=["idle", "busy"])
def machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """An idle machine, and one that two loops keep busy."""
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 if request.param == "busy" else 0)
    ]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def chip(page: Page, text: str):
    return page.locator(".st-key-chips").get_by_role("button", name=text)


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.usefixtures("machine")
def test_filters_moved_quickly_all_stand(serve, show, database):
    screen = show(serve(database), height=TALL)
    page = screen.open("/overview")
    page.get_by_test_id("stSidebar").get_by_text("More filters").click()
    for label, option in MOVED:
        pick(page, label, option)  # without waiting for the answer to the one before
    expect(page).to_have_url(re.compile(r"(?=.*period=All)(?=.*compare=No)(?=.*grain=Month)"))
    expect(chip(page, "All days")).to_be_visible()
    screen.settle()
    sent = page.url
    page.reload()
    expect(chip(page, "All days")).to_be_visible()
    screen.settle()
    assert page.url == sent


@pytest.mark.usefixtures("machine")
def test_back_takes_filters_away_one_by_one(serve, show, database):
    screen = show(serve(database), height=TALL)
    page = screen.open("/overview")
    page.get_by_test_id("stSidebar").get_by_text("More filters").click()
    for label, option in MOVED:
        pick(page, label, option)
        screen.settle()  # two that are moved while the page is drawn are one step
    expect(page).to_have_url(re.compile(r"(?=.*period=All)(?=.*compare=No)(?=.*grain=Month)"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("grain="))
    expect(page).to_have_url(re.compile("compare=No"))
    screen.settle()
    page.go_back()
    expect(page).not_to_have_url(re.compile("compare="))
    expect(chip(page, "All days")).to_be_visible()


@pytest.mark.usefixtures("machine")
def test_the_menu_keeps_the_filters_and_back_is_one_step(serve, show, database):
    screen = show(serve(database))
    page = screen.open("/overview?period=All+days&metric=Contacts")
    expect(page.get_by_role("combobox", name="Look closer at")).to_have_value("Contacts")
    page.get_by_role("link", name="Agents").click()
    expect(page).to_have_url(re.compile(r"/agents\?period=All(\+|%20)days$"))
    # No chip: in a centre this small Agents opens on all days anyway.
    expect(page.get_by_role("combobox", name="Period")).to_have_value("All days")
    screen.settle()
    page.get_by_role("link", name="Overview").click()
    expect(page).to_have_url(re.compile(r"metric=Contacts"))
    screen.settle()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/agents\?period=All"))
    screen.settle()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/overview\?.*metric=Contacts"))
    expect(chip(page, "All days")).to_be_visible()
