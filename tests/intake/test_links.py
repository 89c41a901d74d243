"""Repeats are linked right: all at once, bit by bit in any order, after updates and after undo."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qm.intake import undo
from qm.store import Store, open_store
from tests.intake.bringing import bring, everything, one, written_rows

START = dt.datetime(2024, 5, 1)
MAPPING = """
kind = "contacts"
[fields]
contact_id = "id"
customer_id = "who"
arrived_at = "at"
wait_seconds = "wait"
handle_seconds = "handle"
reason = "why"
channel = "via"
agent_id = "agent"
"""
SCOPES = {
    "any": lambda a, b: True,
    "reason": lambda a, b: a["why"] == b["why"],
    "channel": lambda a, b: a["via"] == b["via"],
}


def ended(row: dict[str, Any]) -> dt.datetime:
    return row["at"] + dt.timedelta(seconds=(row["wait"] or 0) + (row["handle"] or 0))


def expected(contacts: list[dict[str, Any]]) -> dict[str, tuple]:
    """contact → seconds from its end to the customer's next contact that starts after it, in each scope."""
    answer = {}
    for row in contacts:
        later = [c for c in contacts if row["who"] and c["who"] == row["who"] and c["at"] > ended(row)]
        gaps = [[(c["at"] - ended(row)).total_seconds() for c in later if same(row, c)] for same in SCOPES.values()]
        answer[row["id"]] = tuple(min(gap) if gap else None for gap in gaps)
    return answer


def linked(store: Store) -> dict[str, tuple]:
    columns = ", ".join(f"next_{scope}_seconds" for scope in SCOPES)
    return {row[0]: row[1:] for row in store.rows(f"select contact_id, {columns} from contacts")}


