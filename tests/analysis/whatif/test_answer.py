"""A what-if asked without a screen: levers by their names, queues by theirs, and what is said of it."""

import pytest

from qm.analysis import whatif
from qm.analysis.whatif.answer import answer_of
from qm.analysis.whatif.levers.lever_table import BY_KEY
from qm.analysis.whatif.levers.presets import presets
from qm.analysis.whatif.levers.setting import changed_setting, setting_of
from qm.analysis.whatif.questions.lever_contributions import lever_contributions
from qm.analysis.whatif.questions.lever_curve import lever_curve
from qm.analysis.whatif.questions.quality_cost import cost_of_quality
from qm.analysis.whatif.questions.saved_scenarios import exported, side_by_side
from qm.analysis.whatif.questions.service_map import service_map
from qm.analysis.whatif.questions.staffing_table import staffing_table
from qm.errors import QMError
from qm.metrics import Filters
from qm.store import Session
from qm.store.scenarios import SavedScenario


@pytest.fixture(scope="module")
def session(demo_stores):
    store = demo_stores.opened(35, 600, seed=4)
    yield Session(store)
    store.close()


@pytest.fixture(scope="module")
def today(session):
    return whatif.answer(session, Filters())


def test_an_answer_is_kept_and_frozen(session, today):
    assert whatif.answer(session, Filters(), "service line") is today
    with pytest.raises(AttributeError):
        today.warnings = ()


def test_a_lever_goes_by_option_by_field_and_by_its_word_in_the_address(session, today):
    moved = [whatif.answer(session, Filters(), setting={name: "20%"}) for name in ("repeat", "repeat_rate", "repeats")]
    assert len({one.scenario.service_level for one in moved}) == 1
    assert moved[0].scenario.levers.repeat_rate == 0.2
    assert today.queue.today.repeat_rate != 0.2
    assert "with repeat rate at 20.0% instead of" in moved[0].worth.text
    assert all(part in moved[0].worth.text for part in moved[0].worth.emphasis)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"speed": 2}, "There is no lever called 'speed'; there are agents, fresh,"),
        ({"agents": "many"}, "'many' is no number for the number of agents"),
        ({"agents": -3}, "The number of agents can't be -3; give a number above 0."),
        ({"within_hours": 8}, "has no lever within_hours"),
    ],
)
def test_what_can_not_be_is_a_sentence(today, changes, sentence):
    with pytest.raises(QMError) as error:
        changed_setting(today.queue, changes)
    assert sentence in str(error.value)


def test_a_queue_that_is_not_there(session):
    with pytest.raises(QMError, match="There is no queue 'Fax' in this selection; there are Service line"):
        whatif.answer(session, Filters(), "Fax")


def test_the_agents_needed_reach_the_goal(session, today):
    there = whatif.answer(session, Filters(), setting={"agents": today.today.needed})
    assert there.scenario.service_level == pytest.approx(0.8, abs=5e-4)
    assert today.to_dict()["agents_exact"] == today.today.needed
    table = staffing_table(session, today)
    assert table.frame["agents"].iloc[0] == today.today.needed
    assert table.frame["agents"].is_monotonic_decreasing


@pytest.mark.parametrize("key", ["staff", "repeats", "aht", "volume", "waits", "redials"])
def test_the_curve_goes_through_today_and_the_scenario(session, key):
    moved = whatif.answer(session, Filters(), setting={key: "+10%", "patience": "-10%"})
    drawn = lever_curve(moved, BY_KEY[key])
    assert set(drawn.lines["case"]) == {"today", "scenario"}
    for _, point in drawn.points.iterrows():
        line = drawn.lines[(drawn.lines["case"] == point["case"]) & (drawn.lines["x"] == point["x"])]
        assert line["service_level"].tolist() == pytest.approx([point["service_level"]], abs=1e-4)
    assert drawn.takeaway


def test_one_lever_alone_has_one_line(session, today):
    drawn = lever_curve(whatif.answer(session, Filters(), setting={"repeats": 0.06}), BY_KEY["repeats"])
    assert set(drawn.lines["case"]) == {"today"}
    assert drawn.points["case"].tolist() == ["today", "scenario"]
    mail = whatif.answer(session, Filters(), "Mailroom")
    assert len(lever_curve(mail, BY_KEY["within"]).lines) > 5
    assert lever_curve(mail, BY_KEY["target"]).title == "Service level by agents at work"


