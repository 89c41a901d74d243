"""Files dropped on the page Data by hand, as an analyst does, and the figures they come to."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.app import Screen


class Analyst:
    """Somebody at the page Data."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page: Page = screen.open("/data")

    def drop(self, *files: Path) -> None:
        self.page.set_input_files("[data-testid=stFileUploaderDropzone] input", list(files))
        expect(self.page.get_by_text(files[0].name).first).to_be_visible()
        self.settle()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.settle()

    def choose(self, label: str, *values: str) -> None:
        """Pick from a list by typing, as with long lists."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        for value in values:
            option = self.page.get_by_role("option", name=value).first
            for _ in range(50):  # a page that is drawn anew just then closes the list
                box.click()
                box.fill(value)
                try:
                    option.click(timeout=5000)
                    break
                except TimeoutError:
                    continue
            else:
                raise AssertionError(f"{label} does not offer {value}")
            self.settle()
        self.page.keyboard.press("Escape")

    def settle(self) -> None:
        """Wait until what was just done has been answered."""
        self.screen.settle()

    def add(self, field: str) -> None:
        self.page.get_by_role("radio", name=field, exact=True).click()
        self.settle()

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()
        self.settle()

    def figure(self, label: str) -> Locator:
        """The value of one of the four figures that account for every row."""
        metric = self.page.locator("[data-testid=stMetric]").filter(has_text=re.compile(f"^{label}"))
        return metric.locator("[data-testid=stMetricValue]")

    def explore(self) -> None:
        self.press("Explore this data")
        expect(self.page).to_have_title("Overview · qm")
        self.screen.settle()

    def tile(self, name: str) -> Locator:
        return self.page.locator(f".st-key-tile-{name} [data-testid=stMetricValue]")


@pytest.fixture
def analyst(serve: Callable, show: Callable, tmp_path: Path) -> Analyst:
    return Analyst(show(serve(tmp_path / "qm.duckdb")))


@pytest.mark.real_files
def test_the_shop_file_with_a_wait_added_by_hand_and_undone(analyst: Analyst, real_files: Path):
    page = analyst.page
    analyst.drop(real_files / "ecommerce_support" / "ecommerce_customer_support_20pct_sample.csv")
    expect(page.get_by_text("17,182 rows, 21 columns")).to_be_visible()
    analyst.add("wait_seconds")
    analyst.choose("Source of wait_seconds", "from one time to another")
    analyst.choose("From", "Issue_reported at")
    analyst.choose("To", "issue_responded")
    analyst.press("Check all rows")
    expect(analyst.figure("Accepted")).to_have_text("17,182")
    expect(page.get_by_text("635 rows: wait_seconds")).to_be_visible()
    analyst.press("Import 17,182 rows")
    expect(page.get_by_text("is in: 17,182 rows accepted")).to_be_visible()

    analyst.explore()
    expect(analyst.tile("contacts")).to_have_text("17,182")
    expect(analyst.tile("csat")).to_have_text("82.7%")

    page.get_by_role("link", name="Data").click()
    analyst.settle()
    analyst.open_tab("Import history")
    page.get_by_text("ecommerce_customer_support").first.click()
    analyst.settle()
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo import 1", exact=True).click()
    expect(page.get_by_text("is undone: 17,182 rows removed")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("There are no contacts to show")).to_be_visible()


@pytest.mark.real_files
def test_the_incident_log_brought_down_to_one_row_each(analyst: Analyst, real_files: Path):
    page = analyst.page
    analyst.drop(real_files / "uci_incident" / "incident_event_log.csv.gz")
    expect(page.get_by_text("141,712 rows hold only 24,918 different values of number")).to_be_visible()
    analyst.press("Count as empty")
    analyst.choose("Event log: keep only the last row of each contact, by", "sys_updated_at", "sys_mod_count")
    analyst.press("Check all rows")
    expect(analyst.figure("Accepted")).to_have_text("24,918")
    expect(analyst.figure("Left out")).to_have_text("116,794")
    analyst.press("Import 24,918 rows")
    expect(page.get_by_text("is in: 24,918 rows accepted")).to_be_visible()
    analyst.explore()
    expect(analyst.tile("contacts")).to_have_text("24,918")


def test_a_double_click_imports_once_and_a_picture_is_one_sentence(analyst: Analyst, tmp_path: Path):
    page = analyst.page
    calls, picture = tmp_path / "calls.csv", tmp_path / "picture.csv"
    calls.write_text("contact_id;arrived_at\n1;2024-03-01 10:00\n2;2024-03-02 11:00\n", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 90)
    analyst.drop(calls, picture)
    analyst.press("Check all rows")
    page.get_by_role("button", name="Import 2 rows").dblclick()
    expect(page.get_by_text("is in: 2 rows accepted, as import 1")).to_be_visible()
    analyst.press("Go on with picture.csv")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("picture.csv is a PNG picture, not a table")
    analyst.open_tab("Import history")
    expect(page.locator("[data-testid=stExpander]")).to_have_count(1)


def test_templates_and_tables_are_saved_as_files(analyst: Analyst, tmp_path: Path):
    page = analyst.page
    analyst.open_tab("Templates and mappings")
    with page.expect_download() as template:
        page.get_by_role("button", name="contacts.csv").click()
    saved = tmp_path / "contacts.csv"
    template.value.save_as(saved)
    analyst.open_tab("In the store")
    analyst.drop(saved)
    analyst.press("Check all rows")
    analyst.press("Import 2 rows")
    expect(page.get_by_text("is in: 2 rows accepted")).to_be_visible()
    analyst.open_tab("Export")
    with page.expect_download() as table:
        page.get_by_role("button", name="CSV").first.click()
    table.value.save_as(tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("contact_id,customer_id,arrived_at")
    assert lines[1].startswith("C-1001,K-77,2024-03-04T09:15:00,voice,sales,invoice,A-12,18.0,312.0,false,0")
    assert len(lines) == 3
