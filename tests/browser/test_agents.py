"""Agents, the centre view, in a real browser: rows and marks that pick, order, search, targets and what is saved."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.store import open_store
from tests.centre import fill

START = datetime(2024, 5, 6, 9)
SOLVED = {f"A{i}": 36 for i in range(6)} | {"Bad": 12}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks in which six agents of team Red solve 36 of 40 contacts, and Bad of team Blue 12."""
    path = tmp_path_factory.mktemp("served") / "qm.duckdb"
    store = open_store(path)
    rows = [
        {
            "contact_id": f"{agent}-{i}",
            "agent_id": agent,
            "arrived_at": START + timedelta(days=i % 28, minutes=i),
            "channel": "voice",
            "reason": "order",
            "wait_seconds": 20,
            "handle_seconds": 300 + i,
            "abandoned": False,
            "resolved": i < good,
        }
        for agent, good in SOLVED.items()
        for i in range(40)
    ]
    people = [{"agent_id": a, "name": f"Name of {a}", "team": "Blue" if a == "Bad" else "Red"} for a in SOLVED]
    evaluations = [
        {
            "evaluation_id": f"{a}-{i}",
            "agent_id": a,
            "contact_id": f"{a}-{i}",
            "evaluator_id": "Eve",
            "evaluated_at": START + timedelta(days=i),
        }
        for a in SOLVED
        for i in range(12)
    ]
    answers = [
        {"evaluation_id": e["evaluation_id"], "question_id": "q", "points": 8 + n % 2, "points_possible": 10}
        for n, e in enumerate(evaluations)
    ]
    fill(store, agents=people, contacts=rows, evaluations=evaluations, answers=answers)
    store.close()
    return path


def said(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


def click_row(page: Page, row: int) -> None:
    """Click a cell in a row of the list, counted from 0; it is drawn on a canvas."""
    cells = page.locator("[class*='st-key-agents-table'] canvas").first
    expect(cells).to_be_visible()
    cells.click(position={"x": 60, "y": 35 * (row + 1) + 15}, force=True)


def test_from_teams_to_agents_and_back_with_filters_kept(serve, show, database):
    page = show(serve(database), height=2600).open("/agents?people=Teams&on=Resolution&channel=voice")
    said(page, "1 clearly worse than expected")
    click_row(page, 0)
    expect(page.get_by_role("button", name="Team: Blue")).to_be_visible()
    said(page, "Resolution of every agent of team Blue")
    assert "channel=voice" in page.url
    page.go_back()
    said(page, "Resolution of every team")
    points = page.locator("[class*='st-key-funnel-'] g.mark-symbol.role-mark path")
    expect(points).to_have_count(2)
    points.first.click(force=True)
    expect(page.get_by_role("button", name=re.compile("Team: (Red|Blue)"))).to_be_visible()


def test_an_agent_is_picked_in_the_list_and_by_a_mark(serve, show, database):
    page = show(serve(database), height=2600).open("/agents?on=Resolution&channel=voice")
    said(page, "1 clearly worse than expected")
    click_row(page, 0)
    expect(page).to_have_url(re.compile(r"agent=Name\+of\+Bad"))
    expect(page.get_by_role("heading", name="Name of Bad")).to_be_visible()
    page.go_back()
    marks = page.locator("[class*='st-key-pair-aht-'] g.mark-symbol.role-mark path")
    expect(marks.first).to_be_visible()
    marks.first.click(force=True)
    expect(page).to_have_url(re.compile(r"agent=Name"))
    assert "channel=voice" in page.url


def test_search_order_and_what_is_saved(serve, show, database, tmp_path):
    page = show(serve(database), height=2600).open("/agents?on=Resolution")
    said(page, "7 agents, 280 cases, typically 40 each.")
    page.get_by_text("By value").click()
    said(page, "Places are rough")
    expect(page).to_have_url(re.compile(r"order=By\+value"))
    page.get_by_role("searchbox", name="Search").or_(page.get_by_label("Search")).first.fill("bad")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("find=bad"))
    # The address changes at once, the list when the server has answered.
    expect(page.locator("[class*='st-key-agents-table'] [role=grid]")).to_have_attribute("aria-rowcount", "2")
    for inside, label in (("agents-save", "Save as CSV"), ("funnel-save", "Table (CSV)"), ("pair-aht-save", "Picture")):
        if inside != "agents-save":
            page.locator(f".st-key-{inside}").get_by_role("button").first.click()
        with page.expect_download() as download:
            page.get_by_role("button", name=label).first.click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        content = saved.read_bytes()
        if inside == "agents-save":
            lines = content.decode().splitlines()
            assert lines[0] == "# Resolution by agent"
            assert [line.split(",")[0] for line in lines if not line.startswith("#")] == ["agent", "Bad"]
        else:
            assert content.startswith((b"# ", b"\x89PNG"))
            page.keyboard.press("Escape")


def test_a_target_clicked_twice_is_kept_once_and_a_bad_one_gets_a_sentence(serve, show, database):
    app = serve(database)
    page = show(app, height=2800).open("/agents?on=Resolution")
    level = page.get_by_label("Target", exact=True)
    expect(level).to_be_visible()
    level.fill("lots")
    page.get_by_role("button", name="Set target").click()
    said(page, "'lots' is no value of Satisfaction; write it like 85%.")
    page.get_by_role("combobox", name="Metric").last.click()
    page.get_by_role("option", name="Resolution, at least", exact=True).click()
    level.fill("95%")
    page.get_by_role("button", name="Set target").dblclick()
    said(page, "The whole centre: Resolution, at least 95.0%.")
    page.reload()
    expect(page.locator(".st-key-targets-list canvas").first).to_be_visible()
    table = page.locator(".st-key-targets-list [role=row]")
    expect(table).to_have_count(2)  # the header and one target


def test_nothing_is_wider_than_the_screen(serve, show, database):
    page = show(serve(database), width=390, height=900).open("/agents?on=Resolution&context=true")
    said(page, "7 agents, 280 cases")
    for width in (390, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        assert wide <= 0, width
