"""Event logs: the last row of each contact counts, in one file or over several."""

from pathlib import Path

import pytest

from qm.intake import undo
from qm.store import Store
from tests.intake.bringing import bring, everything, problems, rows, written

LOG = """
kind = "contacts"
rows.latest_by = [{column = "updated", format = "%d/%m/%Y %H:%M"}, "revision"]
fields = {contact_id = "id", arrived_at = "at", reason = "why"}
"""
HEADER = "id,at,why,updated,revision\n"


def log(folder: Path, *lines: str) -> Path:
    return written(folder, HEADER + "".join(f"{line}\n" for line in lines))


def reasons(store: Store) -> dict[str, str]:
    return dict(rows(store, "contacts", "contact_id", "reason"))


def test_the_last_row_of_each_contact_is_kept(store: Store, tmp_path: Path) -> None:
    path = log(
        tmp_path,
        "1,2024-05-01,late,02/05/2024 10:00,1",
        "1,2024-05-01,early,01/12/2023 10:00,9",
        "2,2024-05-01,second,01/05/2024 10:00,10",
        "2,2024-05-01,first,01/05/2024 10:00,9",
    )
    report = bring(store, path, LOG)
    assert reasons(store) == {"1": "late", "2": "second"}
    assert (report.accepted, report.excluded, report.unchanged) == (2, 2, 0)


def test_of_equal_events_the_last_in_the_file_is_kept(store: Store, tmp_path: Path) -> None:
    path = log(tmp_path, "1,2024-05-01,a,01/05/2024 10:00,1", "1,2024-05-01,b,01/05/2024 10:00,1")
    assert bring(store, path, LOG).excluded == 1
    assert reasons(store) == {"1": "b"}


def test_an_event_without_a_time_is_the_oldest(store: Store, tmp_path: Path) -> None:
    path = log(tmp_path, "1,2024-05-01,dated,01/05/2024 10:00,1", "1,2024-05-01,undated,,5")
    bring(store, path, LOG)
    assert reasons(store) == {"1": "dated"}


@pytest.mark.parametrize("revisions", [("9", "10"), ("-10", "-9"), ("1.5", "1.25e1"), ("999", "1000"), ("", "0")])
def test_numbers_are_compared_as_numbers(store: Store, tmp_path: Path, revisions: tuple[str, str]) -> None:
    older, newer = revisions
    path = log(tmp_path, f"1,2024-05-01,new,,{newer}", f"1,2024-05-01,old,,{older}")
    bring(store, path, LOG.replace('{column = "updated", format = "%d/%m/%Y %H:%M"}, ', ""))
    assert reasons(store) == {"1": "new"}


@pytest.mark.parametrize(
    "times", [("2024-01-31", "2024-02-01"), ("31/1/2024", "1/2/2024"), ("31-Jan-24", "01-Feb-24"), ("a", "b")]
)
def test_times_are_found_where_no_format_is_given(store: Store, tmp_path: Path, times: tuple[str, str]) -> None:
    older, newer = times
    path = log(tmp_path, f"1,2024-05-01,new,{newer},", f"1,2024-05-01,old,{older},")
    bring(store, path, LOG.replace('{column = "updated", format = "%d/%m/%Y %H:%M"}', '"updated"'))
    assert reasons(store) == {"1": "new"}


def test_an_older_event_in_a_later_file_changes_nothing(store: Store, tmp_path: Path) -> None:
    bring(store, log(tmp_path, "1,2024-05-01,now,02/05/2024 10:00,1"), LOG)
    before = everything(store)
    report = bring(store, log(tmp_path, "1,2024-06-01,earlier,02/12/2023 10:00,9"), LOG)
    assert (report.batch, report.excluded, report.accepted) == (None, 1, 0)
    assert everything(store) == before


def test_an_older_event_tells_nothing_about_surveys_or_agents_either(store: Store, tmp_path: Path) -> None:
    mapping = """
kind = "contacts"
rows.latest_by = [{column = "updated", format = "%d/%m/%Y %H:%M"}]
fields = {contact_id = "id", arrived_at = "at", agent_id = "why", team = "revision", csat = "revision"}
"""
    bring(store, log(tmp_path, "1,2024-05-01,kim,02/05/2024 10:00,1"), mapping)
    before = everything(store)
    older = "1,2024-05-01,kim,01/05/2024 10:00,5"
    assert bring(store, log(tmp_path, older), mapping).batch is None
    assert everything(store) == before
    assert bring(store, log(tmp_path, older, "2,2024-05-01,lou,01/05/2024 10:00,4"), mapping).accepted == 1
    assert rows(store, "agents", "agent_id", "team") == [("kim", "1"), ("lou", "4")]
    assert rows(store, "surveys", "contact_id", "csat") == [("1", 1), ("2", 4)]


