"""What-if: a lever moved, from the key to the answer of the server and to the painted page; the map under the pointer.

Beside it, in the same run and in turns, a page with one slider and one chart: Streamlit's own floor.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.async_api import Locator

from qm.demo import simulate
from qm.intake import load_frames
from qm.store import open_store
from tests.benchmarks.bench_page import empty_page
from tests.benchmarks.paint import Viewer, chrome, viewer
from tests.benchmarks.row import Row
from tests.browser.app import serving

NAMES = ("answered", "said", "painted", "floor answered", "floor said", "floor", "pointer")
MOVES, TURNS = 30, 3
POINTS = 40
# From the pointer's move until the figures above the map have changed and are on the screen.
FOLLOW = """
() => new Promise((resolve, reject) => {
    const map = document.querySelector("[class*='st-key-whatif-map-'] svg.marks");
    const words = () => [...map.querySelectorAll('text')].find(t => t.textContent.includes('→'))?.textContent;
    const before = words(), asked = performance.now();
    let began = 0;
    document.addEventListener('pointermove', () => { began = performance.now(); }, {capture: true, once: true});
    const look = () => {
        if (began && words() && words() !== before) requestAnimationFrame(() => resolve(performance.now() - began));
        else if (performance.now() - asked > 10000) reject(new Error('the figures do not follow'));
        else setTimeout(look, 1);
    };
    look();
})
"""
ANSWERED = "[paint.answered - paint.acted, paint.heard - paint.acted]"


def rows(folder: Path) -> Iterator[Row]:
    database = folder / "whatif.duckdb"
    store = open_store(database)
    load_frames(store, simulate(days=180, contacts_per_day=1000, seed=1).frames, file="demo centre", kind="demo")
    store.close()
    with serving(database, folder / "app.txt") as app, empty_page(folder) as empty:
        found = asyncio.run(_measured(f"{app.url}/whatif", empty))
    yield Row("What-if: a lever moved, first word of the server", median(found["answered"]), "ms", "median", 100)
    yield Row("… its last word", median(found["said"]), "ms", "median")
    yield Row("What-if: a lever moved, painted whole", median(found["painted"]), "ms", "median of 30", 300)
    yield Row("… at its quickest", min(found["painted"]), "ms")
    yield Row("a page of one slider and one chart, first word", median(found["floor answered"]), "ms", "median")
    yield Row("a page of one slider and one chart, painted", median(found["floor"]), "ms", "median")
    yield Row("… What-if over it", median(found["painted"]) / median(found["floor"]), "×", "medians")
    yield Row("figures of the map after the pointer", median(found["pointer"]), "ms", "median", 60)


async def _measured(page: str, empty: str) -> dict[str, list[float]]:
    """Milliseconds, both pages in turns so that they see the same machine."""
    found: dict[str, list[float]] = {k: [] for k in NAMES}
    async with chrome() as browser, viewer(browser, page) as whatif, viewer(browser, empty) as other:
        lever = whatif.page.locator(".st-key-lever-repeats").get_by_role("slider").first
        floor = other.page.get_by_role("slider").first
        await _move(whatif, lever, [], [], [])
        await _move(other, floor, [], [], [])
        for _ in range(TURNS):
            for _ in range(MOVES // TURNS):
                await _move(whatif, lever, *(found[k] for k in NAMES[:3]))
            for _ in range(MOVES // TURNS):
                await _move(other, floor, *(found[k] for k in NAMES[3:6]))
        ground = whatif.page.locator("[class*='st-key-whatif-map-'] svg.marks").first
        await ground.scroll_into_view_if_needed()
        box = await ground.bounding_box()
        assert box
        for place in range(POINTS):
            follow = asyncio.ensure_future(whatif.page.evaluate(FOLLOW))
            await asyncio.sleep(0.05)
            across, down = 0.15 + 0.6 * place / POINTS, 0.35 + 0.35 * (place % 5) / 5
            await whatif.page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
            found["pointer"].append(await follow)
        assert not whatif.complaints, whatif.complaints
        assert not other.complaints, other.complaints
    return found


async def _move(on: Viewer, slider: Locator, answered: list[float], said: list[float], painted: list[float]) -> None:
    painted.append(await on.timed(lambda: slider.press("ArrowRight")))
    first, last = await on.page.evaluate(ANSWERED)
    answered.append(first)
    said.append(last)
