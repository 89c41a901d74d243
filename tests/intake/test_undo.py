"""The way back: an import is undone exactly, or refused with the name of what stands on it."""

from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import imports, load_mapping, undo
from qm.store import Store
from tests.intake.bringing import bring, everything, one, rows, written

RICH = """
kind = "contacts"
name = "rich"
[fields]
contact_id = "id"
customer_id = "who"
arrived_at = "at"
wait_seconds = "wait"
agent_id = "agent"
team = "team"
csat = "csat"
"""
HEADER = "id,who,at,wait,agent,team,csat\n"


def calls(folder: Path, *lines: str) -> Path:
    return written(folder, HEADER + "".join(f"{line}\n" for line in lines))


FIRST = ("1,p,2024-05-01 10:00,5,7,Red,4", "2,p,2024-05-02 10:00,5,7,Red,", "3,q,2024-05-03 10:00,5,8,Blue,5")


def test_an_import_undone_leaves_the_store_as_before(store: Store, tmp_path: Path) -> None:
    before = everything(store)
    bring(store, calls(tmp_path, *FIRST), RICH)
    assert undo(store, 1) == {"batch": 1, "removed": 3, "restored": 0}
    assert everything(store) == before


def test_updates_are_put_back_row_by_row(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    before = everything(store)
    report = bring(
        store,
        calls(
            tmp_path, "1,q,2024-06-01 10:00,9,8,Green,1", "2,p,2024-05-02 10:00,5,7,Red,", "4,q,2024-05-04 10:00,,,,3"
        ),
        RICH,
    )
    assert (report.accepted, report.updated, report.unchanged) == (2, 1, 1)
    assert everything(store) != before
    assert undo(store, 2) == {"batch": 2, "removed": 1, "restored": 1}
    assert everything(store) == before


def test_imports_are_undone_in_turn(store: Store, tmp_path: Path) -> None:
    states = [everything(store)]
    for wait in (5, 6, 7):
        changed, added = f"1,p,2024-05-01 10:00,{wait},7,Red,4", f"{wait},p,2024-05-02 10:00,1,7,Blue,5"
        bring(store, calls(tmp_path, changed, added), RICH)
        states.append(everything(store))
    for batch in (3, 2, 1):
        assert everything(store) == states[batch]
        undo(store, batch)
    assert everything(store) == states[0]
    assert [row["undone"] for row in imports(store)] == [True, True, True]


def test_undo_is_refused_naming_the_batch_that_stands_on_it(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    path = calls(tmp_path, "1,p,2024-05-01 10:00,6,7,Red,4")
    bring(store, path.rename(tmp_path / "later.csv"), RICH)
    before = everything(store)
    with pytest.raises(QMError, match=r"Import 1 .* import 2 \(later\.csv\) .* undo 2 first"):
        undo(store, 1)
    assert everything(store) == before
    undo(store, 2)
    undo(store, 1)
    assert rows(store, "contacts") == []


def test_undo_is_not_refused_for_rows_of_others(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    bring(store, calls(tmp_path, "9,z,2024-05-09 10:00,6,9,Red,4"), RICH)
    undo(store, 1)
    assert one(store, "contacts", "contact_id") == ["9"]
    assert one(store, "agents", "agent_id") == ["9"]
    assert one(store, "surveys", "contact_id") == ["9"]


def test_undo_twice_and_undo_of_nothing(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    undo(store, 1)
    with pytest.raises(QMError, match=r"Import 1 .*already undone"):
        undo(store, 1)
    with pytest.raises(QMError, match=r"no import 7 .* none"):
        undo(store, 7)
    with pytest.raises(QMError, match="no import -1"):
        undo(store, -1)


def test_an_undone_import_can_come_in_again(store: Store, tmp_path: Path) -> None:
    path = calls(tmp_path, *FIRST)
    bring(store, path, RICH)
    columns = ("contact_id", "batch", "next_any_seconds")
    undo(store, 1)
    report = bring(store, path, RICH)
    assert (report.batch, report.accepted) == (2, 3)
    assert rows(store, "contacts", *columns) == [("1", 2, 86395), ("2", 2, None), ("3", 2, None)]


def test_a_refused_undo_in_one_table_touches_none(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    bring(store, written(tmp_path, "contact_id,csat\n1,1\n", "surveys.csv"), kind="surveys")
    before = everything(store)
    with pytest.raises(QMError, match=r"import 2 \(surveys\.csv\) changed the same surveys"):
        undo(store, 1)
    assert everything(store) == before


def test_what_people_typed_in_stays(store: Store, tmp_path: Path) -> None:
    bring(store, written(tmp_path, "agent_id,held_at,note\n7,2024-05-01 10:00,from a file\n", "coaching.csv"))
    with store.write() as cursor:
        cursor.run("insert into coaching (agent_id, held_at, note, batch) values ('7', '2024-05-02 10:00', 'typed', 0)")
    undo(store, 1)
    assert one(store, "coaching", "note") == ["typed"]


def test_a_file_does_not_change_what_people_typed_in(store: Store, tmp_path: Path) -> None:
    with store.write() as cursor:
        cursor.run("insert into coaching (agent_id, held_at, note, batch) values ('7', '2024-05-02 10:00', 'typed', 0)")
    before = everything(store)
    told = bring(store, written(tmp_path, "agent_id,held_at,note\n7,2024-05-02 10:00,from a file\n", "coaching.csv"))
    assert (told.unchanged, told.accepted) == (1, 0)
    assert everything(store) == before


def test_the_mapping_stays_remembered(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), load_mapping(written(tmp_path, RICH, "rich.toml")))
    undo(store, 1)
    assert bring(store, calls(tmp_path, *FIRST)).accepted == 3


def test_figures_follow_an_undo(store: Store, tmp_path: Path) -> None:
    bring(store, calls(tmp_path, *FIRST), RICH)
    bring(store, calls(tmp_path, "4,p,2024-05-20 10:00,5,7,Red,1"), RICH)
    assert store.rows("select sum(contacts), sum(repeat_judged), sum(repeated) from contacts_by_day") == [(4, 3, 1)]
    undo(store, 2)
    assert store.rows("select sum(contacts), sum(repeat_judged), sum(repeated) from contacts_by_day") == [(3, 0, 0)]
    assert store.rows("select sum(surveys), sum(satisfied) from surveys_by_day") == [(2, 2)]
