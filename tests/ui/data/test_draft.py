"""A file on its way in: what it keeps, what it undoes, and what it frees."""

import io
import threading
from pathlib import Path

import pytest

from qm.intake import Rule, imports, parse_mapping
from qm.store import Store
from qm.ui.data.draft import OWN, PROPOSED, Draft
from qm.ui.data.job import Job

CONTACTS = "contact_id,arrived_at,state\nC1,2024-03-01 10:00,OK\nC2,2024-03-02 11:00,LOST\nC3,2024-03-03 12:00,OK\n"


@pytest.fixture
def drop(store: Store):
    """drop(content, name) → the file as a draft, read; all are closed afterwards."""
    dropped = []

    def drop(content: str | bytes = CONTACTS, name: str = "contacts.csv") -> Draft:
        draft = Draft(store, name, io.BytesIO(content.encode() if isinstance(content, str) else content))
        dropped.append(draft)
        draft.read()
        return draft

    yield drop
    for draft in dropped:
        if draft.job:
            draft.job.done.wait(30)
        draft.close()


def import_now(draft: Draft) -> None:
    draft.check()
    assert draft.trouble is None
    draft.start_import("anna")
    assert draft.job
    assert draft.job.done.wait(30)


def test_reading_proposes_a_mapping(drop):
    draft = drop()
    assert {name: rule.columns for name, rule in draft.mapping.fields.items()} == {
        "contact_id": ("contact_id",),
        "arrived_at": ("arrived_at",),
    }
    assert (draft.origin, draft.hint, draft.trouble) == (PROPOSED, None, None)
    assert [column.type for column in draft.columns] == ["text", "date and time", "text"]
    assert draft.values("state") == ["OK", "LOST"]


def test_names_that_tell_nothing_keep_what_they_tell_and_ask(drop):
    draft = drop("xx;Kunde\n1;K1\n")
    assert draft.hint
    assert draft.mapping.fields["customer_id"].columns == ("Kunde",)
    draft.check()
    assert "contact_id" in str(draft.trouble)


def test_a_file_without_a_table_is_one_sentence(drop):
    draft = drop(b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "picture.csv")
    assert draft.reading is None
    assert draft.trouble == (
        "picture.csv is a PNG picture, not a table; export the data as CSV, Excel (.xlsx) or Parquet."
    )


def test_checking_counts_and_writes_nothing(drop, store: Store):
    draft = drop()
    draft.check()
    assert (draft.report.rows, draft.report.accepted, draft.report.batch) == (3, 3, None)
    assert store.rows("select count(*) from contacts") == [(0,)]


def test_any_change_takes_back_what_checking_said(drop):
    draft = drop()
    draft.check()
    draft.put("channel", Rule(value="voice"))
    assert draft.report is None
    draft.check()
    draft.alter(exclude=({"state": ("LOST",)},))
    assert draft.report is None
    draft.check()
    assert (draft.report.accepted, draft.report.excluded) == (2, 1)


