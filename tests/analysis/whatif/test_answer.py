"""A what-if asked without a screen: levers by their names, queues by theirs, and what is said of it."""

import pytest

from qm.analysis import whatif
from qm.analysis.whatif.levers.presets import presets
from qm.analysis.whatif.levers.setting import changed_setting, setting_of
from qm.analysis.whatif.questions.lever_contributions import lever_contributions
from qm.analysis.whatif.questions.quality_cost import cost_of_quality
from qm.analysis.whatif.questions.saved_scenarios import exported, side_by_side
from qm.analysis.whatif.questions.service_level_by_agents import curve_of, service_level_by_agents
from qm.analysis.whatif.questions.service_map import service_map
from qm.analysis.whatif.questions.staffing_table import staffing_table
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.queueing.levers import needed
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
    assert moved[0].worth.text.startswith("Bringing repeat rate from")
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


def test_agents_needed_reach_the_target_on_the_curve(today):
    agents, level = curve_of(today.queue, today.today)
    assert today.today.needed == pytest.approx(needed(agents, level, 0.8))  # one outcome: the worst is the best
    assert today.to_dict()["agents_exact"] == today.today.needed
    assert service_level_by_agents(today).takeaway == f"80% takes {today.today.needed:.1f} agents today."
    table = staffing_table(today)
    assert table.frame["agents"].iloc[0] == pytest.approx(today.today.needed)
    assert table.frame["agents"].is_monotonic_decreasing


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
    assert steps["label"].tolist() == ["Agents present", "Handle time", "Together"]
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
    table = side_by_side(session, today, saved)
    assert list(table.columns) == ["Today", "Fewer"]
    moved = whatif.answer(session, Filters(), setting={"repeat": 0.06})
    assert table["Fewer"].tolist() == moved.to_frame()["Scenario"].tolist()
    assert exported(moved)["scenario"]["levers"]["repeat_rate"] == 0.06


def test_deferred_work_answers_too(session):
    mail = whatif.answer(session, Filters(), "Mailroom", {"agents": "-40%"})
    assert mail.queue.kind == "deferred"
    told = mail.to_dict()
    assert told["scenario"]["service_level"]["value"] < told["today"]["service_level"]["value"]
    assert told["scenario"]["service_level"]["low"] is None
    assert "costs" in str(mail.worth) or "the backlog grows" in str(mail.worth)
    assert repr(mail).splitlines()[0] == "Mailroom (email) · all days"
