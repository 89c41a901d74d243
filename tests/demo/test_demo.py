"""The frames of a demo centre are what a centre's systems would hand over: complete, consistent, repeatable."""

import json

import pandas as pd
import pytest

from qm.demo import Demo, simulate
from qm.errors import QMError
from qm.store import TABLES

KINDS = {"varchar": "str", "double": "float64", "timestamp": "datetime64[us]", "date": "datetime64[us]"}


def test_every_table_is_filled_and_speaks_the_contract(small: Demo):
    assert set(small.frames) == set(TABLES)
    for name, frame in small.frames.items():
        assert len(frame) > 0
        assert set(frame.columns) <= set(TABLES[name].names)
        assert set(TABLES[name].required) <= set(frame.columns)
        assert not frame[list(TABLES[name].required)].isna().any().any()


@pytest.mark.parametrize("name", TABLES)
def test_every_field_has_values_of_its_type(small: Demo, name: str):
    frame, table = small.frames[name], TABLES[name]
    assert set(frame.columns) == set(table.names)
    for field in table.fields:
        column = frame[field.name]
        assert column.notna().any(), field.name
        if field.type in KINDS:
            assert str(column.dtype) == KINDS[field.type]
        else:
            assert pd.api.types.is_bool_dtype(column) or pd.api.types.is_integer_dtype(column)
        if field.allowed:
            assert set(column.dropna()) <= set(field.allowed)


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique(small: Demo, name: str):
    assert not small.frames[name].duplicated(list(TABLES[name].key)).any()


def test_references_resolve(small: Demo):
    f = small.frames
    contacts, agents, questions = (
        set(f["contacts"].contact_id),
        set(f["agents"].agent_id),
        set(f["questions"].question_id),
    )
    for name in ("surveys", "evaluations"):
        assert set(f[name].contact_id) <= contacts
    for name in ("contacts", "evaluations", "coaching"):
        assert set(f[name].agent_id.dropna()) <= agents
    for name in ("answers", "coaching"):
        assert set(f[name].question_id.dropna()) <= questions
    assert set(f["answers"].evaluation_id) == set(f["evaluations"].evaluation_id)
    assert set(f["staffing"].queue) == set(f["contacts"].queue)
    who = f["evaluations"].merge(f["contacts"], on="contact_id")
    assert (who.agent_id_x == who.agent_id_y).all()


def test_abandoned_contacts_have_a_wait_and_nothing_else(small: Demo):
    contacts = small.frames["contacts"]
    abandoned, handled = contacts[contacts.abandoned], contacts[~contacts.abandoned]
    assert len(abandoned) > 50
    assert (
        abandoned[["agent_id", "handle_seconds", "resolved", "transfers", "escalated", "reopened"]].isna().all().all()
    )
    assert not abandoned.met_target.any()
    assert set(abandoned.channel) == {"voice", "chat"}
    assert handled[["agent_id", "handle_seconds", "wait_seconds", "resolved"]].notna().all().all()
    assert (contacts.wait_seconds >= 0).all()
    assert (handled.handle_seconds >= 0).all()


def test_contacts_stand_in_order_of_arrival_within_the_days(small: Demo):
    arrived = small.frames["contacts"].arrived_at
    assert arrived.is_monotonic_increasing
    assert arrived.iloc[0] >= pd.Timestamp(small.truth["first_day"])
    assert arrived.iloc[-1] < pd.Timestamp(small.truth["last_day"]) + pd.Timedelta(days=1)
    assert small.truth["last_day"] == "2026-06-28"


def test_nothing_happens_before_its_contact_or_after_the_data(small: Demo):
    f = small.frames
    end = pd.Timestamp(small.truth["last_day"]) + pd.Timedelta(days=1)
    ended = (
        f["contacts"]
        .set_index("contact_id")
        .pipe(lambda c: c.arrived_at + pd.to_timedelta(c.wait_seconds + c.handle_seconds, unit="s"))
    )
    for name, at in (("surveys", "responded_at"), ("evaluations", "evaluated_at")):
        frame = f[name]
        assert (frame[at].to_numpy() > ended.loc[frame.contact_id].to_numpy()).all()
        assert (frame[at] < end).all()
    assert (f["coaching"].held_at < end).all()


@pytest.mark.parametrize(("channel", "at_once"), [("voice", 1), ("chat", 2), ("email", 1)])
def test_no_agent_has_more_in_hand_than_the_channel_allows(small: Demo, channel: str, at_once: int):
    contacts = small.frames["contacts"]
    handled = contacts[(contacts.channel == channel) & ~contacts.abandoned]
    answered = handled.arrived_at + pd.to_timedelta(handled.wait_seconds, unit="s")
    ended = answered + pd.to_timedelta(handled.handle_seconds, unit="s")
    marks = pd.concat(
        [
            pd.DataFrame({"agent": handled.agent_id, "at": ended, "step": -1}),
            pd.DataFrame({"agent": handled.agent_id, "at": answered, "step": 1}),
        ]
    )
    in_hand = marks.sort_values(["agent", "at", "step"]).groupby("agent").step.cumsum()
    assert in_hand.max() == at_once


