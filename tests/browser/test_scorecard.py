"""Scorecard in a real browser: sliders, the address and Back, suggesting, saving once, a version put in use."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def database(demo_stores) -> Path:
    return demo_stores.copy(days=90, contacts_per_day=600, seed=4)


def figure(page: Page, name: str) -> str:
    return page.locator(f".st-key-{name}").get_by_test_id("stMetricValue").inner_text()


def drawn(page: Page) -> str:
    expect(page.get_by_text("Who doesn't answer surveys?")).to_be_visible()
    return figure(page, "now-alignment")


def slider(page: Page, question: str):
    return page.locator(f".st-key-points-Contact-quality-{question} input").first


def shown(page: Page, question: str) -> float:
    return float(slider(page, question).input_value())


def test_sliders_the_address_back_and_reset(serve, show, database):
    screen = show(serve(database), height=1400)
    page = screen.open("/scorecard?period=All+days")
    today = drawn(page)
    before = {name: shown(page, name) for name in ("Q01", "Q07")}
    for _ in range(60):  # like a person: press until it has moved; a page still drawing may miss a key
        slider(page, "Q07").press("PageUp")
        page.wait_for_timeout(400)
        if "weight=" in page.url:
            break
    expect(page).to_have_url(re.compile("period=All.*weight="))
    screen.settle()
    assert shown(page, "Q07") > before["Q07"]
    assert shown(page, "Q01") < before["Q01"]
    page.get_by_role("button", name="Equal", exact=True).click()
    expect(page.locator(".st-key-now-alignment").get_by_test_id("stMetricValue")).not_to_have_text(today)
    screen.settle()
    assert shown(page, "Q01") == pytest.approx(100 / 12, abs=0.1)
    page.go_back()
    expect(slider(page, "Q01")).not_to_have_value(re.compile(r"^8\.[34]"))
    page.reload()
    drawn(page)
    assert shown(page, "Q07") > before["Q07"]
    page.locator(".st-key-scorecard-reset button").first.click()
    expect(page).not_to_have_url(re.compile("weight="))
    screen.settle()
    assert shown(page, "Q07") == before["Q07"]


def test_a_suggestion_is_saved_once_and_put_in_use(serve, show, database):
    screen = show(serve(database), height=1600)
    page = screen.open("/scorecard?period=All+days")
    drawn(page)
    page.get_by_role("button", name="Suggest", exact=True).click()
    expect(page.get_by_text("Changing the weights pays")).to_be_visible()
    screen.settle()
    page.get_by_label("Why these weights").fill("What customers feel counts <b>more</b>")
    page.get_by_role("button", name="Save as a version").dblclick()
    expect(page.get_by_text("Saved as version 2. No score changes")).to_be_visible()
    expect(page.get_by_text("3 · What customers feel")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Sheet for the agents").click()
    html = Path(download.value.path()).read_text(encoding="utf-8")
    assert "What customers feel counts &lt;b&gt;more&lt;/b&gt;" in html
    assert "<script" not in html
    assert "http" not in html
    page.locator(".st-key-version-use button").first.click()
    page.get_by_role("button", name="Use this version").dblclick()
    expect(page.get_by_text("Scores now use version 2.")).to_be_visible()
    expect(page.get_by_role("button", name="In use")).to_be_visible()


def test_nothing_is_wider_than_a_phone(serve, show, database):
    page = show(serve(database), width=390, height=1400, theme="dark").open("/scorecard?period=All+days")
    drawn(page)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= page.evaluate("document.querySelector('[data-testid=stMain]').clientWidth") + 1
