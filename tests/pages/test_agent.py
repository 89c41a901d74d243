"""The page of one agent, on a centre whose figures can be done in the head."""

from datetime import date, datetime, timedelta

import pytest

from qm import ui
from qm.analysis.agents import agent_answer
from qm.analysis.agents.profile.profile_text import item_text
from qm.metrics import Filters
from qm.store import Session
from qm.store.actions import FOLLOW_UP, actions
from qm.store.entries import DISPUTED, CoachingEntry, log_coaching, reply
from tests.commands.asking import ask
from tests.pages.small import START, centre


@pytest.fixture(scope="module")
def centre_file(filled_file):
    return filled_file(centre)


@pytest.fixture
def app_file(request, centre_file):
    return centre_file if "agent" in request.fixturenames else None


@pytest.fixture
def agent(run_page):
    """agent(id, …) -> the page on the small centre, all days."""
    return lambda agent_id="A1", **query: run_page("agents", **({"agent": agent_id, "period": "All days"} | query))


def words(page) -> str:
    return "\n".join(
        element.value
        for kind in ("title", "markdown", "caption", "warning", "info", "error", "success")
        for element in page.get(kind)
    )


def clean(page) -> None:
    assert not page.exception
    assert not page.error


def test_strengths_come_first_and_the_name_is_no_markup(agent):
    page = agent()
    clean(page)
    assert page.title[0].value == r"Anna \<b>\*Bo_ld\*\</b> (A1)"
    said = words(page)
    strengths, growth = said.index("Strengths to build on"), said.index("Growth areas")
    # q1: all points, where the other half of the evaluations got half of them
    assert "**Was polite** 100.0%, where peers with the same mix reach 50.0% (n 28" in said[strengths:growth]
    assert "Quality score" in said[strengths:growth]


def test_the_other_one_sees_the_same_as_growth(agent):
    said = words(agent("A2"))
    assert "**Was polite** 50.0%, where peers with the same mix reach 100.0%" in said[said.index("Growth areas") :]


def test_every_section_says_what_it_has(agent):
    said = words(agent())
    for part in (
        "What to do next",
        "Quality score over time",
        "Question by question, against peers with the same mix",
        "The mix of contacts, and what it explains",
        "Recent evaluations",
        "Contacts that came back",
        "Coaching and feedback",
    ):
        assert part in said
    assert "Nothing has been logged for this agent yet." in said
    assert "Handle time: the centre takes 5:33 min, this mix makes it 5:00 min, the agent takes 5:00 min." in (
        said.replace("\\", "")
    )


def test_questions_stand_beside_peers(agent):
    questions = next(d.value for d in agent().dataframe if "Likely" in d.value)
    assert questions[["Question", "n", "Share", "Peers"]].to_numpy().tolist() == [
        ["q1 Was polite", 28, "100.0%", "50.0%"],
        ["q2 Solved it", 28, "50.0%", "50.0%"],
    ]
    assert questions["Verdict"].str.startswith(("better", "like peers")).tolist() == [True, True]


def test_the_mix_is_kept_apart_from_the_agent(agent):
    found = next(d.value for d in agent().dataframe if "Mix explains" in d.value).set_index("Metric")
    assert found.loc["Handle time", ["Centre", "Expected", "Agent", "Left over"]].tolist() == [
        "5:33 min",
        "5:00 min",
        "5:00 min",
        "nothing",
    ]


def test_evaluations_open_on_answers_and_comments_that_are_no_markup(agent):
    page = agent()
    newest = page.expander[0]
    assert r"2 Jun 2024 · 75.0%" in newest.label
    assert newest.markdown[0].value == (
        "- **q2** Solved it – 5 of 10: *Too \\*fast\\* \\<i>*\n- Full points on the other 1 question."
    )


def test_contacts_that_came_back_are_links(agent):
    page = agent()
    links = [link.label.replace("\\", "") for link in page.get("page_link") if "back after" in link.label]
    assert len(links) == 7
    assert links[0] == "a6 · 12 May 2024, 09:00 · voice · billing · back after 23:55 h about delivery, answered by A2"


def test_neighbours_go_by_name_under_the_same_filters(agent):
    page = agent(reason="billing")
    assert page.button(key="agent.Previous").disabled
    page.button(key="agent.Next").click().run()
    assert page.title[0].value == r"Ben (A2)"
    assert page.query_params["reason"] == "billing"
    assert page.button(key="agent.Next").disabled


