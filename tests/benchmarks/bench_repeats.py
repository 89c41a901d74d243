"""Repeats answers a change of filters or window: the server's time for its queries, and for the page's whole run."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from tests.benchmarks.bench_overview import LIMIT, MILLION, Change, measured, page_on
from tests.benchmarks.centre import centre
from tests.benchmarks.row import Row

SIZES = (MILLION,)
START = {"period": "28", "window": 7.0, "channel": [], "reason": [], "team": []}


def changes(page: AppTest) -> list[Change]:
    """The changes measured: of the filters, and of the window that counts as coming back."""
    channels, reasons, teams = (_groups(page, key) for key in ("channel", "reason", "team"))
    whole = {"period": "all"}
    return [
        Change("last 28 days, a channel", {}, "channel", channels),
        Change("last 28 days, another window", {}, "window", [3.0, 5.0, 10.0, 14.0, 2.0, 4.0, 6.0]),
        Change("all days, a channel", whole, "channel", channels),
        Change("all days, a channel and a reason", whole | {"channel": channels[0]}, "reason", reasons),
        Change("all days, a team", whole, "team", teams),
        Change("all days, another window", whole, "window", [3.0, 5.0, 10.0, 14.0, 2.0, 4.0, 6.0]),
    ]


def _groups(page: AppTest, key: str) -> list[list[str]]:
    """Choices of one and two, so that none is asked twice."""
    options = page.multiselect(key=key).options
    return [[o] for o in options] + [list(two) for two in combinations(options, 2)]


def rows(_: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    for size in sizes:
        called = f"{size / MILLION:g} million"
        with page_on(centre(size), "repeats") as page:
            runs: list[float] = []
            for change in changes(page):
                queries, whole = measured(page, change, START)
                runs += whole
                yield Row(f"{called}: {change.name}", median(queries), "ms", "queries, median", LIMIT)
            yield Row(f"{called}: the page's whole run in the server", median(runs), "ms", "median of all of these")
