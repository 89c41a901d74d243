"""What kind of file came in, told from its columns: in doubt a sentence, never rows of the wrong kind."""

from pathlib import Path

import openpyxl
import pytest

from qm.errors import QMError
from qm.store import Store
from tests.intake.bringing import bring, one, rows, written

NO_SURVEYS = [
    "contact;duration;outcome\ncellular;100;sold\ntelephone;50;no\n",
    "Case ID,Activity,Complete Timestamp\nCase 1,open,2012/10/09 14:50:17\nCase 2,open,2012/10/09 15:50:17\n",
    "Ticket,Remarks\n1,called back\n2,sent a letter\n",
    "id,Customer Remarks,Status\n1,called back,open\n",
    "agent,what\nA1,x\n",
    "time,what\n09:00,x\n",
]
TICKETS = [
    "Ticket ID,Created Date,Status,Priority,Agent Assigned\nT-1,2025-01-24 04:00:00,Open,High,Kim\n",
    "Contact ID\tChannel\tInitiation Timestamp\tQueue\tAgent\na1\tVOICE\t2024-03-04T09:00:00Z\tBasic\tKim\n",
    "Case Number;Date Created;Remarks;Assigned Agent\n7;2024-03-04 09:00;called back;Kim\n",
]
QA_SHEETS = [
    "Evaluation ID,Interaction ID,Agent,Evaluator,Date,Greeting,Closing\n"
    "E1,C1,Ana Lopez,Olga,2026-05-07,Yes,No\nE2,C2,Ben Ode,Olga,2026-05-08,Yes,NA\n",
    "Review ID;Call ID;Agent;Auditor;Date;Greeting;Closing\n"
    "E1;C1;Ana;Olga;2026-05-07;1;0\nE2;C2;Ben;Olga;2026-05-08;1;n/a\n",
    "Evaluation ID,Contact,Evaluator,Created,Review Date,Greeting,Closing\n"
    "E1,C1,Olga,2026-05-01,2026-05-07,pass,fail\nE2,C2,Olga,2026-05-01,2026-05-08,pass,-\n",
]


@pytest.mark.parametrize("text", NO_SURVEYS)
def test_an_id_alone_makes_no_file_of_surveys_agents_or_staffing(store: Store, tmp_path: Path, text: str) -> None:
    """Cases own-data/04 and intake/15."""
    with pytest.raises(QMError, match=r"no columns that name what it is .* csat, nps, effort or comment"):
        bring(store, written(tmp_path, text, "export.csv"))


@pytest.mark.parametrize("text", TICKETS)
def test_tickets_are_contacts(store: Store, tmp_path: Path, text: str) -> None:
    """Case intake/15: what was taken for empty surveys has a day and an agent."""
    assert bring(store, written(tmp_path, text)).kind == "contacts"
    assert one(store, "contacts", "agent_id") == ["Kim"]


@pytest.mark.parametrize("answer", ["csat", "NPS score", "Effort", "Comment", "verbatim"])
def test_one_answer_makes_a_survey(store: Store, tmp_path: Path, answer: str) -> None:
    assert bring(store, written(tmp_path, f"contact_id,{answer}\n1,5\n")).kind == "surveys"


def test_surveys_that_were_asked_for_need_an_answer_too(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "contact_id,duration\n1,5\n")
    with pytest.raises(QMError, match="no column for csat, nps, effort or comment"):
        bring(store, path, kind="surveys")


@pytest.mark.parametrize("text", QA_SHEETS)
def test_a_quality_sheet_leaves_the_contacts_alone(store: Store, tmp_path: Path, text: str) -> None:
    """Case own-data/05: it moved the contacts' arrivals and agents."""
    bring(
        store,
        written(tmp_path, "contact_id,arrived_at,agent_id\nC1,2026-05-01 09:15:00,A12\nC2,2026-05-01 10:15:00,A13\n"),
    )
    before = rows(store, "contacts")
    report = bring(store, written(tmp_path, text, "qa.csv"))
    assert report.kind == "evaluations"
    assert rows(store, "contacts") == before
    assert one(store, "evaluations", "contact_id") == ["C1", "C2"]
    assert rows(store, "answers", "evaluation_id", "question_id", "points", "not_applicable") == [
        ("E1", "Closing", 0, False),
        ("E1", "Greeting", 1, False),
        ("E2", "Closing", None, True),
        ("E2", "Greeting", 1, False),
    ]


def test_a_quality_sheet_without_numbers_is_refused(store: Store, tmp_path: Path) -> None:
    text = "Call ID,Agent,Evaluator,Date,Greeting\nC1,Ana,Olga,2026-05-07,Yes\n"
    with pytest.raises(QMError, match=r"No column of qa.csv was found for evaluation_id, which evaluations cannot do"):
        bring(store, written(tmp_path, text, "qa.csv"))


