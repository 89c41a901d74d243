"""Answers and grades in words, shares and fractions; lists that mean nothing; equal rows; values that never occur
(cases intake/09, 13, 24, 28)."""

from pathlib import Path

import pytest

from qm.errors import QMError
from qm.intake import parse_mapping
from qm.store import Store
from tests.intake.bringing import bring, one, rows, written

EVALUATIONS = """kind = "evaluations"
[fields]
evaluation_id = "id"
agent_id = "agent"
evaluator_id = "by"
evaluated_at = "at"
answers = {{columns = ["One", "Two"]{}}}
"""


def answers(store: Store, folder: Path, cells: list[tuple[str, str]], options: str = "") -> list[tuple]:
    lines = [f"E{i},A1,V1,2024-03-04 09:00:00,{first},{second}" for i, (first, second) in enumerate(cells)]
    path = written(folder, "id,agent,by,at,One,Two\n" + "\n".join(lines) + "\n")
    report = bring(store, path, EVALUATIONS.format(options))
    assert not report.problems
    return rows(store, "answers", "points", "points_possible", "not_applicable")


@pytest.mark.parametrize(
    ("yes", "no"),
    [("Sí", "No"), ("Sì", "No"), ("Oui", "Non"), ("Ja", "Nein"), ("Sim", "Não"), ("Ja", "Nee"), ("Pass", "Fail")],
)
def test_answers_in_words_of_several_languages(store: Store, tmp_path: Path, yes: str, no: str) -> None:
    found = answers(store, tmp_path, [(yes, yes), (yes, no), (no, yes)])
    assert [points for points, _, _ in found] == [1, 1, 1, 0, 0, 1]


def test_answers_heed_the_lists(store: Store, tmp_path: Path) -> None:
    options = ', true = ["Good"], false = ["Bad"], not_applicable = ["Skip"], points_possible = 2'
    found = answers(store, tmp_path, [("Good", "bad"), ("Skip", "Good")], options)
    assert found == [(2, 2, False), (0, 2, False), (None, 2, True), (2, 2, False)]


def test_what_is_not_true_is_false_where_only_true_is_told(store: Store, tmp_path: Path) -> None:
    found = answers(store, tmp_path, [("Good", "whatever"), ("", "Good")], ', true = ["Good"]')
    assert [points for points, _, _ in found] == [1, 0, 1]


@pytest.mark.parametrize(
    ("cell", "points", "possible"),
    [("85%", 0.85, 1), ("85,5 %", 0.855, 1), ("4/5", 4, 5), ("3 / 4", 3, 4), ("2.5/5", 2.5, 5), ("4", 4, None)],
)
def test_answers_as_shares_and_fractions(
    store: Store, tmp_path: Path, cell: str, points: float, possible: float | None
) -> None:
    found = answers(store, tmp_path, [(f'"{cell}"', "1/1")])
    assert found[0][0] == pytest.approx(points)
    assert found[0][1] == possible


def test_a_share_of_the_points_told(store: Store, tmp_path: Path) -> None:
    assert answers(store, tmp_path, [("50%", "Yes")], ", points_possible = 4") == [(2, 4, False), (4, 4, False)]


@pytest.mark.parametrize("cell", ["4/0", "maybe", "1/2/3", "%"])
def test_what_is_no_answer_is_reported(store: Store, tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, f"id,agent,by,at,One,Two\nE1,A1,V1,2024-03-04,{cell},1\n")
    report = bring(store, path, EVALUATIONS.format(""))
    assert [problem.rule for problem in report.problems] == ["not a number"]


GRADED = 'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = "at"\ncsat = {{column = "said", {}}}\n'


def test_words_have_grades(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path, "id,at,said\n1,2024-03-04,Great\n2,2024-03-04,okay\n3,2024-03-04,4\n4,2024-03-05,Offered\n"
    )
    mapping = GRADED.format('grades = {Great = 5, Okay = 3}, missing = ["Offered"]')
    assert not bring(store, path, mapping).problems
    assert one(store, "surveys", "csat") == [5, 3, 4]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('csat = {column = "s", true = ["Good"]}', r"csat has true, which means nothing there.*give grades"),
        ('csat = {column = "s", true = ["Good"], false = ["Bad"]}', "csat has true"),
        ('queue = {column = "s", true_above = 0}', "queue has true_above"),
        ('queue = {column = "s", grades = {A = 1}}', "queue has grades"),
        ('queue = {column = "s", not_applicable = ["x"]}', "queue has not_applicable"),
        ('csat = {column = "s", grades = {A = "x"}}', "write grades ="),
        ('csat = {column = "s", grades = ["A"]}', "write grades ="),
    ],
)
def test_a_list_that_means_nothing_is_an_error(rule: str, told: str) -> None:
    with pytest.raises(QMError, match=told):
        parse_mapping(f'kind = "contacts"\n[fields]\ncontact_id = "id"\narrived_at = "at"\n{rule}\n')


ROWS = 'kind = "contacts"\n[fields]\ncontact_id = {row = true}\narrived_at = "day"\nwait_seconds = "wait"\n'


def test_equal_rows_without_an_id_are_contacts_of_their_own(store: Store, tmp_path: Path) -> None:
    text = "day,wait\n2024-03-04,2\n2024-03-04,2\n2024-03-04,2\n2024-03-04,3\n"
    report = bring(store, written(tmp_path, text), ROWS)
    assert (report.rows, report.accepted, report.unchanged) == (4, 4, 0)
    again = bring(store, written(tmp_path, text), ROWS)
    assert (again.accepted, again.unchanged) == (0, 4)
    more = bring(store, written(tmp_path, text + "2024-03-04,2\n"), ROWS)
    assert (more.accepted, more.unchanged) == (1, 4)


LISTED = """kind = "contacts"
[rows]
exclude = [{direction = ["outbound"]}]
[fields]
contact_id = "id"
arrived_at = "at"
abandoned = {column = "status", true = ["abandoned"]}
"""


def test_listed_values_that_never_occur_are_noted(store: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "id,at,status,direction\n1,2024-03-04,Abandoned,Outbound\n2,2024-03-04,Answered,Inbound\n"
        "3,2024-03-04,Abandoned,Inbound\n",
    )
    notes = bring(store, path, LISTED).notes
    assert "exclude: outbound does not occur in direction; did you mean Outbound?" in notes
    assert "true of abandoned: abandoned does not occur in status; did you mean Abandoned?" in notes


def test_values_that_occur_are_not_noted(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,status,direction\n1,2024-03-04,abandoned,outbound\n2,2024-03-04,lost,in\n")
    assert not bring(store, path, LISTED).notes


def test_one_of_several_may_be_absent_this_week(store: Store, tmp_path: Path) -> None:
    mapping = LISTED.replace('["outbound"]', '["outbound", "TEST"]')
    path = written(tmp_path, "id,at,status,direction\n1,2024-03-04,abandoned,outbound\n2,2024-03-04,lost,in\n")
    assert not bring(store, path, mapping).notes


def test_a_list_of_which_nothing_occurs_says_what_the_column_has(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,status,direction\n1,2024-03-04,abandoned,north\n2,2024-03-04,lost,south\n")
    assert "exclude: outbound does not occur in direction; it has north, south." in bring(store, path, LISTED).notes
