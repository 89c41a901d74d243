"""What-if in a real browser: levers, the address and Back, the map under the pointer, presenter view, files."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def database(demo_stores) -> Path:
    return demo_stores.copy(days=35, contacts_per_day=600, seed=4)


def level(page: Page) -> str:
    return page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue").inner_text()


def drawn(page: Page) -> str:
    expect(page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")).to_be_visible()
    expect(page.get_by_text("Look closer at").or_(page.get_by_text("Presenter view")).first).to_be_visible()
    return level(page)


def changed(page: Page, before: str) -> str:
    tile = page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")
    expect(tile).not_to_have_text(before)
    return level(page)


def test_a_preset_is_in_the_address_and_back_takes_it_away(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    page.get_by_role("button", name="Coach for resolution").click()
    changed(page, today)
    expect(page).to_have_url(re.compile("repeats="))
    page.wait_for_timeout(700)  # Back at once could be an address that was sent before the click
    page.go_back()
    expect(page.locator(".st-key-whatif-service").get_by_test_id("stMetricValue")).to_have_text(today)
    assert "repeats=" not in page.url


def boxes(page: Page) -> list[tuple[str, str]]:
    """What the sliders and the number boxes of the levers show."""
    levers = page.locator("[class*=st-key-lever-]").filter(has=page.get_by_role("slider"))
    levers = levers.filter(has=page.locator("input[type=number]"))
    return [
        (lever.locator("input[type=range]").first.input_value(), lever.locator("input[type=number]").input_value())
        for lever in levers.all()
    ]


def test_another_queue_moves_sliders_and_number_boxes_alike(serve, show, database):
    screen = show(serve(database), height=1400)
    page = screen.open("/whatif?staff=8")
    before = drawn(page)
    page.get_by_role("combobox", name="Queue").last.click()
    page.get_by_role("option", name="Technical line (voice)").click()
    changed(page, before)
    screen.settle()
    assert "staff=" not in page.url
    shown = boxes(page)
    assert len(shown) >= 5
    for slid, typed in shown:
        assert abs(float(slid) - float(typed)) < 0.51  # a slider stands on its steps
    assert ("8", "8.0") not in shown


def test_levers_answer_and_curve_stand_on_the_first_screen(serve, show, database):
    page = show(serve(database), height=800).open("/whatif?repeats=6")
    drawn(page)
    for place in (
        ".st-key-lever-staff",
        ".st-key-lever-repeats",
        ".st-key-whatif-sentence",
        ".st-key-whatif-service",
        ".st-key-whatif-agents",
        ".st-key-whatif-picture svg.marks",
        ".st-key-whatif-saving",
        ".st-key-whatif-share",
    ):
        box = page.locator(place).first.bounding_box()
        assert box, place
        assert box["y"] + box["height"] <= 800, place


def test_a_slider_moves_by_key(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    lever = page.locator(".st-key-lever-staff input").first
    for _ in range(60):  # like a person: press until it has moved; a page still drawing may miss a key
        lever.press("ArrowRight")
        page.wait_for_timeout(400)
        if "staff=" in page.url:
            break
    expect(page).to_have_url(re.compile("staff="))
    changed(page, today)


def test_levers_moved_one_after_the_other_all_survive_with_a_filter_set(serve, show, database):
    screen = show(serve(database), height=1400)
    page = screen.open("/whatif?channel=voice")
    drawn(page)
    for lever in ("staff", "repeats", "aht", "volume"):
        for _ in range(3):  # quicker than the page can answer
            page.locator(f".st-key-lever-{lever}").get_by_role("slider").press("ArrowRight", no_wait_after=True)
    for lever in ("staff", "repeats", "aht", "volume"):
        expect(page).to_have_url(re.compile(f"{lever}="))
    screen.settle(1.5)
    there = level(page)
    assert all(f"{lever}=" in page.url for lever in ("staff", "repeats", "aht", "volume", "channel"))
    page.reload()
    assert drawn(page) == there
    page.goto(page.url.split("?")[0] + "?repeats=5")
    drawn(page)
    assert "staff=" not in page.url
    expect(page.locator(".st-key-lever-repeats input[type=number]")).to_have_value("5.0")


def test_chat_and_letters_have_answers_of_their_own(serve, show, database):
    app = serve(database)
    page = show(app, height=1400).open("/whatif?channel=chat")
    both = drawn(page)
    typed = page.locator(".st-key-lever-chats input[type=number]")
    typed.fill("1")
    typed.press("Enter")
    assert float(changed(page, both).strip("%")) < float(both.strip("%")) - 5
    page = show(app, height=1400).open("/whatif?channel=email")
    expect(page.get_by_text("Backlog in the weeks ahead")).to_be_visible()
    expect(page.locator(".st-key-whatif-backlog").get_by_test_id("stMetricValue")).to_be_visible()


@pytest.mark.parametrize(("number", "said"), [("-5", "can't be -5"), ("1e9", "can't be")])
def test_what_cannot_be_is_told_at_the_control(serve, show, database, number, said):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    typed = page.locator(".st-key-lever-aht input[type=number]")
    typed.fill(number)
    typed.press("Enter")
    expect(page.locator(".st-key-lever-aht").get_by_text(said)).to_be_visible()
    assert level(page) == today
    assert "NaN" not in page.locator("[data-testid=stMain]").inner_text()


def test_a_number_that_cannot_be_is_told_at_its_place(serve, show, database):
    page = show(serve(database), height=1400).open("/whatif")
    today = drawn(page)
    typed = page.locator(".st-key-lever-staff input[type=number]")
    typed.fill("-3")
    typed.press("Enter")
    expect(page.get_by_text("The number of agents can't be -3; give a number above 0.")).to_be_visible()
    assert level(page) == today


def test_figures_follow_the_pointer_over_the_map_and_a_click_goes_there(serve, show, database):
    screen = show(serve(database), height=2600)
    page = screen.open("/whatif?detail=Map")
    today = drawn(page)
    ground = page.locator("[class*='st-key-whatif-map-'] svg.marks").first
    expect(ground).to_be_visible()
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
    expect(page).to_have_url(re.compile("staff=.*repeats="))
    agents = float(re.search(r"staff=([\d.]+)", page.url)[1])
    assert said[1].startswith(f"{agents:.1f} agents")


def test_presenter_view_has_large_figures_and_no_sidebar(serve, show, database):
    page = show(serve(database), width=1920, height=1080).open("/whatif?present=true")
    figure = page.locator(".st-key-whatif-service svg text").filter(has_text=re.compile(r"^[\d.]+%$")).first
    expect(figure).to_be_visible()
    assert figure.evaluate("node => node.getBoundingClientRect().height") >= 60
    expect(page.locator("[data-testid=stSidebar][aria-expanded=true]")).to_have_count(0)


def test_the_answer_is_taken_away_as_json(serve, show, database):
    page = show(serve(database), height=2600).open("/whatif?staff=8")
    drawn(page)
    page.locator(".st-key-whatif-share button").first.click()
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
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("What if")
    page.get_by_role("link", name="What-if").click()
    assert drawn(page) == there
    expect(page).to_have_url(re.compile("staff=8"))
