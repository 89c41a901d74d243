"""Overview painted whole in the browser after a filter change, beside a page with one slider and one chart."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from qm.launch.running import is_healthy
from tests.benchmarks.centre import centre
from tests.benchmarks.paint import chrome, viewer
from tests.benchmarks.row import Row
from tests.browser.app import serving
from tests.conftest import ROOT, any_port

CONTACTS = 10_000_000
LIMIT = 800.0  # ms
TIMES = 6
PERIODS = ("Last 90 days", "Last 7 days", "All days", "Last 28 days")
EMPTY = """
import altair as alt
import pandas as pd
import streamlit as st

last = st.slider("Points", 10, 100, 50)
points = pd.DataFrame({"x": range(last), "y": [x * x for x in range(last)]})
st.altair_chart(alt.Chart(points).mark_line().encode(x="x:Q", y="y:Q"))
"""


def rows(folder: Path) -> Iterator[Row]:
    with serving(centre(CONTACTS), folder / "app.txt") as app, empty_page(folder) as empty:
        page, beside = asyncio.run(_measured(app.url + "/overview", empty))
    yield Row("Overview of 10 million painted after a filter change", median(page), "ms", "median", LIMIT)
    yield Row("… at its quickest", min(page), "ms")
    yield Row("a page of one slider and one chart", median(beside), "ms", "median")
    yield Row("… at its quickest", min(beside), "ms")
    yield Row("… the first over it", median(page) / median(beside), "×", "medians")


async def _measured(page: str, empty: str) -> tuple[list[float], list[float]]:
    """Milliseconds from click to paint on both pages, measured in turns so that both see the same machine."""
    ours, beside = [], []
    async with chrome() as browser, viewer(browser, page) as overview, viewer(browser, empty) as other:
        slider = other.page.get_by_role("slider")
        for turn in range(TIMES):
            for period in PERIODS:
                ours.append(await overview.pick("Period", period))
            for _ in PERIODS:
                beside.append(await other.timed(lambda: slider.press("ArrowRight")))
            if not turn:  # the first turn warms both up
                ours, beside = [], []
        assert not overview.complaints, overview.complaints
        assert not other.complaints, other.complaints
    return ours, beside


@contextmanager
def empty_page(folder: Path) -> Iterator[str]:
    """The address of a Streamlit page with one slider and one chart, under the same settings as qm."""
    script, port = folder / "empty.py", any_port()
    script.write_text(EMPTY)
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url, until = f"http://127.0.0.1:{port}", time.monotonic() + 60
    try:
        while not is_healthy(url):
            assert process.poll() is None, "the empty page ended at its start"
            assert time.monotonic() < until, "the empty page did not come up"
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)
