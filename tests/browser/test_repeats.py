"""Repeats in a real browser: the address of everything chosen here, marks that choose, and what is saved."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.store import open_store
from tests.browser.app import saved_every_way
from tests.centre import fill

START = datetime(2024, 1, 1, 9)
DAYS = 70


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten weeks with a call a day; every even day's customer calls again the next morning."""
    path = tmp_path_factory.mktemp("served") / "qm.duckdb"
    store = open_store(path)
    rows = [
        {
            "contact_id": f"{again}{day}",
            "customer_id": f"P{day}",
            "channel": "voice",
            "queue": "line",
            "reason": "delivery" if again else "billing",
            "arrived_at": START + timedelta(days=day, hours=23 * again),
            "agent_id": "A1",
            "wait_seconds": 10,
            "handle_seconds": 300,
            "abandoned": False,
        }
        for day in range(DAYS)
        for again in ((0, 1) if day % 2 == 0 else (0,))
    ]
    fill(store, contacts=rows)
    store.close()
    return path


def rate(page: Page, label: str) -> None:
    """Wait for the first tile to be about this window."""
    expect(page.locator(".st-key-tile-rate").get_by_test_id("stMetricLabel")).to_have_text(label)


def test_a_point_of_the_curve_looks_at_its_window_and_back_returns(serve, show, database):
    page = show(serve(database), height=2400).open("/repeats?period=All+days")
    rate(page, "Back within 7 days")
    points = page.locator("[class*='st-key-curve-'] g.mark-symbol.role-mark path")
    expect(points.first).to_be_visible()
    points.nth(13).click(force=True)
    rate(page, "Back within 14 days")
    assert "window=14+days" in page.url
    page.reload()
    rate(page, "Back within 14 days")
    page.go_back()
    rate(page, "Back within 7 days")


def test_a_dot_narrows_to_its_group(serve, show, database):
    page = show(serve(database), height=2400).open("/repeats?period=All+days")
    rate(page, "Back within 7 days")
    dots = page.locator("[class*='st-key-causes-'] g.mark-symbol.role-mark path")
    expect(dots.first).to_be_visible()
    dots.first.click(force=True)
    expect(page.get_by_role("button", name="Reason: billing")).to_be_visible()
    assert "reason=billing" in page.url


def test_a_sent_link_shows_the_same_screen(serve, show, database):
    address = "/repeats?period=All+days&scope=Same+channel&customer=P2&target=My+own&own_target=25.0&counted=Contacts"
    page = show(serve(database), height=3000).open(address)
    expect(page.get_by_text("The journey of customer P2")).to_be_visible()
    expect(page.get_by_text("Beyond a rate of 25.0%")).to_be_visible()
    expect(page.get_by_text("100% of the contacts")).to_be_visible()
    expect(page.get_by_role("radio", name="Same channel")).to_be_checked()


def test_the_slider_answers_and_keeps_its_value_in_the_address(serve, show, database):
    page = show(serve(database), height=2400).open("/repeats?period=All+days&target=My+own")
    expect(page.get_by_text("Beyond a rate of 15.0%")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Beyond a rate of 15.5%")).to_be_visible()
    expect(page).to_have_url(re.compile(r"own_target=15\.5"))


def test_any_other_split_is_on_the_overview_under_the_same_filters(serve, show, database):
    page = show(serve(database), height=2400).open("/repeats?period=All+days&reason=billing")
    rate(page, "Back within 7 days")
    page.get_by_role("link", name="Split it by anything else").click()
    expect(page.get_by_text("Repeat rate by reason")).to_be_visible()
    expect(page.get_by_role("button", name="Reason: billing")).to_be_visible()


def test_a_customer_is_typed_and_shown(serve, show, database):
    page = show(serve(database), height=3000).open("/repeats?period=All+days")
    rate(page, "Back within 7 days")
    page.get_by_role("combobox", name="Customer").fill("P4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The journey of customer P4")).to_be_visible()
    assert "customer=P4" in page.url


def test_every_chart_saves_as_picture_drawing_and_table(serve, show, database, tmp_path):
    page = show(serve(database), height=3000).open("/repeats?period=All+days&customer=P2")
    expect(page.get_by_text("The journey of customer P2")).to_be_visible()
    for chart in ("curve", "pareto", "causes", "journey"):
        saved_every_way(page, chart, tmp_path)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_wider_than_the_screen(serve, show, database, width):
    page = show(serve(database), width=width, height=900).open("/repeats?customer=P2")
    expect(page.get_by_text("The journey of customer P2")).to_be_visible()
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wide <= 0