def test_crumbs_lead_up_and_take_filters_below_away(agent):
    page = agent(reason="billing", channel="voice")
    assert [b.label.replace("\\", "") for b in page.button if str(b.key).startswith("trail.")] == [
        "All agents",
        "Team North",
        "Anna <b>*Bo_ld*</b>",
    ]
    page.button(key="trail.1").click().run()
    clean(page)
    assert page.query_params["team"] == "North"
    assert page.query_params["channel"] == "voice"
    assert "reason" not in page.query_params


def fill_in(page, **values):
    token = next(w.key for w in page.text_area if w.key.startswith("log.note.")).removeprefix("log.note.")
    for name, value in values.items():
        kinds = {
            "note": page.text_area,
            "coach": page.text_input,
            "day": page.date_input,
            "follow": page.date_input,
            "question": page.selectbox,
        }
        kinds[name](key=f"log.{name}.{token}").set_value(value)
    return page.button(key="log.keep")


def test_coaching_is_logged_shown_and_taken_back(agent, app_store):
    page = agent()
    page.text_input(key="person").set_value("Ann").run()
    fill_in(page, note="Close with *what* is next", coach="Sue", question="q2", follow=date.today()).click().run()
    clean(page)
    assert "Coaching of" in words(page).replace("\\", "")
    assert f"The next follow-up is due on {date.today().day}" in words(page).replace("\\", "")
    assert app_store.rows("select agent_id, coach_id, kind, question_id, note, batch from coaching") == [
        ("A1", "Sue", "coaching", "q2", "Close with *what* is next", 0)
    ]
    shown = next(d.value for d in page.dataframe if "Follow-up" in d.value)
    assert shown[["Kind", "Question", "By", "Logged by", "Note"]].to_numpy().tolist() == [
        ["coaching", "q2", "Sue", "Ann", "Close with *what* is next"]
    ]
    page.run()
    assert app_store.rows("select count(*) from coaching") == [(1,)], "a rerun writes nothing"
    (back,) = [b for b in page.button if str(b.key).startswith("log.back.")]
    back.click().run()
    assert "Taken back" in words(page)
    assert app_store.rows("select count(*) from coaching") == [(0,)]
    assert app_store.rows("select typed_by, taken_back_by from coaching_entries") == [("Ann", "Ann")]


def test_bad_input_is_one_sentence_and_keeps_what_was_typed(agent, app_store):
    page = agent()
    fill_in(page, coach="Sue", day=date.today() + timedelta(days=3), note="Soon").click().run()
    assert "has not come yet" in page.error[0].value
    assert [w.value for w in page.text_area if w.key.startswith("log.note.")] == ["Soon"]
    fill_in(page, day=date.today(), note="").click().run()
    assert "The note is empty" in page.error[0].value.replace("\\", "")
    assert app_store.rows("select count(*) from coaching") == [(0,)]


def test_overdue_follow_ups_are_said(agent, app_store):
    entry = CoachingEntry("A1", START + timedelta(days=20), "feedback", "Asked", "Sue", "q2", date(2024, 5, 30))
    log_coaching(app_store, "t", entry, datetime.now())
    assert "1 follow-up is overdue, the oldest since 30 May 2024." in words(agent()).replace("\\", "")


def agreed(app_store, *questions: str) -> list[str]:
    """Follow-ups on these questions, due on 30 May 2024; their ids."""
    for number, question in enumerate(questions):
        held = START + timedelta(days=20, minutes=number)
        entry = CoachingEntry("A1", held, "feedback", "Asked", "Sue", question, date(2024, 5, 30))
        log_coaching(app_store, f"agreed{number}", entry, datetime.now())
    return [action.action_id for action in actions(app_store, FOLLOW_UP, "A1")]


