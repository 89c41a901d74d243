"""The floor of the centre, event by event: who waits, who hangs up, who answers, who comes back.

A discrete-event simulation. Contacts wait first come, first served; the agent with the
fewest contacts in hand who is free longest takes the next; customers hang up when their
patience ends and may redial; handled customers may come back within days, the more likely
the longer they waited and the worse they were handled. Email waits over night.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

import numpy as np

from qm.demo.story import DAY, Hours, Story
from qm.models.queueing.event_calendar import Agenda

HANDLED, HUNG_UP, CAME_BACK, ON_SHIFT, FRESH = range(5)
"""What can happen. At the same moment, agents become free before customers give up or arrive."""

FIRST, REDIAL, REPEAT = range(3)
"""Where a contact comes from."""


class Luck(NamedTuple):
    """One contact's random numbers. Patience, handle and delay have mean 1; quality is standard normal."""

    patience: float
    handle: float
    quality: float
    delay: float
    resolved: float
    returns: float
    same_day: float
    when: float
    channel: float
    reason: float


class Fresh(NamedTuple):
    """A contact nobody caused: seconds from second 0, and indexes of channel, reason, customer."""

    arrives: float
    channel: int
    reason: int
    customer: int


class Shift(NamedTuple):
    """An agent works a queue from `starts` until `ends`, in seconds; contacts in hand are finished after it."""

    starts: float
    agent: int
    queue: int
    ends: float


@dataclass(frozen=True)
class Layout:
    """The floor's fixed facts. Tables are indexed by queue; second 0 is midnight of the first weekday."""

    concurrent: tuple[int, ...]
    opening: tuple[tuple[Hours, ...], ...]  # queue, then weekday
    handle_seconds: tuple[tuple[float, ...], ...]  # channel, then reason
    difficulty: tuple[float, ...]  # reason
    day_quantiles: tuple[tuple[float, ...], ...]  # channel: when in the opening hours (0 to 1) customers make contact
    queue_of: tuple[tuple[int, ...], ...]  # channel, then reason
    stretch: float = 0.0  # each contact already in hand makes the next take this much longer


class Contact:
    """One contact and what became of it. Times in seconds from second 0; None is "did not happen".

    `quality` is how well it was handled (0 an ordinary agent, an ordinary reason, no wait), `chance`
    the probability this gave a further contact.
    """

    __slots__ = (
        "agent",
        "answered",
        "arrived",
        "chance",
        "channel",
        "customer",
        "handle",
        "left",
        "luck",
        "number",
        "origin",
        "parent",
        "quality",
        "queue",
        "reason",
        "resolved",
    )

    def __init__(
        self,
        number: int,
        arrived: float,
        channel: int,
        reason: int,
        customer: int,
        origin: int,
        parent: "Contact | None",
        queue: int,
        luck: Luck,
    ) -> None:
        self.number, self.arrived, self.channel, self.reason = number, arrived, channel, reason
        self.customer, self.origin, self.parent, self.queue, self.luck = customer, origin, parent, queue, luck
        self.agent: Agent | None = None
        self.answered: float | None = None
        self.left: float | None = None
        self.handle: float | None = None
        self.quality: float | None = None
        self.resolved: bool | None = None
        self.chance: float | None = None


class Agent:
    """One agent: `ability` adds to the quality of a handling, `pace` multiplies handle times."""

    __slots__ = ("ability", "ends", "in_hand", "number", "pace", "queue", "stamp")

    def __init__(self, number: int, ability: float, pace: float) -> None:
        self.number, self.ability, self.pace = number, ability, pace
        self.in_hand = self.stamp = 0
        self.queue = -1
        self.ends = 0.0


def lucks(rng: np.random.Generator, handle_cv: float, block: int = 32_768) -> Iterator[Luck]:
    """Random numbers without end: exponential patience and delays, lognormal handle times, even shares."""
    sigma = float(np.sqrt(np.log1p(handle_cv**2)))
    while True:
        columns = [
            rng.standard_exponential(block),
            np.exp(sigma * rng.standard_normal(block) - sigma**2 / 2),
            rng.standard_normal(block),
            rng.standard_exponential(block),
            *rng.random((6, block)),
        ]
        yield from map(Luck._make, zip(*(column.tolist() for column in columns), strict=True))


