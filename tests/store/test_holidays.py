"""Holidays: days read from what people write or a file holds, kept with who set them."""

from datetime import date

import pytest

from qm.errors import QMError
from qm.metrics import redefine
from qm.store import Store
from qm.store.holidays import Holidays, read_holidays


def test_days_one_a_line_or_in_one():
    rows = read_holidays("# closed\n2026-12-25 Christmas Day\n\n2026-5-1, Labour Day; \n2026-12-26")
    assert [(row.day, row.name) for row in rows] == [
        (date(2026, 5, 1), "Labour Day"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), None),
    ]
    assert [row.day for row in read_holidays("2026-12-25,2026-05-01; 2026-12-25")] == [
        date(2026, 5, 1),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize("text", ["25.12.2026", "Christmas", "2026-02-30", "2026-12-25\n2026-13-01"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(QMError, match=r"is no day; write it like 2026-12-25, a name may follow\.$"):
        read_holidays(text)


def test_a_queue_has_everybodys_and_its_own():
    holidays = Holidays().changed(None, "2026-12-25").changed("Billing", "2026-12-24 Early close")
    assert holidays.of("Billing") == {date(2026, 12, 24), date(2026, 12, 25)}
    assert holidays.of("Shop") == holidays.of(None) == {date(2026, 12, 25)}
    assert holidays.written("Billing") == "2026-12-24 Early close"
    assert holidays.changed("Billing", "none").written("Billing") == "none"


def test_kept_with_who_and_when(store: Store):
    with store.write() as cursor:
        redefine(cursor, {"holidays": "2026-12-25 Christmas, 2026-05-01"}, "Ann")
    with store.write() as cursor:
        redefine(cursor, {"holidays": "2026-12-25 Christmas, 2026-12-26", "holidays.queue.A.B": "2026-01-06"}, "Bob")
    kept = store.definitions().holidays
    assert [(str(row.day), row.queue, row.name, row.set_by) for row in kept.rows] == [
        ("2026-12-25", None, "Christmas", "Ann"),
        ("2026-12-26", None, None, "Bob"),
        ("2026-01-06", "A.B", None, "Bob"),
    ]
    assert all(row.set_at for row in kept.rows)
    assert store.definitions().written("holidays") == "2026-12-25 Christmas, 2026-12-26"
