"""The mark of the store's state: another one after every change of figures, and never ahead of what can be read."""

import threading
from datetime import datetime

import pytest

from qm.analysis.cache import forget, kept
from qm.errors import QMError
from qm.store import Cursor, Session, Store
from qm.store.scenarios import delete_scenario, save_scenario
from qm.store.targets import Target, set_target
from tests.centre import insert

NOON = datetime(2024, 5, 6, 12)
CONTACT = {"arrived_at": NOON}


@kept(most=500)
def contacts(session: Session) -> int:
    return int(session.rows("select count(*) from contacts")[0][0])


def given_up(store: Store) -> None:
    with store.write() as cursor:
        insert(cursor, "contacts", CONTACT | {"contact_id": "2"})
        raise QMError("not this one")


def test_what_figures_come_from_makes_a_new_mark_and_the_rest_does_not(store: Store) -> None:
    marks = [store.mark]
    with store.write() as cursor:
        insert(cursor, "contacts", CONTACT | {"contact_id": "1"})
    marks.append(store.mark)
    assert len(set(marks)) == 2
    set_target(store, Target("Red", "csat", 0.8, None, None, None, NOON))
    save_scenario(store, "More", "voice", {"agents": 2.0}, {}, NOON, "Ada")
    delete_scenario(store, "More")
    with pytest.raises(QMError):
        given_up(store)
    assert store.mark == marks[-1]


def test_a_commit_that_was_interrupted_makes_a_new_mark(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have gone through."""
    run, mark = Cursor.run, store.mark

    def interrupted(cursor: Cursor, sql: str, *parameters: object) -> None:
        run(cursor, sql, *parameters)  # type: ignore[arg-type]
        if sql == "commit":
            raise KeyboardInterrupt

    monkeypatch.setattr(Cursor, "run", interrupted)
    with pytest.raises(KeyboardInterrupt), store.write() as cursor:
        insert(cursor, "contacts", CONTACT | {"contact_id": "1"})
    assert store.mark != mark
    assert store.rows("select count(*) from contacts") == [(1,)]


def test_no_old_answer_is_kept_under_a_new_mark(store: Store) -> None:
    session, after = Session(store), {store.mark: 0}
    seen: list[tuple[str, int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            mark = session.state[1]
            seen.append((mark, contacts(session)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(40):
        with store.write() as cursor:
            insert(cursor, "contacts", CONTACT | {"contact_id": str(number)})
        after[store.mark] = number + 1
        assert contacts(session) == number + 1, "who wrote sees it at once"
    done.set()
    for reader in readers:
        reader.join()
    assert seen
    assert [(mark, count) for mark, count in seen if count < after[mark]] == []
    forget()
