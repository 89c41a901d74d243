"""Calibration in a real browser: a round opened from the trend, a sent link, Back, and what is saved."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qm.store import open_store
from tests.browser.app import saved_every_way
from tests.centre import answer, contact, evaluation, fill, question

START = datetime(2024, 5, 6, 10)
AS_WIDE = """place => {
    const [box, drawn] = [document.querySelector(place), document.querySelector(place + ' svg.marks')]
    return drawn && drawn.getBoundingClientRect().width > 0.8 * box.getBoundingClientRect().width
}"""
EVALUATORS = ("Ann", "Bob", "Cat")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weekly rounds of four contacts; Cat fails everybody's greeting from the third on. More scored by one."""
    path = tmp_path_factory.mktemp("served") / "qm.duckdb"
    store = open_store(path)
    contacts, told, answers = [], [], []
    for number in range(40):
        at = str(START + timedelta(days=7 * (number % 16 // 4), minutes=number))
        contacts.append(contact(f"K{number}", at, agent_id=f"A{number % 2}", channel="voice"))
        for evaluator in EVALUATORS if number < 16 else EVALUATORS[number % 3 : number % 3 + 1]:
            name = f"E{number}{evaluator}"
            planned = {"calibration_id": f"R{1 + number // 4}"} if number < 16 else {}
            told.append(
                evaluation(
                    name,
                    at,
                    contact_id=f"K{number}",
                    evaluator_id=evaluator,
                    scorecard="main",
                    agent_id=f"A{number % 2}",
                    **planned,
                )
            )
            passed = 0.0 if (evaluator == "Cat" and number >= 8) or number % 3 == 0 else 1.0
            answers += [
                answer(name, "Q1", passed, 1.0, comment=None if passed else "no name given"),
                answer(name, "Q2", 1.0 if number % 5 else 0.0, 1.0),
            ]
    asked = [question("Q1", text="Greeted", weight=1.0), question("Q2", text="Documented", weight=1.0)]
    fill(store, contacts=contacts, evaluations=told, answers=answers, questions=asked)
    store.close()
    return path


def about(page: Page, text: str) -> None:
    """Wait for the opened round to be this one: its caption begins with its day."""
    expect(page.get_by_text(text)).to_be_visible()


def statistics(page: Page) -> None:
    """Open the coefficients."""
    page.get_by_text("Statistics", exact=True).click()
    expect(page.get_by_text("Agreement measured by")).to_be_visible()


def test_a_round_is_opened_from_the_trend_and_back_returns(serve, show, database):
    page = show(serve(database), height=3600).open("/calibration?period=All+days")
    about(page, "27 May 2024 · 4 contacts · 3 evaluators")
    statistics(page)
    points = page.locator("[class*='st-key-rounds-'] g.mark-symbol.role-mark path")
    expect(points.first).to_be_visible()
    # A chart in a closed expander is drawn anew, as wide as its place, once that is open.
    page.wait_for_function(AS_WIDE, arg="[class*='st-key-rounds-']")
    points.nth(0).element_handle().wait_for_element_state("stable")
    points.nth(0).click(force=True)
    about(page, "6 May 2024 · 4 contacts · 3 evaluators")
    expect(page).to_have_url(re.compile("round=R1"))
    page.reload()
    about(page, "6 May 2024 · 4 contacts · 3 evaluators")
    page.go_back()
    about(page, "27 May 2024 · 4 contacts · 3 evaluators")


def test_a_sent_link_shows_the_same_screen_and_a_wrong_one_says_so(serve, show, database):
    shown = show(serve(database), height=3600)
    page = shown.open(
        "/calibration?period=All+days&coefficient=Cohen%27s+kappa&round=R3&scored=K8&severity=Severity+removed"
    )
    about(page, "20 May 2024 · 4 contacts · 3 evaluators · Cohen's kappa")
    expect(page.get_by_text("Cohen's kappa by question")).to_be_visible()  # Statistics stand open
    expect(page.get_by_role("radio", name="Severity removed")).to_be_checked()
    expect(page.get_by_text("Cat differed from the usual answer on 1 of 2 questions")).to_be_visible()
    page = shown.open("/calibration?period=All+days&round=R9&scored=K99")
    expect(page.get_by_text("round 'R9', which does not exist")).to_be_visible()
    expect(page.get_by_text("There is no contact 'K99' in round R4")).to_be_visible()


def test_every_chart_saves_as_picture_drawing_and_table(serve, show, database, tmp_path):
    page = show(serve(database), height=3600).open("/calibration?period=All+days&severity=Severity+removed")
    about(page, "27 May 2024 · 4 contacts · 3 evaluators")
    statistics(page)
    for chart in ("disagreement", "questions", "evaluators", "pairs", "rounds", "shifts"):
        saved_every_way(page, chart, tmp_path)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_is_wider_than_the_screen(serve, show, database, width):
    page = show(serve(database), width=width, height=900).open("/calibration?period=All+days")
    about(page, "27 May 2024 · 4 contacts · 3 evaluators")
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wide <= 0
