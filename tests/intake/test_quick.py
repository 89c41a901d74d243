"""The quick way through a flawless file and the careful one tell the same, whatever stands in the file."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qm.errors import QMError
from qm.intake import check, intake, parse_mapping, reading
from qm.store import Store
from tests.intake.bringing import read, written


def examples(most: int) -> settings:
    return settings(max_examples=most, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


MAPPING = """
kind = "contacts"
[fields]
contact_id = "id"
arrived_at = "at"
wait_seconds = "wait"
handle_seconds = {sum = ["talk", "wrap"], unit = "s"}
abandoned = {column = "lost", true = ["Y"]}
resolved = "solved"
transfers = "moves"
reason = {columns = ["why", "detail"], join = "/"}
channel = {value = "voice"}
"""
COLUMNS = ("id", "at", "wait", "talk", "wrap", "lost", "solved", "moves", "why", "detail")


def outcome(action: Any) -> Any:
    """What it answers, or the sentence it ends with."""
    try:
        return action()
    except QMError as error:
        return str(error)


@examples(150)
@given(text=st.text(st.sampled_from("ab1 ,;\"'\n\r\té\u00a0\ufeff|"), max_size=30), mark=st.booleans())
def test_both_readers_read_the_same_records(looking: Store, tmp_path: Path, text: str, mark: bool) -> None:
    path = written(tmp_path, ("\ufeff" * mark + "a,b\n" + text).encode())
    quick = outcome(lambda: read(looking, path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_read_quickly", lambda *_: None)
        careful = outcome(lambda: read(looking, path))
    if isinstance(quick, str) or isinstance(careful, str):
        assert quick == careful
        return
    assert quick[1] == careful[1]
    assert (quick[0].header, quick[0].rows, quick[0].short, quick[0].long) == (
        careful[0].header,
        careful[0].rows,
        careful[0].short,
        careful[0].long,
    )


numbers = st.sampled_from(["", "0", "12", "12.5", "1,234", "1.234", "12,5", "-1", "0:20", "1e3", "x", " 7 ", "inf"])
flags = st.sampled_from(["", "Y", "y", "N", "yes", "no", "1", "0", "?"])
words = st.sampled_from(["", "a", "A ", "ü", '"q"', "a;b", "1"])
moments = st.sampled_from(
    [
        "2024-05-01",
        "2024-05-01 10:00:00",
        "2024-05-01 10:00",
        "2024-05-01T10:00:00Z",
        "13/05/2024",
        "05/06/2024",
        "1-May-24",
        "",
        "10:00",
        "45413",
        "2024-05-01 10:00:00.5",
    ]
)
ids = st.sampled_from(["1", "2", "3", "04", "8.41207E+11", ""])
records = st.tuples(ids, moments, numbers, numbers, numbers, flags, flags, numbers, words, words)


def checked(store: Store, path: Path) -> tuple:
    """All that a check tells: counts, notes, the rows that stand, those that do not, and the problems."""
    with intake(store, path) as one:
        one.lazily = True
        found = one.check(parse_mapping(MAPPING))
        stand = f"select {', '.join(parse_mapping(MAPPING).fields)} from standing order by all"
        return (
            found.excluded,
            found.unchanged,
            found.rejected,
            found.notes,
            found.reading.rows,
            one.cursor.rows(stand),
            one.cursor.rows("select * from gone order by all"),
            one.cursor.rows("select * from problem order by all"),
        )


@examples(10)
@given(plain=st.lists(records.filter(lambda r: r[0] and r[1]), max_size=4), late=st.lists(records, max_size=3))
def test_both_checks_tell_the_same(looking: Store, tmp_path: Path, plain: list[tuple], late: list[tuple]) -> None:
    lines = ["\t".join(row) for row in (COLUMNS, *plain, *late)]
    path = written(tmp_path, "\n".join(lines) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "HEAD", max(1, len(plain)))
        quick = outcome(lambda: checked(looking, path))
        patch.setattr(check, "_check_at_once", lambda *_: None)
        careful = outcome(lambda: checked(looking, path))
    assert quick == careful
