import numpy as np
import pytest

from qm.models.queueing.chat import chat_queue, pace
from qm.models.queueing.erlang import erlang_a
from qm.models.queueing.feedback import equilibria
from qm.models.queueing.scenario import ImpossibleError, Scenario, checked


@pytest.mark.parametrize(("slots", "given_up"), [(1, 0.335), (2, 0.057), (3, 0.001)])
def test_two_at_once_are_worth_many_agents(slots: int, given_up: float):
    """A chat every 5 s, 40 agents, 300 s, each further one 35 % longer, patience 120 s."""
    found = chat_queue(0.2, 300, 40, slots, 0.35, 120)
    assert found.abandonment == pytest.approx(given_up, abs=5.1e-4)


def test_one_at_a_time_is_erlang_a():
    chat, voice = chat_queue(0.1, 300, 32, 1, 0.35, 120), erlang_a(0.1, 300, 32, 120)
    for name in ("delayed", "abandonment", "wait_seconds", "asa_seconds", "occupancy"):
        assert getattr(chat, name) == pytest.approx(getattr(voice, name), rel=1e-9), name
    assert chat.chat_seconds == pytest.approx(300)


def test_slots_that_cost_nothing_are_agents():
    """Two slots without stretch: the same as twice the agents."""
    chat, voice = chat_queue(0.1, 300, 16, 2, 0.0, 120), erlang_a(0.1, 300, 32, 120)
    assert chat.answered_within(20) == pytest.approx(voice.answered_within(20), rel=1e-9)


def test_one_agent_two_slots_by_hand():
    """No patience. Chats end at 1/100 and, both slots full, at 2/125 per second; arrivals 1/50: weights 1, 2, 2.5."""
    found = chat_queue(1 / 50, 100, 1, 2, 0.25, 0)
    assert found.abandonment == pytest.approx(2.5 / 5.5, abs=1e-9)
    assert found.in_hand == pytest.approx((2 + 2 * 2.5) / 5.5, abs=1e-9)
    assert found.chat_seconds == pytest.approx(7 / 3 * 50)  # 7/5.5 in hand, 3/5.5 of one every 50 s answered


def chain(rate, seconds, agents, slots, stretch, patience):
    """The same, state by state: what gives up, and chats in hand."""
    share = [1.0]
    for i in range(1, agents * slots + 3000):
        at_most = min(i, agents * slots)
        each, more = divmod(at_most, agents)
        ends = (
            (agents - more) * pace(each, stretch) + more * pace(each + 1, stretch)
            if more
            else agents * pace(each, stretch)
        )
        share.append(share[-1] * rate / (ends / seconds + max(i - agents * slots, 0) / patience))
    p, i = np.array(share) / sum(share), np.arange(len(share))
    return (p * np.maximum(i - agents * slots, 0)).sum() / patience / rate, (p * np.minimum(i, agents * slots)).sum()


@pytest.mark.parametrize(
    "numbers", [(0.05, 600, 10, 3, 0.35, 200), (0.5, 300, 100, 2, 0.5, 100), (0.02, 300, 3, 4, 1.2, 60)]
)
def test_it_is_the_chain_state_by_state(numbers):
    found = chat_queue(*numbers)
    given_up, in_hand = chain(*numbers)
    assert found.abandonment == pytest.approx(given_up, abs=1e-9)
    assert found.in_hand == pytest.approx(in_hand, rel=1e-9)


def test_between_whole_agents_and_slots_it_is_smooth():
    waits = chat_queue(0.013, 600, np.arange(1, 8, 0.1), 2, 0.35, 300).wait_seconds
    assert (np.diff(waits) < 0).all()
    waits = chat_queue(0.013, 600, 4, np.arange(1, 4, 0.1), 0.35, 300).wait_seconds
    assert (np.diff(waits) < 0).all()


def test_a_million_agents_are_finite():
    found = chat_queue(np.array([3000.0, 4900, 6000]), 300, 1e6, 2, 0.35, 100)
    assert np.isfinite(found.in_hand).all()
    assert np.diff(found.abandonment).min() >= 0
    assert found.abandonment[2] == pytest.approx(1 - 1e6 * pace(2, 0.35) / 300 / 6000, rel=1e-3)


def test_customers_come_back_to_chat_too():
    one = Scenario(200, 30, 210, 26, 180, 0.5, 0.2)
    (voice,), (chat,) = equilibria(one), equilibria(Scenario(200, 30, 210, 26, 180, 0.5, 0.2, at_once=2, stretch=0.5))
    assert chat.rate == pytest.approx(200 + chat.redials + chat.repeats, rel=1e-9)
    assert chat.abandonment < voice.abandonment
    same = Scenario(200, 30, 210, 13, 180, 0.5, 0.2, at_once=2)
    assert equilibria(same)[0].rate == pytest.approx(voice.rate, rel=1e-8)


@pytest.mark.parametrize(("slots", "said"), [(0.5, "can't be 0.5"), (60, "can't be 60"), (-1, "can't be -1")])
def test_how_many_at_once_is_checked(slots, said):
    with pytest.raises(ImpossibleError, match=said):
        checked(Scenario(200, 30, 210, 26, 180, at_once=slots))
