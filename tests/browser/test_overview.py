"""Overview in a real browser: marks that filter, the address, Back, and what is saved."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.store import open_store
from tests.browser.app import saved_every_way
from tests.centre import fill

START = datetime(2024, 1, 1, 9)
WEEKS = 15


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen weeks of two contacts a day: voice about billing in 10 s, chat about delivery in 30 s."""
    path = tmp_path_factory.mktemp("served") / "qm.duckdb"
    store = open_store(path)
    rows = [
        {
            "contact_id": f"{channel}{day}",
            "customer_id": f"{channel}{day}",
            "channel": channel,
            "reason": reason,
            "arrived_at": START + timedelta(days=day),
            "wait_seconds": wait,
            "handle_seconds": 300,
            "abandoned": False,
        }
        for day in range(7 * WEEKS)
        for channel, reason, wait in (("voice", "billing", 10), ("chat", "delivery", 30))
    ]
    fill(store, contacts=rows)
    store.close()
    return path


def contacts(page: Page, text: str) -> None:
    tile = page.locator(".st-key-tile-contacts").get_by_test_id("stMetricValue")
    expect(tile).to_have_text(text)


def mark(page: Page, chart: str, kind: str, index: int) -> None:
    """Click a mark in the middle."""
    marks = page.locator(f"[class*='st-key-{chart}-'] g.mark-{kind}.role-mark path")
    expect(marks.first).to_be_visible()
    marks.nth(index).click(force=True)


def test_a_mark_filters_shows_a_chip_and_back_takes_it_away(serve, show, database):
    page = show(serve(database), height=2400).open("/overview")
    contacts(page, "56")
    mark(page, "breakdown", "symbol", 0)
    expect(page.get_by_role("button", name="Reason: billing")).to_be_visible()
    contacts(page, "28")
    assert "reason=billing" in page.url
    page.go_back()
    contacts(page, "56")
    expect(page.get_by_role("button", name="Reason: billing")).to_have_count(0)


def test_a_point_of_the_trend_looks_at_its_days_and_one_step_back_returns(serve, show, database):
    page = show(serve(database), height=2400).open("/overview")
    contacts(page, "56")
    mark(page, "trend", "symbol", 3)
    contacts(page, "14")
    assert "days=2024-01-22&days=2024-01-28" in page.url
    page.reload()
    contacts(page, "14")
    page.go_back()
    contacts(page, "56")


def test_a_sent_link_shows_the_same_screen(serve, show, database):
    app = serve(database)
    page = show(app, height=2400).open("/overview?channel=voice&metric=Contacts&by=Weekday&period=Last+7+days")
    contacts(page, "7")
    expect(page.get_by_text("Contacts by weekday", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Channel: voice")).to_be_visible()


def test_every_chart_saves_as_picture_drawing_and_table(serve, show, database, tmp_path):
    page = show(serve(database), height=2400).open("/overview?channel=voice")
    contacts(page, "28")
    for chart in ("trend", "breakdown", "moves", "heatmap"):
        assert "channel voice" in saved_every_way(page, chart, tmp_path)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_wider_than_the_screen(serve, show, database, width):
    page = show(serve(database), width=width, height=900).open("/overview")
    contacts(page, "56")
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wide <= 0
