"""The whole way down from the centre to one answer and back up, coaching logged on the way, and the 1:1 sheet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qm.store import open_store
from tests.pages.small import NAME, centre


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "qm.duckdb"
    store = open_store(path)
    centre(store)
    store.close()
    return path


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def crumbs(page: Page) -> Locator:
    return page.locator(".st-key-trail")


def pick_row(page: Page, key: str, x: int = 15) -> None:
    """Select the first row of a table; its cells are drawn on a canvas."""
    table = page.locator(f"[class*='st-key-{key}'] canvas").first
    table.scroll_into_view_if_needed()
    table.click(position={"x": x, "y": 52}, force=True)


def test_down_to_one_answer_and_back_up_with_the_filters_kept(serve, show, database):
    screen = show(serve(database), height=3000)
    page = screen.open("/agents?period=All+days&channel=voice&team=North")
    title(page, "Who is doing well, who needs what help?")
    screen.settle()
    pick_row(page, "agents-table", x=80)
    title(page, f"{NAME} (A1)")
    assert "team=North" in page.url
    screen.settle()
    pick_row(page, "work-mix")
    expect(page).to_have_url(re.compile(r"reason=billing"))
    expect(crumbs(page).get_by_text("billing")).to_be_visible()
    screen.settle()
    page.get_by_text("All contacts of this agent under these filters").click()
    page.get_by_role("link", name="a27 ·").click()
    title(page, "Contact a27")
    expect(page.get_by_text("Fine <script>")).to_be_visible()
    screen.settle()
    page.get_by_role("combobox", name="Look closer at a question").click()
    page.get_by_role("option", name="q2 Solved it").click()
    expect(page.get_by_text("points 5 of 10")).to_be_visible()
    for kept in ("period=All+days", "channel=voice", "team=North", "reason=billing", "contact=a27", "question=q2"):
        assert kept in page.url, page.url
    sent = page.url
    screen.settle()

    page.go_back()
    expect(page.get_by_text("points 5 of 10")).to_have_count(0)
    title(page, "Contact a27")
    screen.settle()
    page.go_back()
    title(page, f"{NAME} (A1)")
    assert "reason=billing" in page.url
    screen.settle()
    page.go_back()
    expect(page).not_to_have_url(re.compile("reason="))
    expect(crumbs(page).get_by_text("billing")).to_have_count(0)
    screen.settle()
    page.go_back()
    title(page, "Who is doing well, who needs what help?")
    assert "channel=voice" in page.url
    assert "team=North" in page.url
    screen.settle()

    page.goto(sent)
    expect(page.get_by_text("points 5 of 10")).to_be_visible()
    screen.settle()
    crumbs(page).get_by_role("link", name="billing").click()
    title(page, f"{NAME} (A1)")
    screen.settle()
    crumbs(page).get_by_role("button", name="All agents").click()
    title(page, "Who is doing well, who needs what help?")
    expect(page).not_to_have_url(re.compile("agent="))
    assert "channel=voice" in page.url

    page.goto(sent)
    expect(page.get_by_text("points 5 of 10")).to_be_visible()
    screen.settle()
    crumbs(page).get_by_role("button", name="Team North").click()
    title(page, "Who is doing well, who needs what help?")
    expect(page).to_have_url(re.compile(r"/agents\?.*team=North"))
    assert "agent=" not in page.url
    assert "channel=voice" in page.url


def test_coaching_is_logged_once_and_the_page_for_a_talk_prints(serve, show, database, tmp_path):
    screen = show(serve(database), height=4000)
    page = screen.open("/agents?period=All+days&agent=A1")
    title(page, f"{NAME} (A1)")
    page.get_by_text("Log coaching or feedback").click()
    page.get_by_label("Note").fill("Say what happens next")
    page.get_by_label("Held by").fill("Sue")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_text("Coaching of")).to_be_visible()
    screen.settle()
    page.reload()
    title(page, f"{NAME} (A1)")
    screen.settle()
    page.get_by_role("button", name="Take an entry back").click()
    expect(page.get_by_role("button", name=re.compile("coaching of"))).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_text("1:1 sheet").click()
    paper = page.frame_locator("iframe").first
    expect(paper.get_by_role("heading", level=1)).to_have_text(f"{NAME} (A1)")
    expect(paper.get_by_text("Say what happens next")).to_be_visible()
    assert "print=true" in page.url.lower()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the sheet").click()
    saved = tmp_path / "talk.html"
    download.value.save_as(saved)
    file = page.context.new_page()
    file.goto(saved.as_uri())
    pdf = file.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1, "one side of A4"


def test_a_contact_on_a_phone_is_not_wider_than_the_screen(serve, show, database):
    screen = show(serve(database), width=390, height=844)
    page = screen.open("/contact?contact=a1&period=All+days")
    title(page, "Contact a1")
    page.goto(page.url.replace("/contact?contact=a1&", "/agents?agent=A1&"))
    for _ in ("contact", "agent"):
        screen.settle()
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        assert wide <= 0
