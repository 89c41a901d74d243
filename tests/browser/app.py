"""The real app in a process of its own, and a real browser in front of it."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from qm.launch.running import is_healthy
from tests.conftest import ROOT, any_port

PATIENCE_SECONDS = 300
"""How long a test waits for what must come: a machine with other work takes its time, and that is no defect."""

SHOTS = Path(__file__).with_name("shots")

# What Streamlit's own front end says whatever the app does.
KNOWN_NOISE = (
    r"404 .*/\w+/_stcore/(health|host-config)",  # on a deep link it first asks below the page's own address
)


STILL = """milliseconds => {
    const app = document.querySelector('[data-testid=stApp]')
    const still = app?.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]')
    window.stillSince = still ? (window.stillSince ?? performance.now()) : undefined
    return still && performance.now() - window.stillSince >= milliseconds
}"""


@dataclass
class App:
    """A served app: `url` without a slash at its end, `log` what it has said."""

    url: str
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(database: Path, log_file: Path, *options: str) -> Iterator[App]:
    """`python -m qm.launch` on `database`, on a free port, until the block ends.

    Raises AssertionError when it does not come up, or when its log holds a trace at the end.
    """
    port = any_port()
    command = [sys.executable, "-m", "qm.launch", "--no-browser", "--no-demo", "--port", str(port)]
    with log_file.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*command, "--database", str(database), *options],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    app = App(f"http://127.0.0.1:{port}", log_file)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_healthy(app.url):
            assert process.poll() is None, f"the app ended at its start: {app.log}"
            assert time.monotonic() < until, f"the app did not come up: {app.log}"
            time.sleep(0.1)
        assert process.poll() is None, f"something else answers at {app.url}: {app.log}"
        yield app
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert "Traceback" not in app.log, app.log


@dataclass
class Screen:
    """A browser page on an app, keeping what its console complained about."""

    page: Page
    app: App
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        said = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not any(re.search(noise, said) for noise in KNOWN_NOISE):
            self.complaints.append(said)

    def open(self, path: str = "/") -> Page:
        """Go to `path` and wait until the page has been drawn."""
        self.page.goto(self.app.url + path)
        self.settle()
        return self.page

    def settle(self, still_seconds: float = 0.25) -> None:
        """Wait until the server has had nothing more to draw for so long."""
        app = self.page.locator("[data-testid=stApp]")
        app.wait_for()
        self.page.evaluate("window.stillSince = undefined")
        self.page.wait_for_function(STILL, arg=1000 * still_seconds)

    def shoot(self, name: str, full_page: bool = False) -> Path:
        """A screenshot in tests/browser/shots, to look at."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=full_page)
        return path


@contextmanager
def screen(
    browser: Browser, app: App, theme: str = "light", width: int = 1280, height: int = 800, **options: Any
) -> Iterator[Screen]:
    """A fresh browser page: `theme` light or dark, sizes in CSS pixels.

    Raises AssertionError at the end when the console complained.
    """
    context = browser.new_context(
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": width, "height": height},
        accept_downloads=True,
        **options,
    )
    context.set_default_timeout(1000 * PATIENCE_SECONDS)
    try:
        shown = Screen(context.new_page(), app)
        yield shown
    finally:
        context.close()
    assert not shown.complaints, "\n".join(shown.complaints)


def saved_every_way(page: Page, chart: str, folder: Path) -> str:
    """Save a chart as table, picture and drawing, each being what it says; the table's text."""
    page.locator(f".st-key-{chart}-save").get_by_role("button").first.click()
    table = ""
    for label, start in (("Table (CSV)", b"# "), ("Picture (PNG)", b"\x89PNG"), ("Drawing", b"<svg")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        saved = folder / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.read_bytes().startswith(start)
        table = table or saved.read_text()
    page.keyboard.press("Escape")
    return table
