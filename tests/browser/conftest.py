"""Fixtures for tests in a real browser; every test in this folder counts as one."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import chromium
from tests.browser.app import PATIENCE_SECONDS, App, Screen, screen, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if any(chromium.NONE_HERE in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(chromium.NONE_HERE, red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    expect.set_options(timeout=1000 * PATIENCE_SECONDS)
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.NONE_HERE, pytrace=False)
        pytest.skip(chromium.NONE_HERE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield started
        started.close()


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], App]]:
    """The servers of one file of tests: each store is served once, for all its tests that look at it."""
    logs = tmp_path_factory.mktemp("logs")
    started: dict[Path, App] = {}
    with ExitStack() as stack:

        def app(database: Path) -> App:
            if database not in started:
                started[database] = stack.enter_context(serving(database, logs / f"app{len(started)}.txt"))
            return started[database]

        yield app


@pytest.fixture
def serve(apps: Callable[[Path], App]) -> Iterator[Callable[[Path], App]]:
    """serve(database) -> App: the real app on a store, which must not leave a trace in its log during the test."""
    used: list[App] = []

    def start(database: Path) -> App:
        used.append(apps(database))
        return used[-1]

    yield start
    for app in used:
        assert "Traceback" not in app.log, app.log


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """show(app, theme="light", width=1280, height=800) -> Screen; its console must stay silent."""
    with ExitStack() as stack:

        def start(app: App, **options: object) -> Screen:
            return stack.enter_context(screen(browser, app, **options))  # type: ignore[arg-type]

        yield start
