"""Whatever a file holds: no crash, the rows add up, and what went in comes out again."""

import csv
import datetime as dt
import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qm.errors import QMError
from qm.intake import intake, undo
from qm.intake.export import export_table
from qm.store import TABLES, Store, open_store
from tests.intake.bringing import bring, everything, written

NAMES = ["contact_id", "arrived_at", "customer_id", "wait_seconds", "abandoned", "csat", "agent_id", "team", "", "x"]
ODD = [
    "1",
    "1",
    "2",
    "",
    " ",
    "x",
    "-1",
    "1,5",
    "1.5",
    "2024-05-01",
    "01/02/2024",
    "31.12.2024 10:00",
    "10:00:00",
    "?",
    "8.41E+11",
    "45000",
    "true",
    "N",
    "é",
    '"',
    "'",
    "a\nb",
    "\r",
    "\0",
    "\ufeff",
    ";",
    "\t",
    "=1+1",
    "NULL",
    "\\",
    "2024-05-01T10:00:00Z",
    "nan",
    "inf",
    "9" * 30,
    "0:01:00",
    "𝄞",
    "%d",
    "$v0",
    "{x}",
]
ENDS = ["\n", "\r\n", "\r", "\n\n"]


def looked_at(store: Store, path: Path, **options: Any) -> None:
    """Read, map, check and compare as an import would, but write nothing; the counts must add up."""
    with suppress(QMError):
        bring(store, path, dry_run=True, **options)


def quiet(most: int) -> settings:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=most, deadline=None, suppress_health_check=checks)


@quiet(60)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=100).map(str.encode),
        st.text(st.sampled_from('contact_idarrived_at,;"\n\r\t 0123456789-/:.'), max_size=200).map(str.encode),
    )
)
def test_any_bytes_are_a_report_or_a_sentence(looking: Store, tmp_path: Path, content: bytes) -> None:
    looked_at(looking, written(tmp_path, content))


@quiet(60)
@given(
    header=st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    rows=st.lists(st.lists(st.sampled_from(ODD), min_size=2, max_size=7), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(ENDS),
    quoting=st.sampled_from(["all", "none", "some"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    strict=st.booleans(),
    kind=st.sampled_from([None, "contacts", "surveys", "agents"]),
)
def test_any_table_is_a_report_or_a_sentence(
    looking: Store,
    tmp_path: Path,
    header: list[str],
    rows: list[list[str]],
    delimiter: str,
    end: str,
    quoting: str,
    encoding: str,
    strict: bool,
    kind: str | None,
) -> None:
    def cell(text: str) -> str:
        if quoting == "all" or (quoting == "some" and any(c in text for c in f'{delimiter}"\r\n')):
            return '"' + text.replace('"', '""') + '"'
        return text

    good = ["good", "2024-05-13 10:00:00"]  # so that the rest is looked at and not refused whole
    lines = [delimiter.join(map(cell, row)) for row in (["contact_id", "arrived_at", *header], good, *rows)]
    looked_at(looking, written(tmp_path, end.join(lines).encode(encoding, errors="replace")), strict=strict, kind=kind)


@quiet(8)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("1234"),
            st.sampled_from(["2024-05-01", "2024-05-02", "never"]),
            st.sampled_from(["", "5", "7", "x"]),
            st.sampled_from(["p", ""]),
        ),
        min_size=1,
        max_size=6,
    ),
    again=st.lists(
        st.tuples(
            st.sampled_from("12345"),
            st.sampled_from(["2024-05-01", "2024-05-03"]),
            st.sampled_from(["", "5", "x"]),
            st.sampled_from(["p", "q"]),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_any_two_imports_are_undone_exactly(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple], again: list[tuple]
) -> None:
    folder = tmp_path_factory.mktemp("two")
    store = open_store(folder / "store.duckdb")
    states = [everything(store)]
    for table in (rows, again):
        lines = [("contact_id", "arrived_at", "wait_seconds", "customer_id"), *table]
        try:
            report = bring(store, written(folder, "".join(",".join(line) + "\n" for line in lines)))
        except QMError:
            continue
        states += [everything(store)] if report.batch else []
    while len(states) > 1:
        assert everything(store) == states.pop()
        undo(store, store.rows("select max(batch) from imports where undone_at is null")[0][0])
    assert everything(store) == states[0]
    store.close()


word = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=10).map(
    lambda text: text.strip(" \t\u00a0\ufeff\r\n") or None
)
letters = st.characters(codec="utf-8", categories=("L", "Nd"))
ident = st.text(letters, max_size=10).map(lambda text: f"i{text}" if text else None)
moment = st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2198, 12, 31)).map(lambda at: at.replace(microsecond=0))
seconds = st.one_of(st.none(), st.integers(0, 10**6).map(float), st.floats(0, 10**6, allow_subnormal=False))
flag = st.sampled_from([None, True, False])
contacts = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": ident,
            "arrived_at": moment,
            "channel": word,
            "queue": word,
            "reason": word,
            "agent_id": ident,
            "wait_seconds": seconds,
            "handle_seconds": seconds,
            "abandoned": flag,
            "transfers": st.one_of(st.none(), st.integers(0, 99)),
            "escalated": flag,
            "resolved": flag,
            "reopened": flag,
            "met_target": flag,
        }
    ),
    min_size=1,
    max_size=6,
)


def as_exported(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@quiet(15)
@given(rows=contacts, delimiter=st.sampled_from(",;\t|"))
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], delimiter: str
) -> None:
    folder = tmp_path_factory.mktemp("out")
    rows = [{"contact_id": f"c{i}"} | row for i, row in enumerate(rows)]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(TABLES["contacts"].names)
    writer.writerows([as_exported(row[name]) for name in TABLES["contacts"].names] for row in rows)
    store = open_store(folder / "store.duckdb")
    report = bring(store, written(folder, file.getvalue()), kind="contacts")
    assert (report.accepted, report.problems) == (len(rows), [])
    export_table(store, "contacts", folder / "out.csv")
    store.close()
    with (folder / "out.csv").open(newline="", encoding="utf-8") as exported:
        found = list(csv.DictReader(exported))
    for row, came_out in zip(rows, found, strict=True):
        for name in TABLES["contacts"].names:
            value = row[name]
            if isinstance(value, float):
                assert float(came_out[name]) == value
            else:
                assert came_out[name] == as_exported(value)


def test_an_export_comes_in_again_unchanged(store: Store, tmp_path: Path) -> None:
    lines = '1,2024-05-01 10:00:00.5,true,0.1,"a\nb"\n2,2024-05-02,,,\n'
    bring(store, written(tmp_path, "contact_id,arrived_at,abandoned,wait_seconds,reason\n" + lines))
    for suffix in ("csv", "parquet"):
        export_table(store, "contacts", tmp_path / f"out.{suffix}")
        report = bring(store, tmp_path / f"out.{suffix}")
        assert (report.batch, report.unchanged, report.problems) == (None, 2, [])


def test_a_file_read_twice_in_one_intake_is_read_the_same(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "contact_id,arrived_at\n1,2024-05-01\n")
    with intake(store, path) as one:
        first = one.mapping_for(None, None)
        one.check(first)
        assert one.preview().as_dict() == one.preview().as_dict()
        assert one.load().accepted == 1
