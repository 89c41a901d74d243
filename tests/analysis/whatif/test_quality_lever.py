"""The quality lever: link times change, nothing at 0; what is typed is an assumption; one chain says it."""

from dataclasses import replace

import numpy as np
import pytest

from qm.analysis import whatif
from qm.analysis.whatif.levers.quality_moves import QualityMoves, moves_of
from qm.analysis.whatif.levers.setting import changed_setting, setting_of, todays_setting
from qm.analysis.whatif.outcomes.quality_worth import quality_worth
from qm.analysis.whatif.quality.quality_effect import drawn_levers, effects
from qm.analysis.whatif.questions.quality_cost import cost_of_quality
from qm.errors import QMError
from qm.metrics import Filters
from qm.models.queueing.interval_model import settle
from qm.models.queueing.levers import column, moved
from qm.store import Session

Q07 = "question.Q07"


@pytest.fixture(scope="module")
def session(demo_stores):
    store = demo_stores.opened(35, 600, seed=4)
    yield Session(store)
    store.close()


@pytest.fixture(scope="module")
def ask(session):
    return lambda setting=None, queue="Service line": whatif.answer(session, Filters(), queue, setting)


@pytest.fixture(scope="module")
def today(ask):
    return ask()


@pytest.mark.parametrize("queue", ["Service line", "Live chat", "Mailroom"])
@pytest.mark.parametrize("asked", [{"quality": "+0"}, {Q07: "+0"}, {Q07: "+0", "quality-link.aht": -2}])
def test_a_lever_at_0_changes_nothing(ask, queue, asked):
    as_it_is, now = ask(queue=queue), ask(asked, queue)
    assert [row.difference for row in now.table] == [row.difference for row in as_it_is.table]
    assert now.scenario.figures == as_it_is.scenario.figures
    assert now.ranges_scenario == as_it_is.ranges_scenario
    assert not now.quality.is_moved


@pytest.mark.parametrize("queue", ["Service line", "Live chat", "Mailroom"])
def test_what_moves_is_the_link_times_the_change(ask, queue):
    before, now = ask(queue=queue), ask({Q07: "+4"}, queue)
    link = now.quality.links.of(Q07, "repeat")
    assert link.is_told
    effect = next(one for one in now.quality.effects if one.outcome == "repeat")
    assert (effect.change, effect.low, effect.high) == pytest.approx((4 * link.slope, 4 * link.low, 4 * link.high))
    moved_by = now.scenario.levers.repeat_rate - before.scenario.levers.repeat_rate
    assert moved_by == pytest.approx(4 * link.slope)
    # As if the repeat rate itself had been moved there.
    by_hand = ask({"repeat": now.scenario.levers.repeat_rate}, queue)
    assert now.scenario.service_level == pytest.approx(by_hand.scenario.service_level)
    assert now.scenario.needed == pytest.approx(by_hand.scenario.needed)


def test_a_link_that_is_not_clear_moves_nothing(ask, today):
    now = ask({Q07: "+4"})
    assert not now.quality.links.of(Q07, "aht").is_told
    assert now.scenario.levers.handle_seconds == today.scenario.levers.handle_seconds
    assert "aht" in now.quality.untold


def test_a_link_set_by_hand_goes_before_the_datas_and_has_no_interval(ask, today):
    now = ask({Q07: "+4", "quality-link.aht": -2, "quality-link.repeat": -0.5, "quality-link.transfers": -0.25})
    assert now.scenario.levers.handle_seconds == pytest.approx(today.scenario.levers.handle_seconds - 8)
    assert now.scenario.levers.repeat_rate == pytest.approx(today.scenario.levers.repeat_rate - 0.02)
    assert now.scenario.effective.transfers == pytest.approx(today.scenario.effective.transfers - 0.01)
    assert now.quality.sentence.count("(assumption)") == 3
    told = now.to_dict()["quality"]
    assert {one["outcome"]: one["used"] for one in told["links"]} == {"repeat": -0.005, "transfers": -0.0025, "aht": -2}
    assert all(one["assumed"] for one in told["links"])
    assert all(one["low"] is None for one in told["effects"])
    assert now.quality.worth.low == now.quality.worth.high == now.quality.worth.agents
    assert "Likely range" not in now.quality.below


def test_the_json_has_every_link_with_n_and_interval(today):
    told = today.to_dict()["quality"]
    assert told["moved"] == []
    assert [(one["lever"], one["outcome"]) for one in told["links"]] == [
        ("quality", "repeat"),
        ("quality", "transfers"),
        ("quality", "aht"),
    ]
    for one in told["links"]:
        assert one["low"] < one["slope"] < one["high"]
        assert one["n"] >= 200
        assert one["agents"] >= 5
        assert one["verdict"] in ("link", "no clear link")
        assert not one["assumed"]


