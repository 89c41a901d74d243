"""Overdue counts against today; in a demo centre against the last day of its data, and that is said."""

from datetime import date

import pandas as pd

from qm.analysis.due_day import DueDay, due_day
from qm.intake import load_frames
from qm.store import Session, Store
from tests.centre import contact, fill

TODAY = date(2031, 5, 6)


def test_in_a_real_centre_it_is_today(store: Store) -> None:
    assert due_day(Session(store), TODAY) == DueDay(TODAY)
    fill(store, contacts=[contact("1", "2024-05-07 10:00")])
    assert due_day(Session(store), TODAY).text == ""


def test_in_a_demo_centre_it_is_the_last_day_of_the_data(store: Store) -> None:
    frame = pd.DataFrame(
        {"contact_id": ["1", "2"], "arrived_at": pd.to_datetime(["2026-06-28 22:10", "2026-06-01 09:00"])}
    )
    load_frames(store, {"contacts": frame}, file="demo centre", kind="demo")
    found = due_day(Session(store), TODAY)
    assert found == DueDay(date(2026, 6, 28), is_demo=True)
    assert found.text == "Counted on 28 Jun 2026, the last day of the demo centre's data."
