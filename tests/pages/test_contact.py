"""The page of one contact, on a centre whose figures can be done in the head."""

import re
from datetime import timedelta

import pytest

from qm.analysis.contact import answer as contact_answer
from qm.analysis.contact.facts_text import facts_texts
from qm.metrics import Filters
from qm.store import Session
from tests.centre import answer, evaluation
from tests.drawn import widget
from tests.pages.small import DAYS, START, centre


@pytest.fixture(scope="module")
def centre_file(filled_file):
    """The small centre, with a second evaluation of a27 and one of no contact."""
    late = {"evaluated_at": START.replace(year=2025)}
    return filled_file(
        lambda store: centre(
            store,
            evaluations=[
                evaluation("E2", contact_id="a27", agent_id="A1") | late,
                evaluation("E3", agent_id="A1", scorecard="main") | late,
            ],
            answers=[answer("E2", "q1", None, 10, not_applicable=True), answer("E3", "q2", 3, 10)],
        )
    )


@pytest.fixture
def app_file(centre_file):
    return centre_file


@pytest.fixture
def contact(run_page):
    """contact(id, …) -> the page on that centre."""

    def run(contact_id="a27", **query):
        asked = {"contact": contact_id} if contact_id else {}
        return run_page("contact", **(asked | {"period": "All days"} | query))

    return run


def words(page) -> str:
    kinds = ("title", "markdown", "caption", "warning", "info", "error", "success")
    return "\n".join(element.value for kind in kinds for element in page.get(kind)).replace("\\", "")


def crumbs(page) -> list[str]:
    shown = [*(e for e in page.button if str(e.key).startswith("trail."))]
    return [button.label.replace("\\", "") for button in shown]


def test_a_contact_tells_its_facts_its_survey_and_its_evaluations(contact):
    page = contact()
    assert not page.exception
    assert not page.error
    said = words(page)
    assert page.title[0].value == "Contact a27"
    for fact in ("2 Jun 2024, 09:00", "voice", "billing", "Anna <b>*Bo_ld*</b> (A1)", "North", "aP27", "5:00 min"):
        assert fact in said
    assert "4 of 5" in said
    assert "> Fine <script>" in said
    assert "2 evaluations" in said
    assert "Ea27: by Eve on 2 Jun 2024, 14:00 · scorecard main · quality score 75.0%" in said
    assert page.table[0].value["Points"].str.replace("\\", "").tolist() == ["10 of 10", "5 of 10"]
    assert page.table[0].value["Comment"].tolist() == ["", r"Too \*fast\* \<i>"]
    assert "Customer aP27 has no other contact in the data." in said
    assert crumbs(page) == ["All agents", "Team North", "Anna <b>*Bo_ld*</b>", "Contact a27"]


def test_the_address_goes_down_to_one_answer(contact):
    page = contact(evaluation="Ea27", question="q2")
    said = words(page)
    assert "**q2** Solved it" in said
    assert "points 5 of 10 · weight 1" in said
    assert "the agent got 50.0% of the points on this question in 28 evaluations" in said
    assert crumbs(page)[-2:] == ["Contact a27", "Evaluation Ea27"]
    page.button(key="trail.4").click().run()
    assert "points 5 of 10" not in words(page), "up to the evaluation"
    widget(page, "selectbox", "contact.question").set_value("q1").run()
    assert page.query_params["question"] in ("q1", ["q1"])
    assert "points 10 of 10" in words(page)


def test_another_evaluation_of_the_contact(contact):
    said = words(contact(evaluation="E2"))
    assert "E2: by Eve on 6 May 2025, 09:00 · no answer counts" in said


