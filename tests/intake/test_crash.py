"""Killed at any moment, or read by others meanwhile: the store is as before or as after, never half."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import import_file
from qm.store import Store, open_store
from tests.intake.bringing import everything, written

ROOT = Path(__file__).resolve().parents[2]
IMPORT = """
import sys
from pathlib import Path
from qm.intake import import_file
from qm.store import open_store
store = open_store(Path(sys.argv[1]))
print("ready", flush=True)
import_file(store, Path(sys.argv[2]))
print("done", flush=True)
store.close()
"""
PATIENCE_SECONDS = 300
HEADER = "contact_id,customer_id,arrived_at,agent_id,team,csat\n"


def year(folder: Path, count: int, wait: str, name: str) -> Path:
    """Contacts of many customers and days; `wait` tells one version of the file from another."""

    def line(i: int) -> str:
        at = f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d} 10:00:{i % 60:02d}"
        return f"c{i},p{i % (count // 3)},{at},a{i % 9},T{i % 3}{wait},{i % 5 + 1}\n"

    return written(folder, HEADER + "".join(map(line, range(count))), name)


def digest(store: Store) -> tuple:
    """Enough to tell which state a store is in, and that its parts agree."""
    return store.rows("""
        select (select count(*) from contacts), (select count(*) from surveys),
               (select string_agg(distinct team, ' ' order by team) from agents),
               (select sum(contacts) from contacts_by_day), (select sum(surveys) from surveys_by_day),
               (select count(*) from imports), (select count(next_any_seconds) from contacts),
               (select count(distinct batch) from contacts), (select count(*) from contacts_replaced)
    """)[0]


def test_killed_at_any_moment_the_store_is_before_or_after(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    small, large = year(tmp_path, 300, "x", "small.csv"), year(tmp_path, 9_000, "y", "large.csv")
    store = open_store(path)
    import_file(store, small)
    before = digest(store)
    store.close()
    backup = path.read_bytes()

    def run(kill_after: float | None) -> float:
        """Import, killed so long after the store was opened; how long it took."""
        command = [sys.executable, "-c", IMPORT, str(path), str(large)]
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            start = time.monotonic()
            if kill_after is None:
                process.wait(timeout=PATIENCE_SECONDS)
            else:
                time.sleep(kill_after)
                process.send_signal(signal.SIGKILL)
                process.wait(timeout=PATIENCE_SECONDS)
            return time.monotonic() - start

    length = run(None)
    store = open_store(path)
    after = digest(store)
    store.close()
    assert after != before
    chance = random.Random(1)
    seen: Counter[tuple] = Counter()
    moments = [length * (i + chance.random()) / 4 for i in range(4)]
    while moments:
        moment = moments.pop(0)
        Path(f"{path}.wal").unlink(missing_ok=True)
        path.write_bytes(backup)
        run(moment)
        store = open_store(path)
        found = digest(store)
        seen[found] += 1
        assert found in (before, after)
        assert not [left for left in store.staging.iterdir() if left.name != "spill"]
        if found == before:
            assert import_file(store, large).accepted == 9_000
            assert digest(store) == after
        store.close()
        if not moments and not seen[before]:  # the machine had less to do than when the length was taken
            moments.append(moment / 4)
    assert seen[before] > 0


def test_viewers_see_the_old_or_the_new_never_half(store: Store, tmp_path: Path) -> None:
    import_file(store, year(tmp_path, 300, "x", "first.csv"))
    before = digest(store)
    seen: list[tuple] = []
    troubles: list[Exception] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            try:
                seen.append(digest(store))
            except Exception as error:
                troubles.append(error)

    viewers = [threading.Thread(target=look) for _ in range(3)]
    for viewer in viewers:
        viewer.start()
    try:
        look_on(seen, before, troubles)
        import_file(store, year(tmp_path, 6_000, "y", "second.csv"))
        look_on(seen, digest(store), troubles)
    finally:
        stop.set()
        for viewer in viewers:
            viewer.join()
    assert troubles == []
    assert set(seen) == {before, digest(store)}


def look_on(seen: list[tuple], state: tuple, troubles: list[Exception]) -> None:
    """Wait until some viewer has seen `state`, or got into trouble."""
    until = time.monotonic() + PATIENCE_SECONDS
    while state not in seen and not troubles:
        assert time.monotonic() < until, f"nobody saw {state}"
        time.sleep(0.02)


def test_two_imports_at_once_come_in_one_after_the_other(store: Store, tmp_path: Path) -> None:
    files = [year(tmp_path, 900, wait, f"{wait}.csv") for wait in "abcd"]
    reports: list[object] = []

    def bring(path: Path) -> None:
        try:
            reports.append(import_file(store, path).batch)
        except Exception as error:
            reports.append(error)

    threads = [threading.Thread(target=bring, args=(path,)) for path in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, reports)) == ["1", "2", "3", "4"]
    assert store.rows("select count(*), count(distinct contact_id) from contacts") == [(900, 900)]
    assert store.rows("select count(*), sum(accepted) from imports") == [(4, 3600)]


def test_an_import_that_fails_half_way_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(store, year(tmp_path, 300, "x", "first.csv"))
    before = everything(store)

    def fail(*_: object, **__: object) -> None:
        raise QMError("The light went out.")

    for name in ("qm.metrics.refresh", "qm.intake.links.make_links", "qm.intake.importing.record"):
        with monkeypatch.context() as patch:
            patch.setattr(name, fail)
            with pytest.raises(QMError, match="light"):
                import_file(store, year(tmp_path, 600, "y", "second.csv"))
        assert everything(store) == before
    assert import_file(store, year(tmp_path, 600, "y", "second.csv")).batch is not None