def test_a_follow_up_is_done_with_a_note_and_opened_again(agent, app_store):
    first, _ = agreed(app_store, "q1", "q2")
    page = agent()
    line = "q1 Was polite · held on 26 May 2024 · Sue · due on 30 May 2024, overdue"
    assert line in words(page).replace("\\", "")
    page.button(key=f"follow_up.done.{first}").click().run()
    assert "The note is empty" in page.error[0].value
    page.text_area(key=f"follow_up.note.{first}").set_value("Is *polite* now")
    page.button(key=f"follow_up.done.{first}").click().run()
    clean(page)
    said = words(page).replace("\\", "")
    assert "Done: the follow-up on q1 Was polite." in said
    assert "1 follow-up is overdue" in said
    assert line not in said
    assert "q1 Was polite · held on 26 May 2024 · Sue · done on" in said
    assert "Is *polite* now" in said
    shown = next(d.value for d in page.dataframe if "Follow-up" in d.value).set_index("Question")
    assert shown["Follow-up"].to_dict() == {"q1": "30 May 2024, done", "q2": "30 May 2024, overdue"}
    page.button(key=f"follow_up.back.{first}").click().run()
    clean(page)
    assert "2 follow-ups are overdue" in words(page)
    assert page.text_area(key=f"follow_up.note.{first}").value == "Is *polite* now"


def test_one_note_on_no_single_question_leaves_four_overdue(agent, app_store):
    agreed(app_store, "q1", "q2", "q8", "q9")
    page = agent()
    fill_in(page, note="Good talk").click().run()
    clean(page)
    assert "4 follow-ups are overdue, the oldest since 30 May 2024." in words(page)


def test_the_effect_of_coaching_stands_beside_it(agent, app_store):
    log_coaching(
        app_store,
        "t",
        CoachingEntry("A2", START + timedelta(days=13, hours=9), "coaching", "x", "Sue", "q1"),
        datetime.now(),
    )
    shown = next(d.value for d in agent("A2").dataframe if "Follow-up" in d.value)
    # half of the points before and after, as ever
    assert shown["Change"].iloc[0].endswith("no change seen")


def test_a_dispute_shows_in_the_list(agent, app_store):
    page = agent()
    reply(app_store, "t", "Ea27", DISPUTED, "No", datetime.now())
    page.run()
    assert page.expander[0].label.endswith("disputed")


def test_the_page_for_a_talk(agent):
    page = agent(print="true")
    clean(page)
    assert "Recent evaluations" not in words(page)
    (frame,) = page.get("iframe")
    paper = frame.proto.srcdoc
    assert "Anna &lt;b&gt;*Bo_ld*&lt;/b&gt; (A1)" in paper
    assert "<b>*Bo" not in paper
    assert "default-src &#x27;none&#x27;" in paper or "default-src 'none'" in paper
    for part in ("Strengths to build on", "Growth areas", "What to do next", "Question by question", "What we agree"):
        assert part in paper


def test_an_agent_without_anything_is_told_so_section_by_section(app_store, run_page):
    centre(app_store, agents=[{"agent_id": "A9", "name": "New", "agent_row": 9}])
    page = run_page("agents", agent="A9", period="All days")
    clean(page)
    said = words(page).replace("\\", "")
    for sentence in (
        "No clear differences from peers with the same mix of work.",
        "This agent was not evaluated in the period",
        "There are no two stretches with enough cases for quality score",
        "was not evaluated in the period, so there are no questions",
        "of this agent's work was measured",
        "handled no contacts in the period",
        "was not evaluated in the period under these filters",
        "No contact of this agent is known to have come back",
    ):
        assert sentence in said, sentence


def test_an_address_that_asks_for_another_figure_is_answered(agent):
    said = words(agent(figure="Luck"))
    assert "The address asks for figure 'Luck', which does not exist; showing quality score" in said


def test_page_command_and_analysis_give_the_same_figures(agent, app_store, capsys):
    page = agent()
    found = agent_answer(Session(app_store), Filters(), "A1")
    said = words(page)
    for item in (*found.profile.strengths, *found.profile.growth):
        assert f"**{item['name']}** {item_text(item)}" in said
        assert f"{item['name']} {item_text(item)}" in repr(found)
    shares = {row["question"]: f"{row['value']:.1%}" for row in found.to_dict()["questions"]}
    (questions,) = (table.value for table in page.dataframe if "Share" in table.value and "Peers" in table.value)
    assert dict(zip(questions["Question"].str.split().str[0], questions["Share"], strict=True)) == shares
    ui.close_store()
    printed = ask(capsys, "agent", "A1")
    assert set(printed) == set(found.to_dict())
    for name in ("strengths", "growth", "mix"):
        assert printed[name] == [{k: None if v != v else v for k, v in row.items()} for row in found.to_dict()[name]]
    assert [row["value"] for row in printed["metrics"]] == found.to_frame()["value"].tolist()
