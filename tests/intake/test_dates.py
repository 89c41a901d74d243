"""Dates and times as people write them: found from the whole file, never guessed, whatever the machine's zone."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qm.errors import QMError
from qm.metrics import redefine
from qm.store import Store
from tests.intake.bringing import bring, judged, one, problems, rows, understood, written

ROOT = Path(__file__).resolve().parents[2]
PLAIN = 'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = "at"\n'
GIVEN = 'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = {{column = "at", format = "{}"}}\n'
AUGUST = dt.datetime(2023, 8, 26)
EVENING = dt.datetime(2023, 8, 26, 18, 39)
EXACT = dt.datetime(2023, 8, 26, 18, 39, 7)


def file_of(folder: Path, *values: str, **more: list[str]) -> Path:
    """A file whose column `at` holds the values, tab between columns."""
    columns = {"id": [str(i) for i in range(len(values))], "at": list(values), **more}
    lines = ["\t".join(columns), *("\t".join(row) for row in zip(*columns.values(), strict=True))]
    return written(folder, "\n".join(lines) + "\n")


def read_as(store: Store, folder: Path, *values: str, mapping: str = PLAIN) -> list[dt.datetime]:
    return [at for (at,) in understood(store, file_of(folder, *values), mapping, "arrived_at")]


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [
        ("2023-08-26", AUGUST),
        ("2023/08/26", AUGUST),
        ("2023.08.26", AUGUST),
        ("20230826", AUGUST),
        ("2023-8-26", AUGUST),
        ("2023-08-26 18:39", EVENING),
        ("2023-08-26T18:39", EVENING),
        ("2023-08-26 18:39:07", EXACT),
        ("2023-08-26T18:39:07", EXACT),
        ("2023-08-26T18:39:07Z", EXACT),
        ("2023-08-26 18:39:07.000", EXACT),
        ("2023-08-26 18:39:07.000000", EXACT),
        ("2023-08-26 18:39:07,000", EXACT),
        ("2023-08-26 18:39:07.0000000", EXACT),
        ("2023-08-26T18:39:07.000Z", EXACT),
        ("2023-08-26T18:39:07+02:00", EXACT),
        ("2023-08-26 18:39:07-0500", EXACT),
        ("2023-08-26 18:39:07+02", EXACT),
        ("2023-08-26 18:39:07 UTC", EXACT),
        ("2023-08-26 18:39:07 +0200", EXACT),
        ("20230826 18:39", EVENING),
        ("20230826183907", EXACT),
        ("202308261839", EVENING),
        ("20230826T183907", EXACT),
        ("20230826 183907", EXACT),
        ("20230826T183907Z", EXACT),
        ("26/08/2023", AUGUST),
        ("26.08.2023", AUGUST),
        ("26-08-2023", AUGUST),
        ("08/26/2023", AUGUST),
        ("26.8.2023", AUGUST),
        ("26/8/23", AUGUST),
        ("8/26/23", AUGUST),
        ("26.08.23", AUGUST),
        ("26-08-23", AUGUST),
        ("26/08/2023 18:39", EVENING),
        ("26.08.2023 18:39:07", EXACT),
        ("08/26/2023 06:39 PM", EVENING),
        ("8/26/2023 6:39:07 PM", EXACT),
        ("8/26/2023 6:39 pm", EVENING),
        ("8/26/23 6:39PM", EVENING),
        ("8/26/23 6:39:07PM", EXACT),
        ("8/26/23, 6:39 PM", EVENING),
        ("26.08.2023, 18:39", EVENING),
        ("26/08/2023  18:39", EVENING),
        ("26-Aug-23", AUGUST),
        ("26-Aug-2023 18:39", EVENING),
        ("26 Aug 2023", AUGUST),
        ("26 August 2023", AUGUST),
        ("26/Aug/2023 18:39:07", EXACT),
        ("Aug 26, 2023", AUGUST),
        ("August 26, 2023 6:39 PM", EVENING),
        ("Aug 26 2023 18:39", EVENING),
        ("26. August 2023", AUGUST),
        ("26-AUG-23 18:39", EVENING),
        ("26-aug-2023", AUGUST),
        ("Sat, 26 Aug 2023 18:39:07 +0200", EXACT),
        ("Sat, 26 Aug 2023 18:39:07 GMT", EXACT),
        ("Sat Aug 26 2023 18:39:07", EXACT),
    ],
)
def test_styles(looking: Store, tmp_path: Path, written_as: str, meant: dt.datetime) -> None:
    assert read_as(looking, tmp_path, written_as) == [meant]


@pytest.mark.parametrize(
    "values",
    [
        ("12. Mai 2024", "3. März 2024"),
        ("12-Mai-2024", "03-Mär-2024"),
        ("12 Mai 24", "3 Mrz 24"),
        ("12.Mai.2024", "03.Mär.2024"),
        ("12. MAI 2024", "3. mär. 2024"),
    ],
)
def test_german_months(looking: Store, tmp_path: Path, values: tuple[str, str]) -> None:
    assert read_as(looking, tmp_path, *values) == [dt.datetime(2024, 5, 12), dt.datetime(2024, 3, 3)]


def test_every_german_month_beside_a_clock(looking: Store, tmp_path: Path) -> None:
    names = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
    found = read_as(looking, tmp_path, *(f"26 {name} 2023 18:39" for name in names))
    assert found == [dt.datetime(2023, month, 26, 18, 39) for month in range(1, 13)]


def test_german_months_in_a_given_format(looking: Store, tmp_path: Path) -> None:
    values = ("26. Oktober 2023", "26. March 2023")
    found = read_as(looking, tmp_path, *values, mapping=GIVEN.format("%d. %B %Y"))
    assert found == [dt.datetime(2023, 10, 26), dt.datetime(2023, 3, 26)]


def test_fractions_of_seconds_are_kept(looking: Store, tmp_path: Path) -> None:
    assert read_as(looking, tmp_path, "2023-08-26 18:39:07.25") == [EXACT.replace(microsecond=250_000)]


def test_the_whole_file_decides_between_day_and_month(store: Store, tmp_path: Path) -> None:
    bring(store, file_of(tmp_path, *["03/04/2023 10:00"] * 10_000, "13/04/2023 10:00"), PLAIN)
    assert set(one(store, "contacts", "arrived_at")) == {dt.datetime(2023, 4, 3, 10), dt.datetime(2023, 4, 13, 10)}
    bring(store, file_of(tmp_path, *["03/04/2023 10:00"] * 10_000, "04/13/2023 10:00"), PLAIN)
    assert set(one(store, "contacts", "arrived_at")) == {dt.datetime(2023, 3, 4, 10), dt.datetime(2023, 4, 13, 10)}


def test_dates_that_fit_both_ways_are_asked_about(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "03/04/2023 10:00", "05/06/2023 11:00")
    with pytest.raises(QMError) as caught:
        bring(store, path, PLAIN)
    said = str(caught.value)
    assert "'at'" in said
    assert "03/04/2023 10:00" in said
    assert 'format = "%d/%m/%Y %H:%M"' in said
    assert 'format = "%m/%d/%Y %H:%M"' in said
    assert rows(store, "contacts") == []


def test_the_answer_settles_it(looking: Store, tmp_path: Path) -> None:
    values = ("03/04/2023", "05/06/2023")
    day = read_as(looking, tmp_path, *values, mapping=GIVEN.format("%d/%m/%Y"))
    month = read_as(looking, tmp_path, *values, mapping=GIVEN.format("%m/%d/%Y"))
    assert day == [dt.datetime(2023, 4, 3), dt.datetime(2023, 6, 5)]
    assert month == [dt.datetime(2023, 3, 4), dt.datetime(2023, 5, 6)]


def test_days_equal_to_their_month_are_in_no_doubt(looking: Store, tmp_path: Path) -> None:
    assert read_as(looking, tmp_path, "05/05/2023", "06/06/2023") == [dt.datetime(2023, 5, 5), dt.datetime(2023, 6, 6)]


def test_another_column_of_the_file_speaks_for_a_doubtful_one(looking: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "03/04/2023", "05/06/2023", answered=["04/13/2023", "05/07/2023"])
    mapping = PLAIN + 'responded_at = "answered"\n'
    found = understood(looking, path, mapping, "arrived_at", "responded_at")
    assert found[0] == (dt.datetime(2023, 3, 4), dt.datetime(2023, 4, 13))


def test_a_format_given_for_one_column_speaks_for_a_doubtful_one(looking: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "03/04/2023", answered=["05/06/2023"])
    mapping = GIVEN.format("%d/%m/%Y") + 'responded_at = "answered"\n'
    assert understood(looking, path, mapping, "responded_at") == [(dt.datetime(2023, 6, 5),)]


def test_columns_that_contradict_each_other_settle_nothing(looking: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "03/04/2023", a=["13/04/2023"], b=["04/13/2023"])
    mapping = PLAIN + 'responded_at = "a"\nhired_on = "b"\nagent_id = "id"\n'
    with pytest.raises(QMError, match="'at'"):
        understood(looking, path, mapping)


def test_styles_may_be_mixed_in_one_column(looking: Store, tmp_path: Path) -> None:
    found = read_as(looking, tmp_path, "26/08/2023 18:39", "26-Aug-23", "2023-08-26T18:39:07", "26.08.2023", "")
    assert found == [EVENING, AUGUST, EXACT, AUGUST]


@pytest.mark.parametrize(("short", "year"), [("23", 2023), ("00", 2000), ("68", 2068), ("99", 1999), ("70", 1970)])
def test_two_digit_years(looking: Store, tmp_path: Path, short: str, year: int) -> None:
    assert read_as(looking, tmp_path, f"26.08.{short}") == [dt.datetime(year, 8, 26)]


@pytest.mark.parametrize("damaged", ["45164", "45164.77708", "45164,77708"])
def test_dates_turned_into_numbers_are_recognised(looking: Store, tmp_path: Path, damaged: str) -> None:
    path = file_of(tmp_path, "2023-08-26", damaged, answered=["2023-08-27", damaged])
    report, _ = judged(looking, path, PLAIN + 'responded_at = "answered"\ncsat = {value = "4"}\n')
    assert set(problems(report)) == {
        ("arrived_at", "damaged by a spreadsheet", "row rejected", (3,)),
        ("responded_at", "damaged by a spreadsheet", "value dropped", (3,)),
    }
    assert (report.accepted, report.rejected) == (1, 1)


def test_a_column_of_nothing_but_numbers_is_recognised_too(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "2023-08-26", "2023-08-27", answered=["45164", "45165"])
    report = bring(store, path, PLAIN + 'responded_at = "answered"\ncsat = {value = "4"}\n')
    assert problems(report) == [("responded_at", "damaged by a spreadsheet", "value dropped", (2, 3))]
    assert one(store, "surveys", "responded_at") == [None, None]


@pytest.mark.parametrize(
    "wrong",
    [
        "yesterday",
        "2023-02-30",
        "31/04/2023",
        "10:30",
        "0000-00-00",
        "1",
        "26",
        "2023-08",
        "2023-08-26 25:00",
        "26/08/2023 18:61",
        "99999999",
        "1023-08-26",
    ],
)
def test_what_is_no_date_is_rejected(looking: Store, tmp_path: Path, wrong: str) -> None:
    report, _ = judged(looking, file_of(tmp_path, "26/08/2023 18:39", wrong), PLAIN)
    assert problems(report) == [("arrived_at", "not a date or time", "row rejected", (3,))]
    assert report.problems[0].examples == [{"line": 3, "value": wrong}]


def test_clock_times_alone_are_no_arrival(looking: Store, tmp_path: Path) -> None:
    with pytest.raises(QMError, match=r"[Ee]very row"):
        read_as(looking, tmp_path, "10:30", "11:45")


@pytest.mark.parametrize("wrong", ["%Q", "%d.%Q", "", "%", "%d%", "dd/mm/yyyy"])
def test_a_format_that_is_none_is_a_sentence(looking: Store, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(QMError, match=r"arrived_at|[Ee]very row"):
        read_as(looking, tmp_path, "26/08/2023", mapping=GIVEN.format(wrong))


def test_a_format_with_a_quote_is_no_danger(looking: Store, tmp_path: Path) -> None:
    found = read_as(looking, tmp_path, "26 o'clock 08 2023", mapping=GIVEN.format("%d o'clock %m %Y"))
    assert found == [AUGUST]


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        (None, "18:39 18:39 18:39"),
        ("Europe/Berlin", "20:39 18:39 18:39"),
        ("America/New_York", "14:39 12:39 18:39"),
        ("UTC", "18:39 16:39 18:39"),
    ],
)
def test_offsets_are_cut_off_or_converted(store: Store, tmp_path: Path, zone: str | None, meant: str) -> None:
    if zone is not None:
        with store.write() as cursor:
            redefine(cursor, {"times.offset": zone})
    path = file_of(tmp_path, "2023-08-26T18:39Z", "2023-08-26T18:39+02:00", "2023-08-26T18:39")
    bring(store, path, PLAIN)
    assert [at.strftime("%H:%M") for at in one(store, "contacts", "arrived_at")] == meant.split()


def test_conversion_knows_summer_and_winter_and_half_hours(store: Store, tmp_path: Path) -> None:
    with store.write() as cursor:
        redefine(cursor, {"times.offset": "Europe/Berlin"})
    bring(store, file_of(tmp_path, "2024-01-15T23:30:00-0130", "2024-07-15T12:00:00.5+0530"), PLAIN)
    assert one(store, "contacts", "arrived_at") == [
        dt.datetime(2024, 1, 16, 2, 0),
        dt.datetime(2024, 7, 15, 8, 30, 0, 500_000),
    ]


def test_an_offset_in_a_given_format(store: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "26/08/2023 18:39 +0500", "26/08/2023 18:39 -0500")
    bring(store, path, GIVEN.format("%d/%m/%Y %H:%M %z"))
    assert one(store, "contacts", "arrived_at") == [EVENING, EVENING]


def test_durations_between_times_with_offsets_are_true(looking: Store, tmp_path: Path) -> None:
    path = file_of(tmp_path, "2023-08-26T18:00:00+02:00", done=["2023-08-26T18:00:30+02:00"])
    mapping = PLAIN + 'wait_seconds = {from = "at", to = "done"}\n'
    assert understood(looking, path, mapping, "wait_seconds") == [(30,)]


IN_A_ZONE = """
import sys
from pathlib import Path
from qm.intake import import_file
from qm.metrics import redefine
from qm.store import open_store
for offset in "as_written", "Europe/Berlin":
    store = open_store(Path(sys.argv[1]) / f"{offset.replace('/', '')}.duckdb")
    with store.write() as cursor:
        redefine(cursor, {"times.offset": offset})
    import_file(store, Path(sys.argv[2]))
    print([str(at) for (at,) in store.rows("select arrived_at from contacts order by contact_id")])
