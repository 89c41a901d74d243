"""Repeats answers a change of filters or window: the server's time for its main answers (tiles, curve, Pareto, groups),
for all queries of the page, with the circle and the comparison of agents further down, and for its whole run."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from qm.analysis.repeats import repeat_rates as repeats
from qm.analysis.repeats.answer import SPLITS
from qm.analysis.repeats.repeat_rates import with_window
from qm.metrics import Filters, Measurement, measure_all
from qm.store import Definitions, Store, open_store
from tests.benchmarks.bench_overview import LIMIT, MILLION, Change, measured, page_on
from tests.benchmarks.centre import centre
from tests.benchmarks.row import Row

SIZES = (MILLION,)
START = {"period": "28", "window": 7.0, "channel": [], "reason": [], "team": []}


def main_answers(store: Store, filters: Filters, definitions: Definitions, since: date) -> None:
    """What the page shows first."""
    measure_all(
        store, [Measurement(filters, ("repeat_rate",), by) for by in ((), *((name,) for name in SPLITS))], definitions
    )
    repeats.by_score(store, filters, definitions)
    repeats.returns(store, filters, definitions)
    repeats.work(store, filters, definitions, since)


def _main_rows(store: Store, called: str) -> Iterator[Row]:
    definitions = store.definitions()
    first, last = (at.date() for at in store.rows("select min(arrived_at), max(arrived_at) from contacts")[0])
    channels = [c for (c,) in store.rows("select distinct channel from contacts order by channel")]
    month = Filters(last - timedelta(days=27), last)
    for name, some in {
        "last 28 days": [(month, definitions)],
        "all days": [(Filters(), definitions)],
        "all days, a channel": [(Filters().with_("channel", c), definitions) for c in channels],
        "all days, another window": [(Filters(), with_window(definitions, days, "any")) for days in (3, 5, 10, 14)],
    }.items():
        spent = []
        for filters, meant in some * 3:
            began = time.perf_counter()
            main_answers(store, filters, meant, first)
            spent.append((time.perf_counter() - began) * 1000)
        yield Row(f"{called}: {name}", median(spent), "ms", "main answers, median", LIMIT)


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
        store = open_store(centre(size))
        yield from _main_rows(store, called)
        store.close()
        with page_on(centre(size), "repeats") as page:
            runs: list[float] = []
            for change in changes(page):
                queries, whole = measured(page, change, START)
                runs += whole
                yield Row(f"{called}: {change.name}", median(queries), "ms", "all queries, median")
            yield Row(f"{called}: the page's whole run in the server", median(runs), "ms", "median of all of these")
