"""The frame of the app in a real browser."""

from pathlib import Path

from playwright.sync_api import expect


def test_opens_on_the_first_page_in_both_themes(serve, show, tmp_path: Path):
    app = serve(tmp_path / "qm.duckdb")
    for theme in ("light", "dark"):
        page = show(app, theme=theme).open()
        expect(page).to_have_title("Overview · qm")
        expect(page.get_by_role("link", name="Overview")).to_be_visible()


def test_a_deep_link_on_a_fresh_server_runs_inside_the_frame(serve, show, tmp_path: Path):
    page = show(serve(tmp_path / "qm.duckdb")).open("/data")
    expect(page).to_have_title("Data · qm")
    expect(page.get_by_role("link", name="Overview")).to_be_visible()
