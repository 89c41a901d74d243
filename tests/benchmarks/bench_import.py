"""Import: against DuckDB's bare reading of the same file, a day added to a year, and the memory of ten million rows."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from qm.intake import import_file, parse_mapping
from qm.store import open_store
from tests.benchmarks.contacts_csv import MAPPING, write_contacts
from tests.benchmarks.row import Row

MILLION = 1_000_000
RUNS = 3
# The peak of one process, so that nothing else is measured. Linux hands the peak that `resource` knows
# from parent to child, a benchmark's ten million rows included; the one in /proc begins with the program.
WATCHED = """
import resource, sys
from pathlib import Path
from qm.intake import import_file, parse_mapping
from qm.store import open_store
store = open_store(sys.argv[1])
report = import_file(store, Path(sys.argv[2]), parse_mapping(Path(sys.argv[3]).read_text()))
assert report.accepted == int(sys.argv[4]), report
store.close()
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
print(own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows(folder: Path) -> Iterator[Row]:
    year = folder / "year.csv"
    write_contacts(year, MILLION)
    bare, ours = _best(lambda n: _bare(folder / f"bare{n}.duckdb", year)), _best(lambda n: _ours(folder / f"{n}", year))
    yield Row("import 1 million contacts, bare read_csv", bare, "s")
    yield Row("import 1 million contacts, mapped, checked, linked, loaded", ours, "s")
    yield Row("… the second over the first", ours / bare, "×", limit=2.5)
    shared = _best(lambda n: _ours(folder / f"shared{n}", _with_a_placeholder(year)))
    yield Row("… with 60 % of the rows of one customer", shared, "s")
    yield Row("… over the file without", shared / ours, "×", limit=1.3)
    yield from _added_day(folder, ours)
    yield from _memory(folder)


def _best(action: Callable[[int], float]) -> float:
    return min(action(n) for n in range(RUNS))


def _with_a_placeholder(file: Path) -> Path:
    """The same file, with a placeholder such as exports have it for most of the customers."""
    shared = file.with_name("shared.csv")
    if not shared.exists():
        with duckdb.connect() as con:
            con.execute(f"""
                copy (
                    select * replace (case when hash(contact_id) % 10 < 6 then 'anonymous' else customer_id end
                                      as customer_id)
                    from read_csv('{file}', all_varchar = true)
                ) to '{shared}' (header)
            """)
    return shared


def _bare(path: Path, file: Path) -> float:
    start = time.perf_counter()
    with duckdb.connect(str(path)) as con:
        con.execute(f"create table contacts as select * from read_csv('{file}')")
    return time.perf_counter() - start


def _ours(path: Path, file: Path) -> float:
    path.mkdir()
    store = open_store(path / "qm.duckdb")
    gc.collect()
    start = time.perf_counter()
    report = import_file(store, file, parse_mapping(MAPPING))
    taken = time.perf_counter() - start
    assert report.accepted == MILLION
    store.close()
    return taken


def _added_day(folder: Path, whole: float) -> Iterator[Row]:
    """A further day into the store of the year: only its customers are linked anew."""
    day = folder / "day.csv"
    write_contacts(day, MILLION // 365, days=1)
    text = day.read_text().replace("2025-01-0", "2026-01-0").replace("\nC", "\nD")
    day.write_text(text)
    store = open_store(folder / "0" / "qm.duckdb")
    start = time.perf_counter()
    import_file(store, day, parse_mapping(MAPPING))
    taken = time.perf_counter() - start
    store.close()
    yield Row("add a day to that year", taken, "s")
    yield Row("… over importing the year", taken / whole, "×", limit=0.5)


def _memory(folder: Path) -> Iterator[Row]:
    decade = folder / "decade.csv"
    write_contacts(decade, 10 * MILLION)
    mapping = folder / "mapping.toml"
    mapping.write_text(MAPPING)
    arguments = [sys.executable, "-c", WATCHED, str(folder / "big.duckdb"), str(decade), str(mapping)]
    start = time.perf_counter()
    done = subprocess.run([*arguments, str(10 * MILLION)], capture_output=True, text=True, check=True)
    yield Row("import 10 million contacts", time.perf_counter() - start, "s")
    yield Row("… most memory held", int(done.stdout.split()[-1]) / 2**20, "GiB", limit=3.0)
