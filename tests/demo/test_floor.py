"""The floor does what its words say: small scenes whose answer can be done in the head, and Erlang A."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
from scipy.special import gammainc, gammaln

from qm.demo.floor import FIRST, REDIAL, REPEAT, Agent, Contact, Floor, Fresh, Layout, Luck, Shift, lucks
from qm.demo.story import DAY, STORIES

ALWAYS = ((0.0, DAY),) * 7
NO_LUCK = Luck(
    patience=1.0,
    handle=1.0,
    quality=0.0,
    delay=1.0,
    resolved=0.0,
    returns=1.0,
    same_day=1.0,
    when=0.0,
    channel=0.0,
    reason=0.0,
)
"""Everything as on average; resolved, and nobody redials or comes back."""

PLAIN = replace(
    STORIES["default"],
    handle_wait_rise=0.0,
    patience_seconds=(60.0, 60.0),
    redial_share=0.5,
    redial_delay_seconds=600.0,
)


def layout(concurrent: int = 1, hours=ALWAYS, channels: int = 1) -> Layout:
    """One queue for one or more channels, handle time 100 s."""
    return Layout(
        concurrent=(concurrent,),
        opening=(hours,),
        handle_seconds=((100.0,),) * channels,
        difficulty=(0.0,),
        day_quantiles=((0.25,),) * channels,
        queue_of=((0,),) * channels,
        stretch=0.5,
    )


def play(
    arrivals: list[float],
    agents: int = 1,
    luck: Iterator[Luck] | None = None,
    shift: tuple[float, float] = (0.0, DAY),
    channel: int = 0,
    until: float = DAY,
    floor_plan: Layout | None = None,
    story=PLAIN,
) -> list[Contact]:
    floor = Floor(
        story,
        floor_plan or layout(channels=channel + 1),
        [Agent(i, 0.0, 1.0) for i in range(agents)],
        luck or repeat(NO_LUCK),
    )
    fresh = [Fresh(at, channel, 0, number) for number, at in enumerate(arrivals)]
    return floor.play(fresh, [Shift(shift[0], i, 0, shift[1]) for i in range(agents)], until)


def test_a_free_agent_answers_at_once_and_the_next_caller_waits_for_the_end():
    first, second = play([10.0, 60.0])
    assert (first.answered, first.handle) == (10.0, 100.0)
    assert (second.answered, second.left) == (110.0, None)


def test_who_came_first_is_answered_first():
    contacts = play([0.0, 80.0, 90.0])
    assert [c.answered for c in contacts] == [0.0, 100.0, None]
    assert contacts[2].left == 150.0


def test_a_customer_hangs_up_when_patience_ends_and_the_agent_takes_nobody_who_left():
    first, second, third = play([0.0, 10.0, 70.0])
    assert (second.left, second.answered) == (70.0, None)
    assert third.answered == 100.0
    assert first.agent is third.agent


def test_a_redial_is_the_same_customer_after_the_delay():
    luck = iter([NO_LUCK, NO_LUCK._replace(returns=0.4), NO_LUCK])
    contacts = play([0.0, 10.0], luck=luck)
    redial = contacts[2]
    assert (redial.arrived, redial.origin, redial.parent) == (670.0, REDIAL, contacts[1])
    assert redial.customer == contacts[1].customer
    assert redial.answered == 670.0


def test_a_redial_after_closing_comes_the_next_open_day():
    week = ((0.0, 300.0), None, (0.0, 1000.0), *ALWAYS[3:])
    luck = iter([NO_LUCK, NO_LUCK._replace(returns=0.4), NO_LUCK])
    contacts = play([0.0, 10.0], luck=luck, floor_plan=layout(hours=week), until=7 * DAY)
    assert contacts[2].arrived == 2 * DAY + 0.25 * 1000.0


def test_a_repeat_comes_days_after_the_handling_by_the_same_customer():
    luck = iter([NO_LUCK._replace(returns=0.0, delay=0.6), NO_LUCK])
    contacts = play([50.0], luck=luck, until=7 * DAY)
    assert (contacts[1].arrived, contacts[1].origin) == (2 * DAY + 0.25 * DAY, REPEAT)
    assert (contacts[1].customer, contacts[1].reason) == (contacts[0].customer, contacts[0].reason)
    assert contacts[1].parent is contacts[0]


def test_the_chance_of_a_repeat_rises_with_the_wait_and_falls_with_quality():
    at_once, after_a_wait = play([0.0, 60.0])
    worse = play([0.0], luck=repeat(NO_LUCK._replace(quality=-2.0)))[0]
    unsolved = play([0.0], luck=repeat(NO_LUCK._replace(resolved=1.0)))[0]
    assert after_a_wait.chance > at_once.chance
    assert worse.chance > at_once.chance
    assert unsolved.chance > at_once.chance
    base = PLAIN.repeat_base
    assert at_once.chance == pytest.approx(1 / (1 + np.exp(-base)))
    assert unsolved.chance == pytest.approx(1 / (1 + np.exp(-base - PLAIN.repeat_unresolved)))


def test_waiting_makes_the_handling_longer():
    slow = replace(PLAIN, handle_wait_rise=0.5)
    _, waited = play([0.0, 60.0], story=slow)
    assert waited.handle == pytest.approx(100 * (1 + 0.5 * (1 - np.exp(-40 / 120))))


def test_two_chats_at_once_each_to_the_agent_with_fewest_in_hand():
    contacts = play([0.0, 10.0, 20.0], agents=2, floor_plan=layout(concurrent=2))
    assert [c.answered for c in contacts] == [0.0, 10.0, 20.0]
    assert [c.agent.number for c in contacts] == [0, 1, 0]
    assert [c.handle for c in contacts] == [100.0, 100.0, 150.0]


def test_email_waits_over_night_and_nobody_gives_up():
    contacts = play([0.0, 10.0], channel=2, shift=(DAY, 2 * DAY), until=DAY)
    assert [c.answered for c in contacts] == [DAY, DAY + 100.0]


def test_agents_finish_what_is_in_hand_but_take_nothing_after_their_shift():
    contacts = play([0.0, 50.0, 60.0], shift=(0.0, 90.0))
    assert contacts[0].handle == 100.0
    assert [c.answered for c in contacts] == [0.0, None, None]


def test_nobody_arrives_once_the_data_end():
    assert len(play([0.0, 500.0], until=500.0)) == 1


def test_every_contact_is_one_of_fresh_redial_repeat_with_a_parent_unless_fresh():
    story = replace(STORIES["spiral"], repeat_same_channel=1.0, repeat_same_reason=1.0)
    rng = np.random.default_rng(5)
    arrivals = np.sort(rng.random(400) * DAY / 2).tolist()
    contacts = play(arrivals, luck=lucks(rng, 0.6), story=story, until=3 * DAY, shift=(0.0, 3 * DAY))
    assert {c.origin for c in contacts} == {FIRST, REDIAL, REPEAT}
    for contact in contacts:
        assert (contact.parent is None) == (contact.origin == FIRST)
        if contact.parent is not None:
            before = contact.parent
            assert contact.arrived > (before.left if contact.origin == REDIAL else before.answered + before.handle)


def erlang_a(rate: float, handle: float, agents: int, patience: float) -> tuple[float, float]:
    """Probability of abandoning and mean wait of all: Palm's formula (see Mandelbaum and Zeltyn 2005)."""
    x, y, load = agents * patience / handle, rate * patience, rate * handle
    a = np.exp(gammaln(x + 1) + y - x * np.log(y) + np.log(gammainc(x, y)))
    blocking = 1.0
    for k in range(1, agents + 1):
        blocking = load * blocking / (k + load * blocking)
    delayed = a * blocking / (1 + (a - 1) * blocking)
    rho = load / agents
    abandons = (1 / (rho * a) + 1 - 1 / rho) * delayed
    return float(abandons), float(abandons * patience)