def test_agents_spared_give_todays_service_level(session, today):
    queue, moves = today.queue, moves_of({Q07: 10.0})
    spared = quality_worth(session, queue.selection, moves)
    better = effects(session, queue.selection, replace(todays_setting(queue), quality=moves))
    rate = queue.today.repeat_rate + next(one.change for one in better if one.outcome == "repeat")
    fewer = replace(queue.today, repeat_rate=rate, agents=queue.today.agents - spared.agents)
    level = settle(moved(queue.small, queue.today, column([queue.today, fewer])), queue.spread).service_level
    assert float(level[1]) == pytest.approx(float(level[0]), abs=2e-4)
    assert 0 < spared.low < spared.agents < spared.high


def test_the_interval_of_a_link_is_carried_into_the_service_level(session, today):
    setting = replace(todays_setting(today.queue), quality=moves_of({Q07: 10.0}))
    drawn = np.asarray(drawn_levers(session, today.queue.selection, setting, 4000).repeat_rate)
    change = next(one for one in effects(session, today.queue.selection, setting) if one.outcome == "repeat")
    low, high = np.quantile(drawn - today.queue.today.repeat_rate, (0.025, 0.975))
    assert (low, high) == pytest.approx((change.low, change.high), rel=0.1)
    plain = drawn_levers(session, today.queue.selection, todays_setting(today.queue), 4)
    assert plain == today.queue.today


def test_one_chain_says_it(ask):
    said = ask({Q07: "+4"}).quality
    assert said.sentence.startswith("4 points more on 'The customer's matter was solved' → ")
    assert " points fewer repeats → " in said.sentence
    assert said.sentence.endswith("fewer agent hours a week")
    assert said.below.startswith("Likely range: ")
    assert said.below.endswith("This counts on quality being the cause. Your data show only that the two go together.")
    worse = ask({Q07: "-4"}).quality
    assert worse.sentence.startswith("4 points fewer on ")
    assert worse.sentence.endswith("more agent hours a week")
    assert ask({"quality": "+1"}).quality.sentence.startswith("1 point more on the average quality score → ")


def test_many_agents_are_told_as_agents(ask):
    said = ask({Q07: "+10", "quality-link.aht": -8}).quality
    assert said.sentence.endswith(f"{said.worth.agents:.1f} fewer agents")


def test_transfers_are_second_handling_beside_the_queue(ask, today):
    now = ask({"transfers": "-2%"})  # of where they stand
    assert now.scenario.transfers == pytest.approx(0.98 * today.scenario.transfers)
    assert now.scenario.service_level == today.scenario.service_level
    assert now.scenario.transfer_hours == pytest.approx(now.scenario.transfers * now.scenario.handle_seconds / 3600)
    by_quality = ask({Q07: "+4", "quality-link.transfers": -0.5, "quality-link.repeat": 0})
    fewer = today.scenario.transfers - by_quality.scenario.transfers
    assert by_quality.quality.transfers.startswith(f"{fewer:,.0f} fewer transfers a week: ")
    assert by_quality.quality.sentence.endswith("fewer hours of second handling a week")
    cost = cost_of_quality(by_quality)
    quantity = [
        next(one.quantity for one in case.items if one.name == "transfers") for case in (cost.scenario, cost.today)
    ]
    assert quantity[0] / quantity[1] == pytest.approx(
        by_quality.scenario.transfers / today.scenario.transfers, rel=0.01
    )


def test_where_a_measure_is_to_stand_is_a_change_from_today(today):
    queue = today.queue
    assert changed_setting(queue, {"quality": "+3"}).quality.numbers == {"quality": 3.0}
    there = changed_setting(queue, {"quality": queue.quality.score + 3}).quality.numbers
    assert there == pytest.approx({"quality": 3.0})
    passed = queue.quality.question("Q07").pass_rate
    assert changed_setting(queue, {Q07: f"{passed + 5}%"}).quality.numbers == pytest.approx({Q07: 5.0})
    assert changed_setting(queue, {"quality": "-2.5"}).quality.numbers == {"quality": -2.5}


def test_numbers_by_word_come_back_as_they_were(today):
    numbers = {Q07: 5.0, "question.Q01": -2.0, "quality-link.aht": -1.5}
    setting = setting_of(today.queue, numbers | {"staff": 5.0})
    assert setting.quality.numbers == numbers
    assert setting.levers.agents == 5.0
    assert moves_of({"staff": 5.0}) == QualityMoves()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quality": "+3", Q07: "+5"}, "The average score holds every question already"),
        ({"question.Q99": "+5"}, "No question 'Q99' was rated in this queue; there are Q01, Q02,"),
        ({"quality": "much"}, "'much' is no number of points; give points of 100, or a change as +3."),
        ({"quality": "+200"}, "The quality score can't move by 200 points: the change can be from -100 to 100."),
        ({"quality": float("nan")}, "can't move by nan points"),
        ({"quality-link.csat": 1}, "Quality has no link with 'csat'; it has with repeat, transfers and aht."),
        ({"quality-link.aht": 1000}, "The link of quality with aht can't be 1000: it can be from -600 to 600."),
    ],
)
def test_what_can_not_be_is_a_sentence(today, asked, sentence):
    with pytest.raises(QMError) as error:
        changed_setting(today.queue, asked)
    assert sentence in str(error.value)
