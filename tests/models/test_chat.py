import numpy as np
import pytest

from qm.models.chat import chat_queue, with_returns
from qm.models.erlang import erlang_a
from qm.models.feedback import equilibria
from qm.models.scenario import ImpossibleError, Scenario


@pytest.mark.parametrize(("slots", "given_up"), [(1, 0.335), (2, 0.057), (3, 0.001)])
def test_two_at_once_are_worth_many_agents(slots: int, given_up: float):
    """queueing.md 1.7: a chat every 5 s, 40 agents, 300 s, each further one 35 % longer, patience 120 s."""
    found = chat_queue(0.2, 300, 40, slots, 0.35, 120)
    assert found.queue.abandonment == pytest.approx(given_up, abs=5.1e-4)


def test_one_at_a_time_is_erlang_a():
    chat, voice = chat_queue(0.1, 300, 32, 1, 0.35, 120), erlang_a(0.1, 300, 32, 120)
    for name in ("delayed", "abandonment", "wait_seconds", "asa_seconds", "occupancy"):
        assert getattr(chat.queue, name) == pytest.approx(getattr(voice, name), rel=1e-9), name
    assert chat.chat_seconds == pytest.approx(300)
    assert chat.busy == pytest.approx(voice.occupancy)


def test_slots_that_cost_nothing_are_agents():
    """Two slots without stretch: the same as twice the agents."""
    chat, voice = chat_queue(0.1, 300, 16, 2, 0.0, 120), erlang_a(0.1, 300, 32, 120)
    assert chat.queue.answered_within(20) == pytest.approx(voice.answered_within(20), rel=1e-9)


def test_one_agent_two_slots_by_hand():
    """No patience. Chats end at 1/100 and, both slots full, at 2/125 per second; arrivals 1/50: weights 1, 2, 2.5."""
    found = chat_queue(1 / 50, 100, 1, 2, 0.25, 0)
    assert found.queue.abandonment == pytest.approx(2.5 / 5.5, abs=1e-9)
    assert found.in_hand == pytest.approx((2 + 2 * 2.5) / 5.5, abs=1e-9)
    assert found.busy == pytest.approx(4.5 / 5.5, abs=1e-9)


def test_with_returns_one_at_a_time_is_the_voice_model():
    found = with_returns(200 / 1800, 210, 26, 1, 0.35, 180, 0.5, 0.2)
    (voice,) = equilibria(Scenario(200, 30, 210, 26, 180, 0.5, 0.2))
    assert found.queue.rate * 1800 == pytest.approx(voice.rate, rel=1e-9)
    assert found.queue.abandonment == pytest.approx(voice.abandonment, rel=1e-8)


def test_chats_nobody_gives_up_may_be_too_many():
    assert with_returns(0.25, 300, 40, 2, 0.35, np.inf, 0, 0) is None
    found = with_returns(0.1, 300, 40, 2, 0.35, np.inf, 0, 0.2)
    assert found.queue.rate == pytest.approx(0.125, rel=1e-9)


@pytest.mark.parametrize(("agents", "slots"), [(0, 2), (1.5, 2), (3, 0), (3_000_000, 4)])
def test_half_an_agent_can_not_chat(agents, slots):
    with pytest.raises(ImpossibleError, match="whole agents and slots"):
        chat_queue(0.1, 300, agents, slots, 0.3, 120)