"""


def test_the_zone_of_the_machine_does_not_matter(tmp_path: Path) -> None:
    # 2024-03-10 02:30 does not exist in New York, 2024-03-31 02:30 not in Berlin.
    times = ["2024-03-10 02:30:00", "2024-03-31 02:30:00", "2024-07-01T10:00:00Z", "2024-07-01T10:00:00-04:00"]
    lines = "".join(f"{i},{at}\n" for i, at in enumerate(times))
    path = written(tmp_path, "contact_id,arrived_at\n" + lines)
    there = {**os.environ, "TZ": "America/New_York", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", IN_A_ZONE, str(tmp_path), str(path)]
    said = subprocess.run(command, env=there, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == [
        str([*times[:2], "2024-07-01 10:00:00", "2024-07-01 10:00:00"]),
        str([*times[:2], "2024-07-01 12:00:00", "2024-07-01 16:00:00"]),
    ]


@pytest.mark.parametrize("dates_only", [30, 3])
def test_many_times_of_midnight_are_noted(store: Store, tmp_path: Path, dates_only: int) -> None:
    values = ["2023-08-26 00:00"] * dates_only + [f"2023-08-26 10:{i:02d}" for i in range(50)]
    report = bring(store, file_of(tmp_path, *values), PLAIN)
    noted = [note for note in report.notes if "00:00" in note]
    assert len(noted) == (dates_only == 30)
    assert not noted or noted[0].startswith("30 of 80 values of at ")


def test_a_column_of_days_is_no_column_of_midnights(store: Store, tmp_path: Path) -> None:
    report = bring(store, file_of(tmp_path, *[f"2023-08-{day:02d}" for day in range(1, 31)]), PLAIN)
    assert report.notes == []