def test_an_older_event_stays_older_when_another_file_changed_the_contact(store: Store, tmp_path: Path) -> None:
    bring(store, log(tmp_path, "1,2024-05-01,now,02/05/2024 10:00,1"), LOG)
    bring(store, written(tmp_path, "contact_id,arrived_at,channel\n1,2024-05-01,voice\n", "more.csv"))
    assert bring(store, log(tmp_path, "1,2024-05-01,earlier,01/05/2024 10:00,9"), LOG).excluded == 1
    assert rows(store, "contacts", "reason", "channel") == [("now", "voice")]


def test_a_newer_event_in_a_later_file_updates(store: Store, tmp_path: Path) -> None:
    bring(store, log(tmp_path, "1,2024-05-01,now,02/05/2024 10:00,1"), LOG)
    before = everything(store)
    report = bring(store, log(tmp_path, "1,2024-05-01,later,02/05/2024 10:00,2"), LOG)
    assert (report.accepted, report.updated) == (1, 1)
    assert reasons(store) == {"1": "later"}
    undo(store, report.batch)
    assert everything(store) == before


def test_files_in_any_order_leave_the_same_contacts(store: Store, tmp_path: Path) -> None:
    events = [
        "1,2024-05-01,a,01/05/2024 10:00,1",
        "1,2024-05-01,b,02/05/2024 10:00,1",
        "1,2024-05-01,c,02/05/2024 10:00,2",
    ]
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        batches = [bring(store, log(tmp_path, events[i]), LOG).batch for i in order]
        assert reasons(store) == {"1": "c"}
        for batch in reversed([b for b in batches if b is not None]):
            undo(store, batch)
        assert reasons(store) == {}


def test_an_event_with_an_offset_is_ordered_as_its_clock_reads(store: Store, tmp_path: Path) -> None:
    mapping = LOG.replace("%H:%M", "%H:%M %z")
    bring(store, log(tmp_path, "1,2024-05-01,x,02/05/2024 10:00 +0200,1"), mapping)
    bring(store, log(tmp_path, "1,2024-05-01,y,02/05/2024 11:00 +0200,1"), mapping)
    assert reasons(store) == {"1": "y"}


FIRST = LOG.replace("rows.latest_by", 'rows.first = ["arrived_at", "reason"]\nrows.latest_by')


def test_first_keeps_the_earliest_value_there_is(store: Store, tmp_path: Path) -> None:
    path = log(
        tmp_path,
        "1,2024-05-03,third,03/05/2024 10:00,1",
        "1,2024-05-01,,01/05/2024 10:00,1",
        "1,2024-05-02,second,02/05/2024 10:00,1",
    )
    report = bring(store, path, FIRST)
    assert rows(store, "contacts", "arrived_at::date::varchar", "reason") == [("2024-05-01", "second")]
    assert (report.accepted, report.excluded) == (1, 2)


def test_first_keeps_what_an_earlier_file_told(store: Store, tmp_path: Path) -> None:
    bring(store, log(tmp_path, "1,2024-05-01,first,01/05/2024 10:00,1"), FIRST)
    report = bring(store, log(tmp_path, "1,2024-05-09,later,09/05/2024 10:00,1"), FIRST)
    assert rows(store, "contacts", "arrived_at::date::varchar", "reason") == [("2024-05-01", "first")]
    assert (report.updated, report.unchanged) == (0, 1)


def test_an_excluded_event_does_not_count_as_the_last(store: Store, tmp_path: Path) -> None:
    path = log(tmp_path, "1,2024-05-01,good,01/05/2024 10:00,1", "1,2024-05-01,TEST,02/05/2024 10:00,1")
    mapping = LOG.replace("rows.latest_by", 'rows.exclude = {why = "TEST"}\nrows.latest_by')
    assert bring(store, path, mapping).excluded == 1
    assert reasons(store) == {"1": "good"}


def test_a_wrong_value_in_a_superseded_event_is_nobodys_problem(store: Store, tmp_path: Path) -> None:
    path = log(
        tmp_path,
        "1,never,old,01/05/2024 10:00,1",
        "1,2024-05-01,new,02/05/2024 10:00,1",
        ",2024-05-01,nameless,02/05/2024 10:00,1",
    )
    report = bring(store, path, LOG)
    assert problems(report) == [("contact_id", "missing", "row rejected", (4,))]
    assert (report.accepted, report.excluded, report.rejected) == (1, 1, 1)


def test_the_same_log_again_is_unchanged(store: Store, tmp_path: Path) -> None:
    path = log(tmp_path, "1,2024-05-01,a,01/05/2024 10:00,1", "1,2024-05-01,b,02/05/2024 10:00,1")
    bring(store, path, LOG)
    report = bring(store, path, LOG)
    assert (report.batch, report.unchanged, report.excluded) == (None, 1, 1)
