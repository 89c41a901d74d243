"""From a viewer's click until the page is painted whole, as the browser itself sees it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from tests.browser import chromium
from tests.browser.app import KNOWN_NOISE

QUIET = 300  # ms without any change to the page after which it is whole
PATIENCE = 120_000  # ms
# Notes when the viewer acted, when the server first and last spoke, and when a changed frame was last on the screen.
WATCH = """
window.paint = {acted: 0, answered: 0, heard: 0, last: 0};
window.WebSocket = class extends WebSocket {
    constructor(...how) {
        super(...how);
        this.addEventListener('message', () => {
            paint.heard = performance.now();
            if (paint.answered < paint.acted) paint.answered = paint.heard;
        });
    }
};
const acted = () => { paint.acted = performance.now(); };
document.addEventListener('click', acted, true);
document.addEventListener('keydown', acted, true);
new MutationObserver(() => requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => { paint.last = performance.now(); };
    painted.port2.postMessage(0);
})).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
const running = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'notRunning'
    || !!document.querySelector('[data-testid=stSkeleton]');
window.painted = (quiet, patience) => new Promise((resolve, reject) => {
    const began = performance.now();
    const look = () => {
        const now = performance.now();
        const done = paint.heard > paint.acted && !running() && now - Math.max(paint.last, paint.heard) > quiet;
        if (done) resolve(paint.last - paint.acted);
        else if (now - began > patience) reject(new Error(`not painted after ${patience} ms`));
        else setTimeout(look, 10);
    };
    look();
});
"""

Act = Callable[[], Awaitable[None]]


@dataclass
class Viewer:
    """One browser session: its page, and what its console or the page itself complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        said = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not any(re.search(noise, said) for noise in KNOWN_NOISE):
            self.complaints.append(said)

    async def timed(self, act: Act) -> float:
        """Milliseconds from the last click or key of `act` until the page is painted whole."""
        await act()
        taken: float = await self.page.evaluate(f"painted({QUIET}, {PATIENCE})")
        shown = self.page.locator("[data-testid=stException], [data-testid=stAlertContentError], [role=dialog]")
        self.complaints += [await shown.nth(i).inner_text() for i in range(await shown.count())]
        return taken

    async def pick(self, label: str, option: str) -> float:
        """Milliseconds after choosing `option` in the list called `label`."""
        await self.page.get_by_role("combobox", name=label, exact=False).first.click()
        taken = await self.timed(self.page.get_by_role("option", name=option, exact=True).click)
        if await self.page.get_by_role("listbox").count():  # of several choices, the list stays open
            await self.page.locator("h1").first.click(force=True)
        return taken


@asynccontextmanager
async def chrome() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    path = chromium.find()
    assert path, chromium.NONE_HERE
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        await browser.close()


@asynccontextmanager
async def viewer(browser: Browser, url: str) -> AsyncIterator[Viewer]:
    """A session of its own on `url`, with the page painted."""
    context = await browser.new_context(viewport={"width": 1280, "height": 2000})
    context.set_default_timeout(PATIENCE)
    found = Viewer(await context.new_page())
    found.page.on("console", found.heard)
    found.page.on("pageerror", lambda error: found.complaints.append(f"page error: {error}"))
    await context.add_init_script(WATCH)
    await found.page.goto(url)
    await found.page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    await found.page.evaluate(f"painted({QUIET}, {PATIENCE})")
    yield found
    await context.close()
