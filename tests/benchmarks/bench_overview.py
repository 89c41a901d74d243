"""Overview answers a filter change: the server's time for all queries of the page, and for the page's whole run."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from qm import ui
from qm.store import Cursor
from qm.ui import state
from tests.benchmarks.centre import centre
from tests.benchmarks.row import Row

ROOT = Path(__file__).resolve().parents[2]
MILLION = 1_000_000
SIZES = (MILLION, 10 * MILLION)
LIMIT = 300.0  # ms
TIMES = 7
LISTS = ("channel", "queue", "reason", "team", "agent", "also")
START: dict[str, Any] = {"period": "28", "metric": "service_level", "by": "reason"} | {name: [] for name in LISTS}


@dataclass(frozen=True)
class Change:
    """A filter change: what is already chosen, and what is chosen now, another one each time."""

    name: str
    before: dict[str, Any]
    now: str
    values: list[Any]


def changes(page: AppTest) -> list[Change]:
    """The filter changes measured: from what every table answers to what only single contacts can."""
    channels, teams, agents = ([[o] for o in page.multiselect(key=k).options] for k in ("channel", "team", "agent"))
    whole, hours = {"period": "all"}, [["Weekday Monday", f"Hour {h}"] for h in range(9, 16)]
    return [
        Change("last 28 days, a channel", {}, "channel", channels),
        Change("all days, a channel", whole, "channel", channels),
        Change("all days, a channel and a team", whole | {"channel": channels[0]}, "team", teams),
        Change("all days, an agent", whole, "agent", agents),
        Change("all days, an agent and a channel", whole | {"channel": channels[0]}, "agent", agents),
        Change("all days, a team and an hour of the week", whole | {"team": teams[0]}, "also", hours),
        Change("all days, split by waiting time", whole | {"by": "wait_band"}, "metric", ["aht", "fcr"]),
    ]


def rows(_: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    slowest: dict[int, float] = {}
    for size in sizes:
        called = f"{size / MILLION:g} million"
        with page_on(centre(size)) as page:
            runs: list[float] = []
            for change in changes(page):
                queries, whole = measured(page, change)
                runs += whole
                slowest[size] = max(slowest.get(size, 0), median(queries))
                yield Row(f"{called}: {change.name}", median(queries), "ms", "queries, median", LIMIT)
            yield Row(f"{called}: the page's whole run in the server", median(runs), "ms", "median of all of these")
    if len(slowest) > 1:
        small, large = min(slowest), max(slowest)
        yield Row("… slowest change, the most contacts over the fewest", slowest[large] / slowest[small], "×")


@contextmanager
def page_on(database: Path, name: str = "overview") -> Iterator[AppTest]:
    """A page on a store, run once."""
    logging.disable(logging.WARNING)  # Streamlit misses its server, and says so for every widget
    start = PagesManager.__init__

    def warm(manager: PagesManager, *args: Any, **kwargs: Any) -> None:
        start(manager, *args, **kwargs)
        PagesManager.uses_pages_directory = False  # else every run is a cold start, which runs twice

    with patch.dict(os.environ, {"QM_DATABASE": str(database)}), patch.object(PagesManager, "__init__", warm):
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        page.switch_page(f"pages/{name}.py")
        try:
            _run(page)
            yield page
        finally:
            ui.close_store()
            logging.disable(logging.NOTSET)


def measured(page: AppTest, change: Change, start: dict[str, Any] = START) -> tuple[list[float], list[float]]:
    """Milliseconds of all queries and of the whole run, for each of several such changes."""

    def choose(name: str, value: Any) -> None:
        scopes = (scope for scope, declared in state.TABLE if declared == name)
        texts = state.TABLE[next(scopes), name].write(value)
        page.query_params.pop(name, None)
        page.query_params.update({name: list(texts)} if texts else {})

    for name, value in (start | change.before).items():
        choose(name, value)
    _run(page)
    queries, runs = [], []
    for i in range(TIMES):
        choose(change.now, change.values[i % len(change.values)])
        with queries_timed() as spent:
            began = time.perf_counter()
            _run(page)
            runs.append((time.perf_counter() - began) * 1000)
        assert spent, "the page asked nothing"
        queries.append(sum(spent) * 1000)
    return queries, runs


def _run(page: AppTest) -> None:
    page.run()
    assert not page.exception, page.exception
    assert not page.error, page.error


@contextmanager
def queries_timed() -> Iterator[list[float]]:
    """The seconds of every query run inside, with its answer read."""
    spent: list[float] = []

    def timed(query: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            start = time.perf_counter()
            try:
                return query(*arguments)
            finally:
                spent.append(time.perf_counter() - start)

        return run

    with patch.multiple(Cursor, **{name: timed(getattr(Cursor, name)) for name in ("run", "row", "rows", "frame")}):
        yield spent