def crowd(random_: random.Random, count: int, customers: int = 4) -> list[dict[str, Any]]:
    """Contacts close together: overlapping, at the same second, without customer, wait or reason."""
    return [
        {
            "id": f"c{i:03d}",
            "who": random_.choice([None, *(f"p{n}" for n in range(customers))]),
            "at": START + dt.timedelta(seconds=random_.randrange(0, 900, 15)),
            "wait": random_.choice([None, 0, 15, 60]),
            "handle": random_.choice([None, 30, 300]),
            "why": random_.choice(["bill", "fault"]),
            "via": random_.choice(["voice", "chat"]),
            "agent": random_.choice([None, "7", "8"]),
        }
        for i in range(count)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_links_are_what_counting_by_hand_gives(store: Store, tmp_path: Path, seed: int) -> None:
    contacts = crowd(random.Random(seed), 120)
    bring(store, written_rows(tmp_path, contacts), MAPPING)
    assert linked(store) == expected(contacts)


@pytest.mark.parametrize("seed", range(2))
def test_bit_by_bit_in_any_order_links_the_same(store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    contacts = crowd(chance, 90)
    shuffled = chance.sample(contacts, len(contacts))
    for i in range(0, len(shuffled), 30):
        bring(store, written_rows(tmp_path, shuffled[i : i + 30]), MAPPING)
        assert linked(store) == expected(shuffled[: i + 30])
    at_once = open_store(tmp_path / "at_once.duckdb")
    bring(at_once, written_rows(tmp_path, contacts), MAPPING)
    derived = ("contacts_by_day", "contacts_by_hour", "contacts_by_agent", "latest_at")
    assert {name: everything(store)[name] for name in derived} == {name: everything(at_once)[name] for name in derived}
    at_once.close()


@pytest.mark.parametrize("seed", range(2))
def test_updates_and_undo_relink_all_that_they_touch(store: Store, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    contacts = crowd(chance, 60)
    bring(store, written_rows(tmp_path, contacts), MAPPING)
    states, versions = [everything(store)], [contacts]
    for _ in range(3):
        now = {row["id"]: row for row in versions[-1]}
        changed = [
            now[i]
            | {
                "who": chance.choice(["p0", "p1", None]),
                "at": START + dt.timedelta(seconds=15 * i_),
                "handle": chance.choice([None, 45]),
            }
            for i_, i in enumerate(chance.sample(sorted(now), 10))
        ]
        added = [row | {"id": f"{row['id']}-{len(states)}"} for row in crowd(chance, 5)]
        bring(store, written_rows(tmp_path, changed + added), MAPPING)
        versions.append(list((now | {row["id"]: row for row in changed + added}).values()))
        states.append(everything(store))
        assert linked(store) == expected(versions[-1])
    for batch in (4, 3, 2):
        undo(store, batch)
        states.pop()
        versions.pop()
        assert everything(store) == states[-1]
        assert linked(store) == expected(versions[-1])


def test_an_earlier_import_undone_while_a_later_one_stays(store: Store, tmp_path: Path) -> None:
    contacts = crowd(random.Random(9), 60)
    for part in (contacts[:30], contacts[30:]):
        bring(store, written_rows(tmp_path, part), MAPPING)
    undo(store, 1)
    assert linked(store) == expected(contacts[30:])
    bring(store, written_rows(tmp_path, contacts[:30]), MAPPING)
    assert linked(store) == expected(contacts)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contacts=st.lists(
        st.fixed_dictionaries(
            {
                "who": st.sampled_from([None, "p", "q"]),
                "at": st.integers(0, 40).map(lambda n: START + dt.timedelta(seconds=n)),
                "wait": st.sampled_from([None, 0, 1, 5, 0.5, 12.25]),
                "handle": st.sampled_from([None, 0, 2, 20]),
                "why": st.sampled_from(["a", "b"]),
                "via": st.sampled_from(["v", "w"]),
                "agent": st.none(),
            }
        ),
        min_size=1,
        max_size=12,
    ),
    cut=st.integers(0, 12),
)
def test_links_of_any_contacts(tmp_path_factory: pytest.TempPathFactory, contacts: list[dict], cut: int) -> None:
    folder = tmp_path_factory.mktemp("links")
    contacts = [{"id": str(i)} | row for i, row in enumerate(contacts)]
    store = open_store(folder / "store.duckdb")
    for part in (contacts[:cut], contacts[cut:]):
        if part:
            bring(store, written_rows(folder, part), MAPPING)
    wanted = expected(contacts)
    found = linked(store)
    store.close()
    for contact, gaps in wanted.items():
        for gap, seconds in zip(gaps, found[contact], strict=True):
            # Kept in whole seconds, so that no gap beyond a window falls into it.
            assert (gap is None) == (seconds is None)
            assert gap is None or 0 <= seconds - gap < 1


def test_only_the_days_that_change_are_added_up_anew(store: Store, tmp_path: Path) -> None:
    year = [
        {
            "id": f"y{i}",
            "who": f"p{i}",
            "at": START + dt.timedelta(days=i),
            "wait": 1,
            "handle": 1,
            "why": "a",
            "via": "v",
            "agent": None,
        }
        for i in range(100)
    ]
    bring(store, written_rows(tmp_path, year), MAPPING)
    before = store.rows("select rowid, day from contacts_by_day")
    later = [{**year[99], "id": "z", "at": START + dt.timedelta(days=99, hours=1)}]
    bring(store, written_rows(tmp_path, later), MAPPING)
    kept = set(before) & set(store.rows("select rowid, day from contacts_by_day"))
    assert len(kept) >= 90
    assert one(store, "contacts", "next_any_seconds").count(3598) == 1


def test_one_customer_with_very_many_contacts(store: Store, tmp_path: Path) -> None:
    """A placeholder such as "anonymous" must not take time or memory by the square of its contacts."""
    many = 30_000
    contacts = [
        {
            "id": f"c{i}",
            "who": "anonymous",
            "at": START + dt.timedelta(minutes=i),
            "wait": 0,
            "handle": 30,
            "why": "bill" if i % 2 else "fault",
            "via": "voice",
            "agent": "7",
        }
        for i in range(many)
    ]
    bring(store, written_rows(tmp_path, contacts), MAPPING)
    assert store.rows("select count(*), min(gap_seconds), max(gap_seconds) from repeat_contacts") == [
        (many - 1, 30, 30)
    ]
    assert store.rows("select count(next_any_seconds), sum(next_reason_seconds) from contacts") == [
        (many - 1, 90 * (many - 2))
    ]
