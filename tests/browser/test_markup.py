"""Text from data is shown letter by letter in a real browser: nothing live, nothing fetched, nothing missing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from qm.launch.running import is_healthy
from tests.browser.app import App, Screen
from tests.conftest import ROOT, any_port
from tests.ui.markup_kinds import HARMLESS_ALONE, KINDS, ONE

SCRIPT = Path(__file__).with_name("every_markup.py")

# For each container with a key: what it says, and whatever in it would be more than text.
READ = """
() => Object.fromEntries([...document.querySelectorAll('[class*="st-key-"]')].map(box => [
    [...box.classList].find(name => name.startsWith('st-key-')).slice(7),
    {
        text: box.textContent,
        live: [...box.querySelectorAll(`a[href], img, em, del, code, pre, hr, blockquote, ol, ul, .katex, [role=img],
            .stMarkdownBadge, .stMarkdownColoredText, .stMarkdownColoredBackground, .stMarkdownShimmer`
        )].filter(e => !e.matches('[aria-label="Link to heading"], [data-testid^=stPageLink]'))
          .map(e => e.outerHTML.slice(0, 200)),
    },
]))
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[App]:
    """The page of every kind of markup, in a process of its own."""
    port, log = any_port(), tmp_path / "log.txt"
    options = ["--server.headless=true", f"--server.port={port}", "--browser.gatherUsageStats=false"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    app = App(f"http://127.0.0.1:{port}", log)
    try:
        until = time.monotonic() + 300
        while not is_healthy(app.url):
            assert process.poll() is None, app.log
            assert time.monotonic() < until, app.log
            time.sleep(0.2)
        yield app
    finally:
        process.terminate()
        process.wait(20)


def plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def read(page: Page, last: str) -> dict[str, dict]:
    page.locator(f".st-key-{last}").wait_for()
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")  # plugins that come later
    page.wait_for_load_state("networkidle")
    return page.evaluate(READ)


def test_every_kind_of_markup_in_every_place_is_shown_as_it_stands(served: App, show: Callable[..., Screen]):
    shown = show(served)
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    page = shown.open()
    boxes = read(page, "in-help")
    page.locator(".st-key-in-help [data-testid=stTooltipHoverTarget]").hover()
    for name, place in (("in-toast", "stToast"), ("in-help", "stTooltipContent")):  # drawn outside their boxes
        box = page.get_by_test_id(place).first
        box.wait_for()
        boxes[name] = {"text": box.text_content(), "live": box.locator("a[href], img, em, del, code").all_inner_texts()}

    assert [url for url in asked if not url.startswith(served.url)] == []
    for number, (kind, text) in enumerate(KINDS.items()):
        around = {"item": "Before{}", "after": "Before {}", "part": "Before {}, after"}
        for place in ("body", "bold", "item", "after", "heading", "label", "part"):
            box = boxes[f"{place}-{number}"]
            said, wanted = plain(box["text"]), around.get(place, "{}").format(plain(text))
            assert said.replace("Before ", "Before", place == "item") == wanted, f"{kind} as {place}"
            assert [e for e in box["live"] if not (place == "item" and e.startswith("<ul"))] == [], f"{kind} as {place}"
    elements = [name for name in boxes if name.startswith("in-")]
    assert len(elements) > 20
    for name in elements:
        assert plain(ONE) in plain(boxes[name]["text"]), name
        assert boxes[name]["live"] == [], name


def test_without_the_door_each_kind_would_be_live(served: App, show: Callable[..., Screen]):
    """Else the test above would be blind: what is live, and what is fetched from elsewhere, is seen here."""
    shown = show(served)
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    boxes = read(shown.open("/?bare=1"), f"bare-{len(KINDS) - 1}")
    shown.complaints.clear()  # the picture's own server is not there
    assert [url for url in asked if "made-up.example" in url]
    same = {
        kind
        for number, (kind, text) in enumerate(KINDS.items())
        for box in [boxes[f"bare-{number}"]]
        if not box["live"] and plain(box["text"]).removeprefix("Before ") == plain(text)
    }
    assert same <= HARMLESS_ALONE
