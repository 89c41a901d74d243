"""Agents compared at 5,000 agents and 10 million contacts: the centre view, and one agent's profile."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from qm.analysis.agents import compare, compare_profiles, profile
from qm.metrics import Filters, refresh
from qm.store import Store, open_store
from tests.benchmarks.paint import chrome, viewer
from tests.benchmarks.row import Row
from tests.browser.app import serving

CONTACTS, AGENTS = 10_000_000, 5_000
LAST_MONTH = Filters(date(2025, 12, 1), date(2025, 12, 28))

# Written straight into the store: how rows come in is measured elsewhere. Agents have a
# channel and two reasons of their own and do a fifth of their work elsewhere.
TABLES = (
    f"""
    insert into agents (agent_id, name, team, supervisor, batch)
    select 'A' || i, 'Name ' || i, 'Team ' || i % 50, 'Supervisor ' || i % 200, 1 from range({AGENTS}) as numbers(i)
    """,
    f"""
    insert into contacts (contact_id, customer_id, arrived_at, ended_at, channel, queue, reason, agent_id, agent_row,
        wait_seconds, handle_seconds, abandoned, transfers, resolved, next_any_seconds, batch)
    select 'C' || i, 'K' || h % 3000000, arrived, arrived, ['voice', 'chat', 'email'][1 + k % 3], 'Q' || a % 4,
        'R' || (a % 3) * 2 + h % 4, 'A' || a, a + 1, h % 300, 200 + h % 600, false, cast(h % 10 = 0 as integer),
        h % 100 < 75, h % 2000000, 1
    from (
        select *, case when h % 10 < 8 then a else h // 10 end as k,
            timestamp '2025-01-01' + to_days(cast(i * 365.0 // {CONTACTS} as integer)) + to_seconds(28800 + h % 43200)
                as arrived
        from (
            select i, cast(hash(i, 1) % 1000000007 as bigint) as h, cast(hash(i, 2) % {AGENTS} as bigint) as a
            from range({CONTACTS}) as numbers(i)
        ) as drawn
    ) as placed
    """,
    """
    insert into surveys (contact_id, responded_at, csat, csat_max, batch)
    select contact_id, arrived_at, 1 + least(4, hash(contact_id, 5) % 7), 5, 1
    from contacts where hash(contact_id, 3) % 100 < 15
    """,
    """
    insert into questions (scorecard, version, question_id, text, weight, points_possible, controllable, batch)
    select 'Service', '1', 'Q' || i, 'Question ' || i, 5, 1, true, 1 from range(12) as numbers(i)
    """,
    """
    insert into evaluations (evaluation_id, contact_id, agent_id, evaluator_id, evaluated_at, scorecard, batch)
    select 'E' || contact_id, contact_id, agent_id, 'V' || hash(contact_id, 6) % 20, arrived_at, 'Service', 1
    from contacts where hash(contact_id, 4) % 50 = 0
    """,
    """
    insert into answers (evaluation_id, question_id, points, points_possible, not_applicable, batch)
    select evaluation_id, 'Q' || i, cast(hash(evaluation_id, i) % 100 < 80 as integer), 1, false, 1
    from evaluations, range(12) as numbers(i)
    """,
    f"""
    insert into coaching (agent_id, coach_id, held_at, kind, question_id, batch)
    select 'A' || i % {AGENTS}, 'S' || i % 200, timestamp '2025-03-01 10:00' + to_days(cast(i % 200 as integer)),
        case when i % 3 = 0 then 'coaching' else 'feedback' end, 'Q' || i % 12, 1
    from range({4 * AGENTS}) as numbers(i)
    """,
)


def rows(folder: Path) -> Iterator[Row]:
    store = open_store(folder / "agents.duckdb")
    with store.write() as cursor:
        for sql in TABLES:
            cursor.run(sql)
        refresh(cursor)
    yield from figures(store)
    store.close()
    with serving(folder / "agents.duckdb", folder / "app.txt") as app:
        yield from asyncio.run(_painted(app.url))


async def _painted(url: str) -> list[Row]:
    """The whole centre view in the browser after a change of period, each period seen for the first time."""
    found = []
    async with chrome() as browser, viewer(browser, f"{url}/agents?on=Resolution&period=Last+7+days") as page:
        for period in ("Last 28 days", "Last 90 days", "All days"):
            taken = await page.pick("Period", period)
            name = f"agents: centre view painted, {period.lower()}, resolution"
            found.append(Row(name, taken, "ms", f"{AGENTS:,} agents, {CONTACTS:,} contacts", 1500))
        for what, change in (("again", "Last 28 days"), ("a year again", "All days")):
            found.append(Row(f"agents: centre view painted, {what}", await page.pick("Period", change), "ms"))
        assert not page.complaints, page.complaints
    return found


def figures(store: Store) -> Iterator[Row]:
    for name in ("csat", "resolution", "aht"):
        yield _row(f"agents: centre view, {name}", lambda name=name: compare(store, Filters(), name), 1500)
    yield _row("agents: centre view, resolution, 28 days", lambda: compare(store, LAST_MONTH, "resolution"), 1500)
    yield _row("agents: centre view by supervisor, csat", lambda: compare(store, Filters(), "csat", "supervisor"), 1500)
    yield _row("agents: everybody for profiles, all metrics, 28 days", lambda: compare_profiles(store, LAST_MONTH))
    everyone = None

    def meet() -> None:
        nonlocal everyone
        everyone = compare_profiles(store, Filters())

    yield _row("agents: everybody for profiles, all metrics, a year", meet, times=1)
    yield _row("agents: one agent, everybody known", lambda: profile(store, Filters(), "A77", everyone), 500)


def _row(name: str, task: Callable[[], object], limit: float | None = None, times: int = 3) -> Row:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        took.append(1000 * (time.perf_counter() - start))
    return Row(name, median(took), "ms", f"{AGENTS:,} agents, {CONTACTS:,} contacts", limit)