@pytest.mark.parametrize(("agents", "load"), [(5, 0.8), (10, 0.85), (10, 1.0)])
def test_the_voice_queue_alone_is_erlang_a(agents: int, load: float):
    """Stationary, exponential, nobody comes back: abandonment and wait agree with the formula within sampling error.

    The error is measured from 40 stretches of the run, so that its own correlation counts.
    """
    handle, patience, stretches = 100.0, 60.0, 40
    rate = agents * load / handle
    until = 45_000 / rate
    rng = np.random.default_rng([agents, int(100 * load)])

    def exponential() -> Iterator[Luck]:
        for luck in lucks(rng, 0.6):
            yield luck._replace(handle=float(rng.standard_exponential()))

    quiet = replace(PLAIN, redial_share=0.0, repeat_base=-50.0)
    arrivals = np.sort(rng.random(rng.poisson(rate * until)) * until).tolist()
    contacts = play(arrivals, agents, exponential(), (0.0, until), until=until, story=quiet)
    over = [c for c in contacts if c.answered is not None or c.left is not None]
    left = np.array([c.left is not None for c in over])
    wait = np.array([(c.left if c.answered is None else c.answered) - c.arrived for c in over])
    assert len(over) > 0.999 * len(contacts)

    abandons, mean_wait = erlang_a(rate, handle, agents, patience)
    for found, true in ((left.astype(float), abandons), (wait, mean_wait)):
        parts = np.array([part.mean() for part in np.array_split(found, stretches)])
        error = parts.std(ddof=1) / np.sqrt(stretches)
        assert abs(found.mean() - true) < 3.5 * error
        assert error < 0.04 * true