def test_contacts_in_hand_never_exceed_those_present(small: Demo):
    """Voice between the half hours: as many calls are answered in an interval only where somebody is on shift."""
    contacts, staffing = small.frames["contacts"], small.frames["staffing"]
    voice = contacts[(contacts.channel == "voice") & ~contacts.abandoned]
    answered = (voice.arrived_at + pd.to_timedelta(voice.wait_seconds, unit="s")).dt.floor("30min")
    seen = voice.groupby([answered, "queue"]).agent_id.nunique()
    present = staffing.set_index(["starts_at", "queue"]).agents.reindex(seen.index)
    within = present.notna()
    assert within.mean() > 0.99  # the rest is answered just after closing
    # Shifts change on the half hour, so agents who answered are at most those present.
    assert (seen[within] <= present[within]).all()


def test_the_same_seed_gives_the_same_centre_and_another_seed_another():
    one, again, other = (simulate(days=7, contacts_per_day=60, seed=s) for s in (7, 7, 8))
    for name, frame in one.frames.items():
        pd.testing.assert_frame_equal(frame, again.frames[name])
    assert json.dumps(one.truth) == json.dumps(again.truth)
    assert not one.frames["contacts"].equals(other.frames["contacts"])
    assert one.truth != other.truth


@pytest.mark.parametrize("story", ["default", "spiral", "calm"])
@pytest.mark.parametrize(("days", "contacts_per_day"), [(7, 20), (7, 50), (9, 400), (35, 25)])
def test_small_centres_work_in_every_story(story: str, days: int, contacts_per_day: int):
    demo = simulate(story, days, contacts_per_day, seed=2)
    contacts = demo.frames["contacts"]
    assert 0.6 < len(contacts) / (days * contacts_per_day) < 1.6
    assert set(contacts.channel) == {"voice", "chat", "email"}
    assert len(demo.truth["agents"]["better"]) == len(demo.truth["agents"]["worse"]) == 3
    # Sundays have a few emails at most; on working days there is always something.
    assert contacts.arrived_at[contacts.arrived_at.dt.day_of_week < 5].dt.date.nunique() == sum(
        pd.date_range(demo.truth["first_day"], demo.truth["last_day"]).day_of_week < 5
    )
    json.dumps(demo.truth, allow_nan=False)


def test_agents_who_change_team_have_a_second_row(small: Demo):
    agents = small.frames["agents"]
    again = agents[agents.valid_from.notna()]
    assert len(again) == 2
    for row in again.itertuples():
        first = agents[(agents.agent_id == row.agent_id) & agents.valid_from.isna()].iloc[0]
        assert row.team != first.team
        assert row.name == first["name"]
        assert pd.Timestamp("2026-06-01") <= row.valid_from <= pd.Timestamp("2026-06-28")
    assert agents[agents.valid_from.isna()].agent_id.is_unique
    assert agents.groupby("agent_id").name.first().is_unique
    assert agents.team.nunique() == 5


def test_the_scorecard_has_twelve_questions_that_weigh_one_hundred(small: Demo):
    questions = small.frames["questions"]
    assert len(questions) == 12
    assert questions.weight.sum() == 100
    assert questions.critical.notna().sum() == 2
    answers = small.frames["answers"]
    assert set(answers.points.dropna()) == {0.0, 0.5, 1.0}
    assert (answers.points.isna() == answers.not_applicable).all()
    assert 0.005 < answers.not_applicable.mean() < 0.05


def test_calibration_rounds_show_every_evaluator_the_same_contacts(small: Demo):
    evaluations = small.frames["evaluations"]
    rounds = evaluations[evaluations.calibration_id.notna()]
    assert rounds.calibration_id.nunique() == 4
    assert (rounds.groupby(["calibration_id", "contact_id"]).evaluator_id.nunique() == 6).all()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"story": "epic"}, "There is no story called 'epic'; there are default, spiral, calm."),
        ({"days": 3}, "3 days cannot be simulated; choose from 7 to 3,650."),
        ({"contacts_per_day": 0}, "0 contacts per day cannot be simulated; choose from 20 to 100,000."),
        ({"seed": -1}, "A seed of -1 cannot be used; choose 0 or more."),
    ],
)
def test_what_cannot_be_simulated_is_said(arguments: dict, sentence: str):
    with pytest.raises(QMError) as caught:
        simulate(**arguments)
    assert str(caught.value) == sentence
