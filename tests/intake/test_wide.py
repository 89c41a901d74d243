"""One file may feed several tables: contacts tell surveys and agents, evaluations their answers, long or wide."""

import datetime as dt
from pathlib import Path

import pytest

from qm.intake import undo
from qm.store import Store
from tests.intake.bringing import bring, everything, one, problems, rows, written

TEAMS = 'kind = "contacts"\nfields = {contact_id = "c", arrived_at = "at", agent_id = "who", team = "team", name = "n"}'
HEADER = "c,at,who,team,n\n"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def people(store: Store) -> list[tuple]:
    return rows(store, "agents", "agent_id", "valid_from", "team", "name")


def in_force(store: Store) -> list[tuple]:
    """(contact, team its agent was in when it arrived)."""
    return store.rows("""
        select contact_id, team from contacts left join agents on agents.agent_row = contacts.agent_row order by 1
    """)


def contacts(folder: Path, *lines: str) -> Path:
    return written(folder, HEADER + "".join(f"{line}\n" for line in lines))


# Surveys


def test_a_contacts_file_tells_surveys(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at", csat = "s", comment = "c"}'
    path = written(tmp_path, "id,at,s,c\n1,2024-05-01,4,\n2,2024-05-01,,\n3,2024-05-01,,thanks\n4,2024-05-01,x,\n")
    report = bring(store, path, mapping)
    assert report.accepted == 4
    assert rows(store, "surveys", "contact_id", "csat", "comment") == [("1", 4, None), ("3", None, "thanks")]


def test_a_constant_scale_alone_is_no_answer(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at", csat = "s", csat_max = {value = 10}}'
    bring(store, written(tmp_path, "id,at,s\n1,2024-05-01,9\n2,2024-05-01,\n"), mapping)
    assert rows(store, "surveys", "contact_id", "csat", "csat_max") == [("1", 9, 10)]


def test_a_new_answer_alone_makes_its_row_an_update(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at", csat = "s"}'
    bring(store, written(tmp_path, "id,at,s\n1,2024-05-01,\n2,2024-05-01,3\n"), mapping)
    before = everything(store)
    report = bring(store, written(tmp_path, "id,at,s\n1,2024-05-01,5\n2,2024-05-01,3\n"), mapping)
    assert (report.updated, report.unchanged) == (1, 1)
    undo(store, report.batch)
    assert everything(store) == before


# Agents


def test_who_an_agent_is_from_the_day_it_is_told(store: Store, tmp_path: Path) -> None:
    bring(
        store,
        contacts(
            tmp_path,
            "1,2024-05-01 09:00,7,Red,Kim",
            "2,2024-05-02 09:00,7,Red,Kim",
            "3,2024-05-03 09:00,7,Blue,Kim",
            "4,2024-05-03 09:00,8,Red,Lou",
        ),
        TEAMS,
    )
    assert people(store) == [
        ("7", day("2024-05-01"), "Red", "Kim"),
        ("7", day("2024-05-03"), "Blue", "Kim"),
        ("8", day("2024-05-03"), "Red", "Lou"),
    ]
    assert in_force(store) == [("1", "Red"), ("2", "Red"), ("3", "Blue"), ("4", "Red")]


def test_there_and_back_again_are_three_rows(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,", "2,2024-05-02,7,Blue,", "3,2024-05-03,7,Red,"), TEAMS)
    assert [(d.day, team) for _, d, team, _ in people(store)] == [(1, "Red"), (2, "Blue"), (3, "Red")]


def test_nothing_told_is_no_change(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,Kim", "2,2024-05-02,7,,", "3,2024-05-03,7,Red,"), TEAMS)
    assert people(store) == [("7", day("2024-05-01"), "Red", "Kim")]


def test_the_last_word_of_a_day_counts(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01 17:00,7,Blue,", "2,2024-05-01 09:00,7,Red,"), TEAMS)
    assert people(store) == [("7", day("2024-05-01"), "Blue", None)]
    assert in_force(store) == [("1", "Blue"), ("2", "Blue")]


def test_a_later_file_adds_a_row_only_where_something_changes(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,Kim"), TEAMS)
    bring(store, contacts(tmp_path, "2,2024-05-05,7,Red,Kim", "3,2024-05-06,7,Blue,Kim"), TEAMS)
    assert people(store) == [("7", day("2024-05-01"), "Red", "Kim"), ("7", day("2024-05-06"), "Blue", "Kim")]
    assert in_force(store) == [("1", "Red"), ("2", "Red"), ("3", "Blue")]


def test_the_same_file_twice_tells_nothing_new(store: Store, tmp_path: Path) -> None:
    path = contacts(
        tmp_path,
        "1,2024-05-01,7,Red,Kim",
        "2,2024-05-02,7,Blue,",
        "3,2024-05-03,7,Red,Kim",
        "4,2024-05-02,8,Red,",
        "5,2024-05-04,8,,Lou",
    )
    bring(store, path, TEAMS)
    before = everything(store)
    report = bring(store, path, TEAMS)
    assert (report.batch, report.unchanged) == (None, 5)
    assert everything(store) == before


def test_there_and_back_again_over_two_files(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,"), TEAMS)
    bring(store, contacts(tmp_path, "2,2024-05-03,7,Blue,", "3,2024-05-05,7,Red,"), TEAMS)
    assert in_force(store) == [("1", "Red"), ("2", "Blue"), ("3", "Red")]


def test_files_may_tell_the_days_in_any_order(store: Store, tmp_path: Path) -> None:
    days = [f"{d},2024-05-{d:02d},7,{team}," for d, team in enumerate("AABBACCAAB", start=1)]
    for part in ([5, 1], [9, 3, 4], [0, 2, 8], [6, 7]):
        bring(store, contacts(tmp_path, *(days[i] for i in part)), TEAMS)
    assert sorted(in_force(store), key=lambda row: int(row[0])) == [
        (str(d), team) for d, team in enumerate("AABBACCAAB", start=1)
    ]


def test_a_contact_stays_unchanged_where_its_agent_moves_later(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,Kim", "2,2024-05-01,8,Red,Lou"), TEAMS)
    report = bring(
        store, contacts(tmp_path, "1,2024-05-01,7,Red,Kim", "2,2024-05-01,8,Red,Lou", "3,2024-05-06,7,Blue,Kim"), TEAMS
    )
    assert (report.accepted, report.updated, report.unchanged) == (1, 0, 2)
    report = bring(store, contacts(tmp_path, "1,2024-05-01,7,Green,Kim", "2,2024-05-01,8,Red,Lou"), TEAMS)
    assert (report.updated, report.unchanged) == (1, 1)
    assert in_force(store) == [("1", "Green"), ("2", "Red"), ("3", "Blue")]


def test_what_a_contacts_file_cannot_tell_of_an_agent_stays(store: Store, tmp_path: Path) -> None:
    bring(store, written(tmp_path, "agent_id,team,site,name\n7,Red,Berlin,Kim\n", "agents.csv"))
    mapping = TEAMS.replace(', name = "n"', "")
    bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,", "2,2024-05-03,7,Blue,"), mapping)
    assert rows(store, "agents", "valid_from", "team", "site", "name") == [
        (day("2024-05-03"), "Blue", "Berlin", "Kim"),
        (None, "Red", "Berlin", "Kim"),
    ]


def test_an_earlier_file_read_later_tells_the_days_before(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "2,2024-05-05,7,Blue,"), TEAMS)
    before = everything(store)
    report = bring(store, contacts(tmp_path, "1,2024-05-01,7,Red,"), TEAMS)
    assert in_force(store) == [("1", "Red"), ("2", "Blue")]
    undo(store, report.batch)
    assert everything(store) == before


def test_contacts_without_an_agent_or_before_the_first_day(store: Store, tmp_path: Path) -> None:
    agents = written(tmp_path, "agent_id,valid_from,team\n7,2024-05-02,Red\n", "agents.csv")
    bring(store, contacts(tmp_path, "1,2024-05-01,7,,", "2,2024-05-02,7,,", "3,2024-05-02,,,"), TEAMS)
    bring(store, agents)
    assert in_force(store) == [("1", None), ("2", "Red"), ("3", None)]


def test_an_agents_file_moves_contacts_that_are_there(store: Store, tmp_path: Path) -> None:
    bring(store, contacts(tmp_path, "1,2024-05-01,7,,", "2,2024-05-09,7,,"), TEAMS)
    first = bring(store, written(tmp_path, "agent_id,team\n7,Red\n", "agents.csv"))
    assert in_force(store) == [("1", "Red"), ("2", "Red")]
    between = everything(store)
    second = bring(store, written(tmp_path, "agent_id,valid_from,team\n7,2024-05-05,Blue\n", "agents.csv"))
    assert in_force(store) == [("1", "Red"), ("2", "Blue")]
    undo(store, second.batch)
    assert everything(store) == between
    undo(store, first.batch)
    assert in_force(store) == [("1", None), ("2", None)]


def test_names_serve_as_numbers_where_there_are_none(store: Store, tmp_path: Path) -> None:
    report = bring(store, written(tmp_path, "contact id,arrived at,agent name,supervisor\n1,2024-05-01,Kim,Ada\n"))
    assert report.accepted == 1
    assert rows(store, "agents", "agent_id", "name", "supervisor") == [("Kim", "Kim", "Ada")]
    assert one(store, "contacts", "agent_id") == ["Kim"]


def test_names_serve_as_numbers_in_a_mapping_too(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at", name = "who", team = "team"}'
    text = "id,at,who,team\n1,2024-05-01,Kim,Red\n"
    bring(store, written(tmp_path, text), mapping)
    assert in_force(store) == [("1", "Red")]
    assert people(store) == [("Kim", day("2024-05-01"), "Red", "Kim")]


def test_a_team_of_nobody_is_said(store: Store, tmp_path: Path) -> None:
    mapping = 'kind = "contacts"\nfields = {contact_id = "id", arrived_at = "at", team = "team", site = "team"}'
    report = bring(store, written(tmp_path, "id,at,team\n1,2024-05-01,Red\n"), mapping)
    assert report.notes == ["No column says who the agent is, so team, site could not be kept."]


# Evaluations


LONG = "evaluation_id,evaluator_id,evaluated_at,agent_id,question_id,points,points_possible,not_applicable,comment\n"


def test_long_evaluations(store: Store, tmp_path: Path) -> None:
    text = LONG + "e1,v,2024-05-01,7,q1,3,5,,good\ne1,v,2024-05-01,7,q2,,5,yes,\ne2,w,2024-05-02,8,q1,5,5,no,\n"
    report = bring(store, written(tmp_path, text, "evaluations.csv"))
    assert (report.kind, report.rows, report.accepted) == ("evaluations", 3, 3)
    assert rows(store, "evaluations", "evaluation_id", "evaluator_id") == [("e1", "v"), ("e2", "w")]
    assert rows(store, "answers") == [
        ("e1", "q1", 3, 5, None, "good"),
        ("e1", "q2", None, 5, True, None),
        ("e2", "q1", 5, 5, False, None),
    ]


def test_rows_of_one_evaluation_must_agree_about_it(store: Store, tmp_path: Path) -> None:
    text = LONG + "e1,v,2024-05-01,7,q1,3,,,\ne1,OTHER,2024-05-01,7,q2,1,,,\ne2,w,2024-05-02,8,q1,5,,,\n"
    report = bring(store, written(tmp_path, text, "evaluations.csv"))
    assert problems(report) == [("evaluation_id", "same id, different content", "row rejected", (2, 3))]
    assert one(store, "evaluations", "evaluation_id") == ["e2"]


def test_an_answer_told_twice(store: Store, tmp_path: Path) -> None:
    told = ("e1,v,2024-05-01,7,q1,3", "e1,v,2024-05-01,7,q1,3", "e2,v,2024-05-01,7,q1,3", "e2,v,2024-05-01,7,q1,4")
    report = bring(store, written(tmp_path, LONG + "".join(f"{row},,,\n" for row in told), "evaluations.csv"))
    assert (report.accepted, report.unchanged, report.rejected) == (1, 1, 2)


def test_a_changed_answer_updates_one_row(store: Store, tmp_path: Path) -> None:
    bring(store, written(tmp_path, LONG + "e1,v,2024-05-01,7,q1,3,5,,\ne1,v,2024-05-01,7,q2,4,5,,\n", "e.csv"))
    before = everything(store)
    report = bring(store, written(tmp_path, LONG + "e1,v,2024-05-01,7,q1,3,5,,\ne1,v,2024-05-01,7,q2,5,5,,\n", "e.csv"))
    assert (report.updated, report.unchanged) == (1, 1)
    undo(store, report.batch)
    assert everything(store) == before


WIDE = """
kind = "evaluations"
[fields]
evaluation_id = "form"
evaluator_id = "by"
evaluated_at = "on"
answers = {columns = ["Greeting", "Solution", "Notes"]}
"""


def test_wide_evaluations(store: Store, tmp_path: Path) -> None:
    text = "form,by,on,Greeting,Solution,Notes\ne1,v,2024-05-01,5,pass,n/a\ne2,v,2024-05-02,,fail,4\n"
    report = bring(store, written(tmp_path, text), WIDE)
    assert (report.rows, report.accepted) == (2, 2)
    assert one(store, "evaluations", "evaluation_id") == ["e1", "e2"]
    assert rows(store, "answers", "evaluation_id", "question_id", "points", "not_applicable") == [
        ("e1", "Greeting", 5, False),
        ("e1", "Notes", None, True),
        ("e1", "Solution", 1, False),
        ("e2", "Notes", 4, False),
        ("e2", "Solution", 0, False),
    ]


def test_wide_evaluations_with_their_own_words(store: Store, tmp_path: Path) -> None:
    mapping = WIDE.replace('"Notes"]', '"Notes"], not_applicable = ["X"], missing = ["?"], points_possible = 5')
    text = "form,by,on,Greeting,Solution,Notes\ne1,v,2024-05-01,x,?,2.5\n"
    bring(store, written(tmp_path, text), mapping)
    assert rows(store, "answers", "question_id", "points", "points_possible", "not_applicable") == [
        ("Greeting", None, 5, True),
        ("Notes", 2.5, 5, False),
    ]


def test_a_wrong_answer_of_a_wide_evaluation_is_dropped_and_told(store: Store, tmp_path: Path) -> None:
    text = "form,by,on,Greeting,Solution,Notes\ne1,v,2024-05-01,five,3,2\ne2,v,2024-05-01,5,3,much\n"
    report = bring(store, written(tmp_path, text), WIDE)
    told = {(p.column, p.rule, p.effect, p.examples[0]["line"]) for p in report.problems}
    assert told == {("Greeting", "not a number", "value dropped", 2), ("Notes", "not a number", "value dropped", 3)}
    assert report.accepted == 2
    assert store.rows("select count(*) from answers") == [(4,)]


def test_wide_evaluations_again_and_changed(store: Store, tmp_path: Path) -> None:
    text = "form,by,on,Greeting,Solution,Notes\ne1,v,2024-05-01,5,3,2\ne2,v,2024-05-01,5,3,1\n"
    bring(store, written(tmp_path, text), WIDE)
    before = everything(store)
    assert bring(store, written(tmp_path, text), WIDE).batch is None
    report = bring(store, written(tmp_path, text.replace("5,3,1", "5,3,0")), WIDE)
    assert (report.updated, report.unchanged) == (1, 1)
    undo(store, report.batch)
    assert everything(store) == before


def test_an_evaluations_file_tells_agents_too(store: Store, tmp_path: Path) -> None:
    mapping = WIDE + 'agent_id = "who"\nteam = "team"\n'
    text = "form,by,on,Greeting,Solution,Notes,who,team\ne1,v,2024-05-01,5,3,2,7,Red\ne2,v,2024-05-03,5,3,1,7,Blue\n"
    bring(store, written(tmp_path, text), mapping)
    assert [(d.day, team) for _, d, team, _ in people(store)] == [(1, "Red"), (3, "Blue")]


KINDS = {
    "surveys": ("contact_id,csat,nps\n1,5,10\n2,4,\n", 2),
    "answers": ("evaluation_id,question_id,points\ne1,q1,5\ne1,q2,4\n", 2),
    "questions": ("scorecard,version,question_id,weight,critical\nA,,q1,2,flag\nA,2,q1,3,\nB,,q1,1,\n", 3),
    "agents": ("agent_id,valid_from,team\n7,,Red\n7,2024-05-01,Blue\n", 2),
    "coaching": ("agent_id,held_at,coach_id,kind\n7,2024-05-01 10:00,8,coaching\n7,2024-05-01 10:00,8,feedback\n", 2),
    "staffing": ("starts_at,queue,agents\n2024-05-01 10:00,a,5\n2024-05-01 10:00,b,4\n2024-05-01 10:30,a,5\n", 3),
    "evaluations": ("evaluation_id,evaluator_id,evaluated_at,scorecard\ne1,v,2024-05-01,A\n", 1),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_in_again_and_out(store: Store, tmp_path: Path, kind: str) -> None:
    text, count = KINDS[kind]
    before = everything(store)
    report = bring(store, written(tmp_path, text, f"{kind}.csv"), kind=kind)
    assert (report.kind, report.accepted, report.batch) == (kind, count, 1)
    assert store.rows(f"select count(*) from {kind}") == [(count,)]
    assert bring(store, written(tmp_path, text, f"{kind}.csv"), kind=kind).batch is None
    assert undo(store, 1) == {"batch": 1, "removed": count, "restored": 0}
    assert everything(store) == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_recognised_by_its_header(store: Store, tmp_path: Path, kind: str) -> None:
    assert bring(store, written(tmp_path, KINDS[kind][0], f"{kind}.csv"), dry_run=True).kind == kind