def test_contacts_may_name_who_evaluated_them(store: Store, tmp_path: Path) -> None:
    text = "Call ID,Agent,Reviewer,Date,Queue,Wait\nC1,Ana,Olga,2026-05-07,sales,5\n"
    assert bring(store, written(tmp_path, text)).kind == "contacts"


# Wide evaluations by command (case own-data/17)


def test_question_columns_are_found_without_the_page(store: Store, tmp_path: Path) -> None:
    text = (
        "evaluation_id,contact_id,agent_id,evaluator_id,evaluated_at,scorecard,Q1,Q2,Q3\n"
        "E1,C1,A1,V1,2026-05-01 10:00:00,S,5,5,no\nE2,C2,A1,V1,2026-05-01 10:00:00,S,0,5,yes\n"
    )
    report = bring(store, written(tmp_path, text))
    assert "Read as answers, a question for each column: Q1, Q2, Q3." in report.notes
    assert rows(store, "answers", "evaluation_id", "question_id", "points") == [
        ("E1", "Q1", 5), ("E1", "Q2", 5), ("E1", "Q3", 0), ("E2", "Q1", 0), ("E2", "Q2", 5), ("E2", "Q3", 1),
    ]  # fmt: skip


def test_no_question_column_found_is_said(store: Store, tmp_path: Path) -> None:
    text = "evaluation_id,evaluator_id,evaluated_at,How was it\nE1,V1,2026-05-01,fairly good\n"
    (note,) = bring(store, written(tmp_path, text)).notes
    assert "answers = {columns = " in note


def test_evaluations_whose_answers_stand_elsewhere_need_no_note(store: Store, tmp_path: Path) -> None:
    text = "evaluation_id,contact_id,evaluator_id,evaluated_at\nE1,C1,V1,2026-05-01\n"
    assert bring(store, written(tmp_path, text)).notes == []


# Rejected rows that come back (case own-data/18)


@pytest.mark.parametrize(
    "header",
    ["contact_id,arrived_at,agent_id,handle_seconds", "Reason,contact_id,Line,arrived_at", "contact_id,arrived_at"],
)
def test_rejected_rows_come_back_without_our_columns(store: Store, tmp_path: Path, header: str) -> None:
    values = {"contact_id": "C{}", "arrived_at": "2026-05-{}", "agent_id": "A1", "handle_seconds": "100"}
    values |= {"Reason": "billing", "Line": "sales"}
    row = ",".join(values[name] for name in header.split(","))
    text = f"{header}\n{row.format(1, 41)}\n{row.format(41, 1)}\n".replace("2026-05-1", "2026-05-01").replace(
        "C41", "C2"
    )
    good = row.replace("C{}", "C3").replace("2026-05-{}", "2026-05-02")
    bring(store, written(tmp_path, text + good + "\n"), rejects=tmp_path / "rejected.csv")
    back = (tmp_path / "rejected.csv").read_text().replace("2026-05-41", "2026-05-11")
    report = bring(store, written(tmp_path, back, "back.csv"), rejects=tmp_path / "again.csv")
    assert report.rejected == 0
    assert report.notes == [
        "The columns line and reason at the end, which a list of rejected rows has, are left alone."
    ]
    expected = ("sales", "billing") if "Reason" in header else (None, None)
    assert set(rows(store, "contacts", "queue", "reason")) == {expected}
    assert (tmp_path / "again.csv").read_text().splitlines() == [f"{header},line,reason"]


def test_columns_of_ones_own_called_line_and_reason_are_read(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, "contact_id,arrived_at,line,reason\n1,2024-05-01,7,billing: missing\n"))
    assert report.notes == []
    assert rows(store, "contacts", "queue", "reason") == [("7", "billing: missing")]


# Another sheet than the first


@pytest.mark.parametrize("lists", [{"dry_run": True}, {"dry_run": False}])
@pytest.mark.parametrize("first", [("note", "by"), ("a", "b", "c", "d")])
def test_rejects_are_written_from_the_sheet_that_was_imported(
    store: Store, tmp_path: Path, lists: dict[str, bool], first: tuple[str, ...]
) -> None:
    book = openpyxl.Workbook()
    for row in (first, ["x"] * len(first), ["y"] * len(first)):
        book.active.append(row)
    sheet = book.create_sheet("Calls")
    for row in (("contact_id", "arrived_at", "channel"), ("C1", "2024-05-01", "voice"), ("C2", "never", "chat")):
        sheet.append(row)
    book.save(tmp_path / "calls.xlsx")
    mapping = """kind = "contacts"
    read = {sheet = "Calls"}
    fields = {contact_id = "contact_id", arrived_at = "arrived_at", channel = "channel"}
    """
    bring(store, tmp_path / "calls.xlsx", mapping, rejects=tmp_path / "r.csv", **lists)
    assert (tmp_path / "r.csv").read_text().splitlines() == [
        "contact_id,arrived_at,channel,line,reason",
        "C2,never,chat,3,arrived_at: not a date or time",
    ]