class Floor:
    """The queues, the agents and the clock. `play` it once."""

    def __init__(self, story: Story, layout: Layout, agents: list[Agent], luck: Iterator[Luck]) -> None:
        self.story, self.layout, self.agents, self.luck = story, layout, agents, luck
        self.patience = (*story.patience_seconds, None)
        self.contacts: list[Contact] = []
        self.waiting: list[deque[Contact]] = [deque() for _ in layout.concurrent]
        # Per queue and number of contacts in hand: agents with room, the longest free first, each
        # with the stamp that tells whether the entry is still true.
        self.free: list[list[deque[tuple[Agent, int]]]] = [[deque() for _ in range(k)] for k in layout.concurrent]
        self.agenda = Agenda()

    def play(self, fresh: Iterable[Fresh], shifts: Iterable[Shift], until: float) -> list[Contact]:
        """All contacts that arrive before `until`, in order of arrival. What waits then is still worked as
        far as there are shifts; a contact without `answered` and `left` is open at the end."""
        come_on = [(shift.starts, ON_SHIFT, shift) for shift in sorted(shifts)]
        self.agenda = Agenda([*come_on, *((contact.arrives, FRESH, contact) for contact in fresh)])
        for event in self.agenda:
            now, what = event[0], event[1]
            if what == HANDLED:
                self._handled(now, event[3])
            elif what == FRESH:
                if now < until:
                    _, channel, reason, customer = event[2]
                    self._arrive(now, channel, reason, customer, FIRST, None)
            elif what == HUNG_UP:
                self._hang_up(now, event[3])
            elif what == ON_SHIFT:
                self._come_on_shift(now, event[2])
            elif now < until:
                _, _, _, parent, origin, channel, reason = event
                self._arrive(now, channel, reason, parent.customer, origin, parent)
        return self.contacts

    def _arrive(
        self, now: float, channel: int, reason: int, customer: int, origin: int, parent: Contact | None
    ) -> None:
        queue = self.layout.queue_of[channel][reason]
        number = len(self.contacts)
        contact = Contact(number, now, channel, reason, customer, origin, parent, queue, next(self.luck))
        self.contacts.append(contact)
        agent = self._ready(queue, now)
        if agent is not None:
            self._answer(contact, agent, now)
            self._offer(agent, now)
            return
        self.waiting[queue].append(contact)
        patience = self.patience[channel]
        if patience is not None:
            self.agenda.plan(now + patience * contact.luck.patience, HUNG_UP, contact)

    def _ready(self, queue: int, now: float) -> Agent | None:
        """The agent with the fewest contacts in hand who is free longest, if any has room."""
        for line in self.free[queue]:
            while line:
                agent, stamp = line.popleft()
                if agent.stamp == stamp and agent.ends > now:
                    return agent
        return None

    def _offer(self, agent: Agent, now: float) -> None:
        """`agent` has room: takes who waits longest, else stands ready."""
        queue = agent.queue
        room = self.layout.concurrent[queue]
        line = self.waiting[queue]
        while line and agent.in_hand < room:
            contact = line.popleft()
            if contact.left is None:
                self._answer(contact, agent, now)
        agent.stamp += 1
        if agent.in_hand < room:
            self.free[queue][agent.in_hand].append((agent, agent.stamp))

    def _answer(self, contact: Contact, agent: Agent, now: float) -> None:
        """`agent` takes `contact`; here is decided how long, how well, and whether it will come back."""
        story, layout, luck = self.story, self.layout, contact.luck
        channel, reason = contact.channel, contact.reason
        strain = 1.0 - exp((contact.arrived - now) / story.wait_scale_seconds[channel])
        seconds = layout.handle_seconds[channel][reason] * luck.handle * agent.pace
        seconds *= (1.0 + story.handle_wait_rise * strain) * (1.0 + layout.stretch * agent.in_hand)
        if contact.origin == REPEAT:
            seconds *= story.repeat_handle_factor
        quality = agent.ability - layout.difficulty[reason] + story.quality_noise * luck.quality
        quality -= story.quality_wait_loss * strain
        resolved = luck.resolved < expit(story.resolved_base + quality)
        back = story.repeat_base + story.repeat_wait_rise * strain - story.repeat_quality_fall * quality
        contact.chance = expit(back if resolved else back + story.repeat_unresolved)
        contact.agent, contact.answered, contact.handle = agent, now, seconds
        contact.quality, contact.resolved = quality, resolved
        agent.in_hand += 1
        agent.stamp += 1
        self.agenda.plan(now + seconds, HANDLED, contact)

    def _handled(self, now: float, contact: Contact) -> None:
        agent, luck, story, layout = contact.agent, contact.luck, self.story, self.layout
        assert agent is not None
        assert contact.chance is not None
        agent.in_hand -= 1
        if agent.ends > now:
            self._offer(agent, now)
        if luck.returns >= contact.chance:
            return
        channel, reason = contact.channel, contact.reason
        if luck.channel > story.repeat_same_channel:
            channel = 0 if channel else 1 + int(luck.channel > (1 + story.repeat_same_channel) / 2)
        if luck.reason > story.repeat_same_reason:
            reason = int(
                (luck.reason - story.repeat_same_reason) / (1 - story.repeat_same_reason) * len(layout.difficulty)
            )
        same_day = luck.same_day < story.repeat_same_day
        days = 0 if same_day else 1 + int(min(5.0, luck.delay * story.repeat_days_mean))
        self._come_back(contact, now, REPEAT, days, 600.0 + 4_800.0 * luck.delay, channel, reason)

    def _hang_up(self, now: float, contact: Contact) -> None:
        if contact.answered is not None:
            return
        contact.left = now
        if contact.luck.returns < self.story.redial_share:
            delay = self.story.redial_delay_seconds * contact.luck.delay
            self._come_back(contact, now, REDIAL, 0, delay, contact.channel, contact.reason)

    def _come_on_shift(self, now: float, shift: Shift) -> None:
        agent = self.agents[shift.agent]
        agent.queue, agent.ends = shift.queue, shift.ends
        if agent.in_hand == 0:
            self._offer(agent, now)

    def _come_back(
        self, contact: Contact, now: float, origin: int, days: int, delay: float, channel: int, reason: int
    ) -> None:
        """The customer's next contact, `delay` seconds or some days on, at a moment when the line is open."""
        opening = self.layout.opening[self.layout.queue_of[channel][reason]]
        day = int(now // DAY)
        hours = opening[day % 7]
        if days == 0 and hours is not None and now + delay < day * DAY + hours[1]:
            self.agenda.plan(max(now + delay, day * DAY + hours[0]), CAME_BACK, contact, origin, channel, reason)
            return
        day += max(days, 1)
        while (hours := opening[day % 7]) is None:
            day += 1
        quantiles = self.layout.day_quantiles[channel]
        share = quantiles[int(contact.luck.when * len(quantiles))]
        at = day * DAY + hours[0] + (hours[1] - hours[0]) * share
        self.agenda.plan(at, CAME_BACK, contact, origin, channel, reason)


def expit(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))
