"""What is in the store: rows, days, what is known, channels, the last import."""

from qm.analysis.contents import contents
from qm.intake import import_file
from qm.store import Session
from tests.centre import contact, fill


def test_an_empty_store(store):
    what = contents(Session(store))
    assert what.is_empty
    assert (what.headline, what.channels_sentence, what.absent_sentence) == ("Nothing is in the store yet.", "", "")


def test_tables_say_their_days_and_what_is_known_in_part_and_not_at_all(store):
    fill(
        store,
        contacts=[
            contact(1, arrived_at="2024-05-06 08:00", channel="voice", wait_seconds=5),
            contact(2, arrived_at="2024-05-08 08:00", channel="email"),
        ],
        surveys=[{"contact_id": "1", "csat": 5}],
    )
    what = contents(Session(store))
    assert what.headline == "2 contacts and 1 survey answer, 6–8 May 2024."
    assert what.channels_sentence == "Channels: email 1 (answered later) and voice 1."
    contacts = what.tables[0]
    assert (contacts.rows, "channel" in contacts.known, "queue" in contacts.unknown) == (2, True, True)
    assert contacts.partly == ("50% wait",)
    assert what.absent_sentence.startswith("Not here: evaluations, answers")


def test_shares_close_to_none_and_all_are_not_rounded_to_them(store):
    fill(store, contacts=[contact(n, queue="q" if n == 1 else None) for n in range(1, 301)])
    assert contents(Session(store)).tables[0].partly == ("below 1% queue",)


def test_the_last_import_that_still_stands(store, tmp_path):
    for name, rows in (("a.csv", "1,2024-05-01\n"), ("b.csv", "2,2024-05-02\n3,2024-05-02\n")):
        (tmp_path / name).write_text("contact_id,arrived_at\n" + rows)
        import_file(store, tmp_path / name, by="Ann")
    assert contents(Session(store)).last_import.sentence.startswith("b.csv, 2 rows, on ")
    assert contents(Session(store)).last_import.sentence.endswith(" by Ann")
