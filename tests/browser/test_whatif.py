"""What-if in a real browser: levers, the address and Back, the map under the pointer, presenter view, files."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.demo import simulate
from qm.intake import load_frames
from qm.store import open_store

SLOW = 30_000


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "qm.duckdb"
    store = open_store(path)
    load_frames(store, simulate(days=35, contacts_per_day=600, seed=4).frames, file="demo centre", kind="demo")
    store.close()
    return path


def level(page: Page) -> str:
    return page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue").inner_text()


def drawn(page: Page) -> str:
    expect(page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("What it takes for granted")).to_be_visible(timeout=SLOW)
    return level(page)


def changed(page: Page, before: str) -> str:
    tile = page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")
    expect(tile).not_to_have_text(before, timeout=SLOW)
    return level(page)


def test_a_preset_is_in_the_address_and_back_takes_it_away(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    page.get_by_role("button", name="Coach for resolution").click()
    changed(page, today)
    expect(page).to_have_url(re.compile("repeats="), timeout=SLOW)
    page.go_back()
    expect(page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")).to_have_text(today, timeout=SLOW)
    assert "repeats=" not in page.url


def test_a_slider_moves_by_key(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    lever = page.locator(".st-key-lever-staff input").first
    for _ in range(60):  # like a person: press until it has moved; a page still drawing may miss a key
        lever.press("ArrowRight")
        page.wait_for_timeout(400)
        if "staff=" in page.url:
            break
    expect(page).to_have_url(re.compile("staff="), timeout=SLOW)
    changed(page, today)


def test_a_number_that_cannot_be_is_told_at_its_place(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    typed = page.locator(".st-key-lever-staff-typed input")
    typed.fill("-3")
    typed.press("Enter")
    expect(page.get_by_text("The number of agents can't be -3; give a number above 0.")).to_be_visible(timeout=SLOW)
    assert level(page) == today


def test_figures_follow_the_pointer_over_the_map_and_a_click_goes_there(serve, show, database):
    screen = show(serve(database), height=2600)
    page = screen.open("/whatif")
    today = drawn(page)
    ground = page.locator("[class*='st-key-whatif-map-'] svg.marks").first
    expect(ground).to_be_visible(timeout=SLOW)
    screen.settle()
    box = ground.bounding_box()
    assert box
    said = []
    for part in (0.35, 0.65):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * 0.5)
        words = page.locator("[class*='st-key-whatif-map-'] svg text").filter(has_text="→")
        expect(words).to_have_count(1)
        said.append(words.text_content())
        page.wait_for_timeout(100)
    assert said[0] != said[1]
    page.mouse.click(box["x"] + box["width"] * 0.65, box["y"] + box["height"] * 0.5)
    changed(page, today)
    expect(page).to_have_url(re.compile("staff=.*repeats="), timeout=SLOW)
    agents = float(re.search(r"staff=([\d.]+)", page.url)[1])
    assert said[1].startswith(f"{agents:.1f} agents")


def test_presenter_view_has_large_figures_and_no_sidebar(serve, show, database):
    page = show(serve(database), width=1920, height=1080).open("/whatif?present=true")
    figure = page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")
    expect(figure).to_be_visible(timeout=SLOW)
    assert float(figure.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")) >= 60
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()


def test_the_answer_is_taken_away_as_json(serve, show, database):
    page = show(serve(database), height=2600).open("/whatif?staff=8")
    drawn(page)
    page.locator(".st-key-whatif-export button").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Everything (JSON)").click()
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert told["scenario"]["levers"]["agents"] == 8
    assert 0 < told["today"]["service_level"] < told["scenario"]["service_level"] < 1


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
def test_nothing_is_wider_than_the_screen(serve, show, database, width, theme):
    page = show(serve(database), width=width, height=1400, theme=theme).open("/whatif?repeats=6")
    drawn(page)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= page.evaluate("document.querySelector('[data-testid=stMain]').clientWidth") + 1


def test_levers_stay_where_they_were_while_another_page_is_looked_at(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif?staff=8")
    there = drawn(page)
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("Look closer at")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="What-if").click()
    assert drawn(page) == there
    expect(page).to_have_url(re.compile("staff=8"), timeout=SLOW)