def test_started_twice_it_is_imported_once(drop, store: Store):
    draft = drop()
    draft.check()
    threads = [threading.Thread(target=draft.start_import, args=("anna",)) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    assert draft.job.done.wait(30)
    draft.start_import("anna")
    assert [(entry["batch"], entry["by"], entry["accepted"]) for entry in imports(store)] == [(1, "anna", 3)]


def test_imported_it_is_remembered_and_freed_but_its_lists_stay(drop, store: Store):
    draft = drop(CONTACTS + "C4,never,OK\n")
    draft.save_as = "our calls"
    import_now(draft)
    assert (draft.imported.accepted, draft.imported.rejected) == (3, 1)
    assert draft.rejects_csv().decode("utf-8-sig").splitlines()[1:] == ["C4,never,OK,5,arrived_at: not a date or time"]
    assert b"arrived_at" in draft.problems_csv()
    assert sorted(path.name for path in draft.folder.iterdir()) == ["problems.csv", "rejects.csv"]
    again = drop()
    assert (again.origin, again.save_as) == ("remembered our calls", "our calls")
    draft.close()
    again.close()
    assert list(store.staging.iterdir()) == []


def test_the_same_file_again_changes_nothing(drop):
    import_now(drop())
    again = drop()
    again.check()
    assert (again.report.accepted, again.report.unchanged) == (0, 3)


def test_the_demo_centre_goes_first_when_asked(drop, store: Store):
    from qm.demo import simulate
    from qm.intake import load_frames

    load_frames(store, simulate("default", 7, 20, 1).frames, file="demo centre", kind="demo")
    draft = drop()
    assert draft.demo_is_there
    import_now(draft)
    assert store.rows("select contact_id from contacts order by 1") == [("C1",), ("C2",), ("C3",)]


def test_dates_that_fit_both_ways_are_asked_about(drop, store: Store):
    draft = drop("contact_id,arrived_at\n1,03/04/2024 10:00\n2,05/06/2024 11:00\n")
    draft.check()
    assert (draft.doubt.column, draft.report, draft.trouble) == ("arrived_at", None, None)
    draft.settle(draft.doubt.month_first)
    assert draft.report.accepted == 2
    import_now(draft)
    assert [f"{day}" for (day,) in store.rows("select cast(arrived_at as date) from contacts order by 1")] == [
        "2024-03-04",
        "2024-05-06",
    ]


@pytest.mark.parametrize(
    ("name", "rule", "sentence"),
    [
        ("abandoned", Rule(columns=("state",), true=()), "abandoned has no value that means yes yet"),
        ("wait_seconds", Rule(start=("arrived_at",)), "wait_seconds has no column yet"),
        ("handle_seconds", Rule(), "handle_seconds has no column yet"),
        ("queue", Rule(columns=("nowhere",)), "queue from the column 'nowhere', which contacts.csv has not"),
    ],
)
def test_what_is_not_finished_is_said(drop, name, rule, sentence):
    draft = drop()
    draft.put(name, rule)
    draft.check()
    assert sentence in draft.trouble
    assert draft.report is None


def test_text_finds_its_columns_as_an_import_does(drop):
    draft = drop("Contact ID,Árrived At\nC1,2024-03-01\n")
    draft.use(parse_mapping('kind = "contacts"\n[fields]\ncontact_id = "CONTACT id"\narrived_at = "arrived at"\n'))
    assert draft.mapping.fields["arrived_at"].columns == ("Árrived At",)
    assert draft.origin == OWN
    draft.check()
    assert draft.report.accepted == 1


def test_read_differently_and_back(drop):
    draft = drop("contact_id;arrived_at;a,b\n1;2024-03-01;x\n")
    draft.read_as(delimiter=",")
    assert draft.header == ["contact_id;arrived_at;a", "b"]
    draft.read_as(delimiter=None)
    assert draft.header == ["contact_id", "arrived_at", "a,b"]
    assert draft.mapping.fields["arrived_at"].columns == ("arrived_at",)
    draft.read_as(encoding="klingon")
    assert "klingon" in draft.trouble
    assert draft.header == ["contact_id", "arrived_at", "a,b"]
    draft.check()
    assert draft.report.accepted == 1


def test_what_counts_as_empty_is_described_anew_without_reading_again(drop):
    draft = drop("contact_id,arrived_at,closed\n1,2024-03-01,?\n2,2024-03-02,2024-03-03\n")
    reading = draft.reading
    assert draft.column("closed").placeholders == ("?",)
    draft.read_as(missing=("?",))
    assert draft.reading is reading
    assert (draft.column("closed").type, draft.column("closed").missing) == ("date", 0.5)
    draft.read_as(missing=())
    assert draft.column("closed").different == 2


def test_a_question_in_every_column_is_proposed_as_answers(drop):
    header = "evaluation_id,evaluator_id,evaluated_at,Q1,Q2,total score,remark"
    draft = drop(f"{header}\nE1,V1,2024-03-01,5,n/a,87,fine\nE2,V1,2024-03-02,3,yes,70,late\n")
    assert draft.mapping.kind == "evaluations"
    assert draft.mapping.fields["answers"].columns == ("Q1", "Q2")
    draft.check()
    assert (draft.report.accepted, draft.report.problems) == (2, [])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\exports\\a.csv", "a.csv"),
        ("a:b?.csv", "a_b_.csv"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_name_stays_inside_its_folder(drop, name, kept):
    draft = drop(CONTACTS, name)
    assert draft.name == kept
    assert draft.path.parent == draft.folder


def test_a_session_that_ends_frees_everything(store: Store):
    import gc

    draft = Draft(store, "contacts.csv", io.BytesIO(CONTACTS.encode()))
    draft.read()
    folder = Path(draft.folder)
    assert folder.exists()
    del draft
    gc.collect()
    assert not folder.exists()


def test_a_job_keeps_its_error():
    def fail(progress):
        progress(0.5, "half way")
        raise ValueError("no")

    job = Job()
    job.start(fail)
    assert job.done.wait(5)
    assert (job.share, job.report, str(job.error)) == (0.5, None, "no")
