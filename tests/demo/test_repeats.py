"""The page Repeats finds in the demo centre what is true in it."""

from collections.abc import Iterator

import numpy as np
import pytest

from qm.analysis.repeats.repeat_rates import by_score, returns, with_window, work
from qm.analysis.repeats.service_feedback import FeedbackLink, feedback_links
from qm.analysis.repeats.wait_effects import by_hour, by_wait
from qm.demo import Demo, simulate
from qm.intake import load_frames
from qm.metrics import Filters, measure
from qm.models.queueing.repeat_windows import coincidence, net
from qm.store import Definitions, Store, open_store

EVERYTHING = Filters()
VOICE = Filters().with_("channel", "voice")


@pytest.fixture(scope="module")
def centre(whole: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("demo") / "whole.duckdb")
    load_frames(store, whole.frames, file="demo centre", kind="demo")
    yield store
    store.close()


def by_chance(store: Store, definitions: Definitions) -> float:
    found = returns(store, EVERYTHING, definitions)
    chance = coincidence(found["known_days"], found["back_on_day"], found["contacts"])
    return float(chance.within(definitions.repeat.window_days))


@pytest.mark.parametrize("window", [10, 14])
def test_the_chance_of_coming_back_net_of_coincidence(whole: Demo, centre: Store, window: int):
    """Coming back takes up to a week of days and a closed Sunday, so windows from ten days on hold all of it."""
    definitions = with_window(centre.definitions(), window, "any").with_({"repeat.index": "handled"})
    raw = measure(centre, EVERYTHING, ["repeat_rate"], definitions=definitions).iloc[0]
    found = float(net(raw["value"], by_chance(centre, definitions)))
    truth = whole.truth["repeats"]["mean_chance"]
    assert found == pytest.approx(truth, abs=0.004)
    assert not raw["low"] <= truth <= raw["high"], "as counted it is not"


def test_the_share_of_contacts_that_are_repeats_or_redials(whole: Demo, centre: Store):
    definitions = centre.definitions()
    found = work(centre, EVERYTHING, definitions, since=None)
    truth = whole.truth["demand"]["share_repeat"] + whole.truth["demand"]["share_redial"]
    assert float(net(found.repeats / found.contacts, by_chance(centre, definitions))) == pytest.approx(truth, abs=0.004)


def test_repeats_take_longer_by_what_is_true(whole: Demo, centre: Store):
    """Like with like: a repeat against other contacts of its channel, reason and agent."""
    orders = VOICE.with_("reason", "Order status")
    found = work(centre, orders, centre.definitions())
    own = found.repeat_seconds / found.repeats
    others = (found.handle_seconds - found.repeat_seconds) / (found.contacts - found.repeats)
    assert 1.05 < own / others < whole.truth["demand"]["handle_time_repeat_factor"] + 0.03


def test_difficult_reasons_come_back_most(whole: Demo, centre: Store):
    found = measure(centre, VOICE, ["repeat_rate"], ["reason"]).sort_values("value", ascending=False)
    difficulty = whole.truth["repeats"]["difficulty"]
    assert set(found["reason"].head(2)) == {name for name, hard in difficulty.items() if hard > 0.5}
    assert found["reason"].iloc[-1] == min(difficulty, key=difficulty.__getitem__)


def test_better_scores_come_back_less(centre: Store):
    found = by_score(centre, EVERYTHING, centre.definitions()).set_index("score_band")
    assert found.loc["90% to 100%", "high"] < found.loc["60% to 70%", "low"]


def circle(store: Store, filters: Filters) -> dict[str, FeedbackLink]:
    definitions = store.definitions()
    found = feedback_links(by_wait(store, filters, definitions), by_hour(store, filters, definitions), definitions)
    return {one.name: one for one in found}


def test_the_circle_is_at_work(centre: Store):
    assert [one.harm for one in circle(centre, EVERYTHING).values()] == [1, 1, 1]


def test_waiting_lengthens_handling_by_what_is_true_and_not_by_what_queues_suggest(whole: Demo, centre: Store):
    """After more than three minutes the rise is nearly complete: e^(-180/120) is left of it."""
    handling = circle(centre, VOICE)["aht"].comparison
    assert handling is not None
    in_time, longest = handling.mean[0], handling.mean[3]
    rise = whole.truth["demand"]["handle_time_wait_rise"]
    margin = (handling.high[3] - handling.low[3]) / 2 / in_time
    assert longest / in_time - 1 == pytest.approx(rise * (1 - np.exp(-200 / 120)), abs=margin)


def test_where_nothing_goes_wrong_repeats_are_fewer(tmp_path):
    store = open_store(tmp_path / "calm.duckdb")
    calm = simulate("calm", days=56)
    load_frames(store, calm.frames, file="demo centre", kind="demo")
    found = work(store, EVERYTHING, store.definitions())
    store.close()
    assert found.repeats / found.contacts < 0.2