def shown_in_rows(session, answer):
    """Each row of the staffing table, beside what the lever says at the rate it shows."""
    for row in staffing_table(session, answer).shown.to_dict("records"):
        asked = answer.setting.with_value("repeat_rate", float(row["Repeat rate"].strip("%")) / 100)
        told = answer if row["Repeats left"] == "100%" else answer_of(session, answer.queue.selection, asked)
        figures = {line.label: line.scenario for line in told.table}
        yield row, figures


@pytest.mark.parametrize("story", ["default", "spiral", "calm"])
def test_every_row_of_the_staffing_table_is_what_the_lever_says(demo_stores, story):
    store = demo_stores.opened(21, 500, seed=5, story=story)
    session = Session(store)
    today = whatif.answer(session, Filters())
    spiral = next(one for one in presets(today.queue) if one.name == "The spiral")
    for answer in (today, answer_of(session, today.queue.selection, setting_of(today.queue, spiral.numbers))):
        for row, figures in shown_in_rows(session, answer):
            *_, agents, level = row.values()
            assert (row["Contacts a week"], row["Redials a week"], agents, level) == (
                figures["Contacts a week"],
                figures["… redials"],
                figures["Agents for the goal"],
                figures["Service level"],
            )
    store.close()


def test_the_map_goes_through_today(today):
    drawn = service_map(today)
    assert drawn.points["case"].tolist() == ["today"]
    near = (drawn.cells["agents"] - today.queue.today.agents).abs() + (
        drawn.cells["rate"] - today.queue.today.repeat_rate
    ).abs()
    assert drawn.cells.loc[near.idxmin(), "service_level"] == pytest.approx(today.today.service_level, abs=0.05)


def test_what_levers_add_is_the_whole_difference(session):
    moved = whatif.answer(session, Filters(), setting={"agents": "+1", "aht": "+10%"})
    steps = lever_contributions(moved).steps
    points = (moved.scenario.service_level - moved.today.service_level) * 100
    assert steps["label"].tolist() == ["Agents on the phone", "Average handle time", "Together"]
    assert steps["end"].iloc[-1] == pytest.approx(points, abs=0.05)


def test_presets_move_what_they_say(session, today):
    for preset in presets(today.queue):
        moved = whatif.answer(session, Filters(), setting=setting_of(today.queue, preset.numbers))
        assert moved.is_moved, preset.name
        assert moved.scenario.service_level != today.today.service_level


def test_a_price_is_that_of_both_cases(session):
    priced = whatif.answer(session, Filters(), setting={"repeat": 0.06, "cost": 30})
    assert {row.label: row.difference for row in priced.table}["Cost a week (EUR)"] == "0"
    cost = cost_of_quality(priced)
    assert cost.scenario.hours("external failure") < cost.today.hours("external failure")
    assert "Today, EUR" in cost.table


def test_saved_scenarios_stand_side_by_side(session, today):
    saved = [SavedScenario("Fewer", None, {"repeats": 6.0}, {}, None)]
    told = side_by_side(session, today, saved)
    table = told.table
    assert list(table.columns) == ["Today", "Fewer"]
    moved = whatif.answer(session, Filters(), setting={"repeat": 0.06})
    assert [cell.split(" (")[0] for cell in table["Fewer"]] == moved.to_frame()["Scenario"].tolist()
    assert told.bars["scenario"].tolist() == ["Today", "Fewer"]
    assert told.takeaway.startswith("Highest service level: Fewer,")
    assert exported(moved)["scenario"]["levers"]["repeat_rate"] == 0.06


def test_deferred_work_answers_too(session):
    mail = whatif.answer(session, Filters(), "Mailroom", {"agents": "-40%"})
    assert mail.queue.kind == "deferred"
    told = mail.to_dict()
    assert told["scenario"]["service_level"]["value"] < told["today"]["service_level"]["value"]
    assert told["scenario"]["service_level"]["low"] is None
    assert "falls" in str(mail.worth) or "The backlog grows" in str(mail.worth)
    assert repr(mail).splitlines()[0] == "Mailroom (email) · all days"
