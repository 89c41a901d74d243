"""Twenty viewers at once, each narrowing Overview again and again: no error, and how long they wait."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

from playwright.async_api import Browser

from tests.benchmarks.centre import centre
from tests.benchmarks.paint import chrome, viewer
from tests.benchmarks.row import Row
from tests.browser.app import serving

CONTACTS = 1_000_000
SESSIONS = 20
SECONDS = 90.0
PAUSE = (5.0, 20.0)  # seconds a viewer looks before the next click
PERIODS = ("Last 7 days", "Last 90 days", "All days", "Last 28 days")
CHANNELS = ("voice", "chat", "email")


def rows(folder: Path) -> Iterator[Row]:
    with serving(centre(CONTACTS), folder / "app.txt") as app:  # fails when the log holds a trace
        taken, complaints = asyncio.run(_all(app.url + "/overview"))
        memory = _memory(centre(CONTACTS))
    assert not complaints, "\n".join(complaints)
    yield Row(f"{SESSIONS} sessions at once: errors", len(complaints), "", "page, console, server log", 0)
    yield Row("… filter changes made", len(taken), "", f"in {SECONDS:g} s")
    yield Row("… painted", median(taken), "ms", "median; one browser and the server on the same machine")
    if memory:
        yield Row("… memory of the server after it", memory, "MiB")


async def _all(url: str) -> tuple[list[float], list[str]]:
    """Milliseconds from click to paint of every change, and everything that any page complained about."""
    async with chrome() as browser:
        door, all_here = asyncio.Semaphore(2), asyncio.Barrier(SESSIONS)  # opened two at a time, then all at once
        sessions = [_session(browser, url, number, door, all_here) for number in range(SESSIONS)]
        found = await asyncio.gather(*sessions)
    return [ms for taken, _ in found for ms in taken], [said for _, complaints in found for said in complaints]


async def _session(
    browser: Browser, url: str, number: int, door: asyncio.Semaphore, all_here: asyncio.Barrier
) -> tuple[list[float], list[str]]:
    chance, taken, period, channel = random.Random(number), [], "Last 28 days", None
    async with AsyncExitStack() as stack:
        async with door:
            one = await stack.enter_async_context(viewer(browser, url))
        await all_here.wait()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(*PAUSE))
            if chance.random() < 0.6:
                period = chance.choice([other for other in PERIODS if other != period])
                taken.append(await one.pick("Period", period))
            elif channel is None:
                channel = chance.choice(CHANNELS)
                taken.append(await one.pick("Channel", channel))
            else:
                remove = one.page.get_by_role("button", name=f"Channel: {channel}")
                taken.append(await one.timed(remove.click))
                channel = None
    return taken, one.complaints


def _memory(database: Path) -> float:
    """What the server of a store holds in memory, in MiB; 0 where the system does not say."""
    server = json.loads(database.with_name(database.name + ".serving").read_text())["process"]
    status = Path(f"/proc/{server}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