def test_an_evaluation_leads_to_its_contact_or_stands_alone(contact):
    assert contact(None, evaluation="Ea3").title[0].value == "Contact a3"
    page = contact(None, evaluation="E3")
    assert page.title[0].value == "Evaluation E3"
    assert "This evaluation names no contact" in words(page)
    assert "quality score 30.0%" in words(page)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"contact_id": "zz"}, "There is no contact 'zz' in the data; check the number"),
        ({"evaluation": "zz"}, "There is no evaluation 'zz' in the data; check the number."),
        ({"evaluation": "Ea3"}, "Evaluation 'Ea3' is about contact 'a3', not about 'a27'."),
        ({"evaluation": "E3"}, "Evaluation 'E3' names no contact."),
        ({"question": "q9"}, "Evaluation 'Ea27' has no question 'q9'; it has q1, q2."),
        ({"contact_id": None}, "Type a contact's number"),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(contact, asked, sentence):
    page = contact(**asked)
    assert not page.exception
    assert sentence in words(page)


def test_the_customers_contacts_before_and_after_are_a_click_away(contact):
    page = contact("a1")
    assert "0 contacts before this one and 1 after it. The next one came 23:55 h later." in words(page)
    page.button(key="others.Next contact").click().run()
    assert page.title[0].value == "Contact again1"
    assert page.query_params["contact"] in ("again1", ["again1"])
    assert "This contact has not been evaluated." in words(page)
    assert "1 contact before this one and 0 after it." in words(page)
    widget(page, "text_input", "contact.number").set_value("b4").run()
    assert page.title[0].value == "Contact b4"


def test_an_evaluation_is_acknowledged_and_disputed_once_and_both_can_be_taken_back(contact, app_store):
    page = contact("a3")
    page.text_input(key="person").set_value("Ann *Bo*").run()
    page.button(key="reply.acknowledge").click().run()
    assert re.search(r"Acknowledged on .* by Ann \*Bo\*\.", words(page))
    assert "Saved: the evaluation is acknowledged." in words(page)
    assert not [b for b in page.button if b.key == "reply.acknowledge"]
    page.button(key="reply.keep").click().run()
    assert "A dispute needs a reason" in page.error[0].value
    page.text_area[0].set_value("It was *not* me")
    page.button(key="reply.keep").click().run()
    assert "Disputed on" in words(page)
    assert ": It was *not* me" in words(page)
    page.run()
    assert app_store.rows("select kind, reason from evaluation_replies order by kind") == [
        ("acknowledged", None),
        ("disputed", "It was *not* me"),
    ]
    page.button(key="reply.back.disputed").click().run()
    page.button(key="reply.back.acknowledged").click().run()
    assert app_store.rows("select count(*) from evaluation_replies where taken_back_at is null") == [(0,)]
    assert set(app_store.rows("select replied_by, taken_back_by from evaluation_replies")) == {("Ann *Bo*",) * 2}
    assert [b for b in page.button if b.key == "reply.acknowledge"]


def test_the_page_says_what_the_analysis_answers(contact, app_store):
    said = words(contact(evaluation="Ea27", question="q2"))
    weeks = Filters(START.date(), START.date() + timedelta(days=DAYS - 1))
    found = contact_answer(Session(app_store), weeks, "a27", "Ea27", "q2")
    assert all(text in said for _, text in facts_texts(found.facts))
    assert found.peers_text in said
    assert found.around.why_none in said
    assert [row["question"] for row in found.to_dict()["answers"]] == ["q1", "q2"]
    assert "Ea27: by Eve" in repr(found)


def test_what_is_asked_wrongly_is_said_and_the_contact_shown(contact, app_store):
    contact()
    found = contact_answer(Session(app_store), Filters(), "a26", "Ea27")
    assert found.problems == ("Evaluation 'Ea27' is about contact 'a27', not about 'a26'.",)
    assert found.evaluation["evaluation_id"] == "Ea26"
    missing = contact_answer(Session(app_store), Filters(), "a27", None, "q9")
    assert (missing.question, missing.question_problem) == (
        None,
        "Evaluation 'Ea27' has no question 'q9'; it has q1, q2.",
    )
