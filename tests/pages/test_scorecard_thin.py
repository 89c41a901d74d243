"""The page Scorecard on data that can tell little: a sentence each, never a trace."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.centre import answer, contact, evaluation, fill, question
from tests.drawn import widget
from tests.pages.test_scorecard import clean, points, words

QUESTIONS = [question("Q1", weight=30, points_possible=1), question("Q2", weight=70, points_possible=1)]


@pytest.fixture
def page_of(app_store, run_page):
    """page_of(tables, **query) -> the page on these rows, all days."""

    def run(tables: dict, **query) -> AppTest:
        fill(app_store, **tables)
        return run_page("scorecard", **{"period": "All days"} | query)

    return run


def centre(n: int = 40, graded: int | None = None, **changes) -> dict:
    """Contacts of twelve agents, each evaluated on two questions; customers feel the first."""
    rng = np.random.default_rng(3)
    given = (rng.random((n, 2)) < 0.6).astype(float)
    grades = np.clip(2 + 2 * given[:, 0] + rng.integers(0, 2, n), 1, 5)
    contacts = [contact(i, f"2024-05-{1 + i % 28:02d} 10:00", channel="voice" if i % 2 else "chat") for i in range(n)]
    tables = {
        "contacts": contacts,
        "questions": QUESTIONS,
        "evaluations": [
            evaluation(i, f"2024-05-{1 + i % 28:02d} 12:00", contact_id=str(i), agent_id=f"a{i % 12}", scorecard="main")
            for i in range(n)
        ],
        "answers": [answer(i, f"Q{j + 1}", float(given[i, j]), 1.0) for i in range(n) for j in range(2)],
        "surveys": [{"contact_id": str(i), "csat": float(grades[i])} for i in range(n if graded is None else graded)],
    }
    return {name: rows for name, rows in (tables | changes).items() if rows is not None}


def test_without_evaluations_one_sentence(page_of):
    page = clean(page_of(centre(evaluations=None, answers=None)))
    assert [i.value for i in page.info] == [
        "There are no evaluations to show. Import evaluations with their answers on the page Data. "
        "A template lies there."
    ]


def test_evaluations_that_filters_leave_out(page_of):
    page = page_of(centre(), channel="fax")
    assert not page.exception
    assert any("There are no evaluations in this selection" in i.value for i in page.info)


def test_one_evaluator_has_no_ceiling_and_no_agreement(page_of):
    page = clean(page_of(centre(120)))
    assert all("No contact was scored by two evaluators." in m.help for m in page.markdown if m.value.startswith("**Q"))
    assert "The score **partly follows**" in words(page)


def test_without_any_grade(page_of):
    page = clean(page_of(centre(graded=0)))
    said = words(page)
    assert "Too few to tell whether the score follows customers: 0 evaluated contacts with a rating" in said
    assert "worth not known" in said
    page.button(key="scorecard.suggest").click().run()
    assert "Keep your weights: 0 rated contacts" in words(clean(page))
    page.button(key="scorecard.equal").click().run()
    assert points(clean(page)) == {"Q1": 50, "Q2": 50}


def test_five_pairs_keep_the_weights(page_of):
    page = clean(page_of(centre(graded=5)))
    assert "5 evaluations with a customer's grade are too few" in words(page)
    page.button(key="scorecard.suggest").click().run()
    assert "Keep your weights: 5 rated contacts are too few" in words(clean(page))
    assert points(page) == {"Q1": 30, "Q2": 70}


def test_several_scorecards_are_a_choice(page_of):
    tables = centre()
    tables["evaluations"] += [evaluation(f"x{i}", "2024-05-06 12:00", scorecard="chat card") for i in range(3)]
    tables["answers"] += [answer(f"x{i}", "C1", 1.0, 1.0) for i in range(3)]
    page = clean(page_of(tables))
    assert page.selectbox(key="scorecard").value == "main"
    page.selectbox(key="scorecard").set_value("chat card").run()
    assert points(clean(page)) == {"C1": 100}


def test_evaluations_that_name_no_scorecard_are_one_of_their_own(page_of):
    tables = centre()
    tables["evaluations"] += [evaluation(f"x{i}", "2024-05-06 12:00") for i in range(3)]
    tables["answers"] += [answer(f"x{i}", "C1", 1.0, 1.0) for i in range(3)]
    page = page_of(tables)
    page.selectbox(key="scorecard").set_value("(no scorecard named)").run()
    assert points(clean(page)) == {"C1": 100}


def test_a_scorecard_the_address_asks_for_and_that_is_not_there(page_of):
    tables = centre()
    tables["evaluations"] += [evaluation("x", "2024-05-06 12:00", scorecard="chat card")]
    tables["answers"] += [answer("x", "C1", 1.0, 1.0)]
    assert "which does not exist" in words(page_of(tables, scorecard="mail card"))


def test_a_constant_question_is_saturated(page_of):
    tables = centre(60)
    tables["answers"] = [row | {"points": 1.0} if row["question_id"] == "Q2" else row for row in tables["answers"]]
    page = clean(page_of(tables))
    (title,) = [m.value for m in page.markdown if m.value.startswith("**Q2**")]
    assert "nearly always the same" in title


def test_everything_not_applicable(page_of):
    tables = centre()
    tables["answers"] = [row | {"points": None, "not_applicable": True} for row in tables["answers"]]
    page = clean(page_of(tables))
    assert "never applied" in words(page)
    page.button(key="scorecard.suggest").click().run()
    assert "Keep your weights" in words(clean(page))


def test_weights_missing_count_one_each_and_it_is_said(page_of):
    page = clean(page_of(centre(questions=None)))
    assert points(page) == {"Q1": 50, "Q2": 50}
    assert "have no weight in the data" in words(page)


def test_an_address_that_asks_for_the_impossible(page_of):
    said = words(page_of(centre(), weight=["Q9:50", "Q1:130"], lock="Q7"))
    assert "The address asks for Q9:50" in said
    assert "The address asks for lock=Q7" in said


def test_locks_and_floors_hold(page_of):
    page = clean(page_of(centre(), lock="Q1", floor="Q2:60"))
    assert widget(page, "slider", "slider.points.main.Q1").disabled
    assert "at least 60" in words(page)
    page.button(key="scorecard.reset").click().run()
    assert not widget(clean(page), "slider", "slider.points.main.Q1").disabled
    assert "lock" not in page.query_params


def test_nobody_named_and_nothing_known_of_contacts(page_of):
    tables = centre(60)
    tables["evaluations"] = [row | {"agent_id": None} for row in tables["evaluations"]]
    tables["contacts"] = [{k: v for k, v in row.items() if k != "channel"} for row in tables["contacts"]]
    page = clean(page_of(tables))
    page.button(key="scorecard.equal").click().run()
    said = words(clean(page))
    assert "No evaluation names an agent." in said
    assert "has a known channel, reason or queue" in said
    assert "the data say nothing else of these contacts" in said


def test_a_definition_under_which_weights_say_nothing(app_store, page_of):
    with app_store.write() as cursor:
        cursor.run("insert into settings (name, value) values ('score.variant', 'mean_of_rated')")
    page = clean(page_of(centre()))
    assert "weights change no score" in words(page)
    page.button(key="scorecard.suggest").click().run()
    assert "every question counts the same, so weights change nothing" in words(clean(page))
