"""Who is present when: staffing planned for the expected load, cut into shifts, given to agents.

The plan knows the usual demand, repeats included, but neither the release nor the absences.
"""

from dataclasses import dataclass

import numpy as np

from qm.demo.floor import Shift
from qm.demo.people import Person
from qm.demo.story import (
    CHANNEL_SHARE,
    CONCURRENT,
    DAY,
    HALF_HOUR,
    HANDLE_SECONDS,
    OPENING,
    QUEUE_CHANNEL,
    QUEUES,
    REASON_SHARE,
    REASONS,
    WEEKDAY_SHAPE,
    Story,
    half_hour_shape,
    queue_of,
)

SAME_DAY_RETURNS = 0.09
LATER_RETURNS = (0.17, 0.29, 0.17, 0.26)
"""Redials and repeats per fresh contact that the plan expects: the same day, and days later by queue."""

LATER_BY_WEEKDAY = (1.6, 1.15, 1.15, 1.15, 1.15, 0.8, 0.0)
"""On which days of the week they come, whatever the day: Sunday's come on Monday."""

HEADROOM = (1.05, 1.05, 1.3, 0.0)
"""Agents above the load, in square roots of the load (square-root staffing)."""

MAIL_OCCUPANCY = 0.82
CONCURRENCY_LOSS = 1.25
"""Two chats at once take this much longer than one after the other would suggest."""

LAST_CALLS_SECONDS = 1_200.0
"""How long after closing the last shift answers those who still wait."""

MONDAY_MORNING = (8 * 3600.0, 11 * 3600.0)


def planned(per_day: float) -> np.ndarray:
    """Agents needed by queue, weekday and half hour for `per_day` fresh contacts a day (4 × 7 × 48)."""
    need = np.zeros((len(QUEUES), 7, 48))
    for queue in range(len(QUEUES)):
        channel = QUEUE_CHANNEL[queue]
        reasons = [r for r in range(len(REASONS)) if queue_of(channel, r) == queue]
        share = np.array([REASON_SHARE[channel][r] for r in reasons])
        seconds = float(share @ np.array([HANDLE_SECONDS[channel][r] for r in reasons]) / share.sum())
        fresh = per_day * CHANNEL_SHARE[channel] * share.sum()
        for weekday in range(7):
            hours = OPENING[queue][weekday]
            if hours is None:
                continue
            starts = np.arange(48) * HALF_HOUR
            is_open = (starts >= hours[0]) & (starts < hours[1])
            if channel == 2:
                contacts = fresh * (1 + SAME_DAY_RETURNS + LATER_RETURNS[queue])
                need[queue, weekday, is_open] = _mail_need(contacts * seconds)
                continue
            contacts = fresh * (
                WEEKDAY_SHAPE[channel][weekday] * (1 + SAME_DAY_RETURNS)
                + LATER_RETURNS[queue] * LATER_BY_WEEKDAY[weekday]
            )
            load = contacts * half_hour_shape(channel, weekday) * seconds / HALF_HOUR
            if CONCURRENT[queue] > 1:
                load = load * CONCURRENCY_LOSS / CONCURRENT[queue]
            need[queue, weekday] = np.where(is_open, load + HEADROOM[queue] * np.sqrt(load), 0.0)
    return need


def _mail_need(seconds_a_day: float) -> float:
    """A week's email over a week's opening hours, evenly: the backlog waits for its turn."""
    open_seconds = sum(h[1] - h[0] for h in OPENING[QUEUES.index("Mailroom")] if h)
    return seconds_a_day * 7 / open_seconds / MAIL_OCCUPANCY


def headcount(need: np.ndarray, story: Story) -> np.ndarray:
    """Whole agents, at least one where the queue is open; fewer on Monday mornings."""
    scaled = need * np.array([*[story.staff] * 3, story.mail_staff])[:, None, None]
    starts = np.arange(48) * HALF_HOUR
    morning = (starts >= MONDAY_MORNING[0]) & (starts < MONDAY_MORNING[1])
    scaled[:3, 0, morning] *= story.monday_morning_staff
    return np.where(need > 0, np.maximum(1, np.floor(scaled + 0.6)), 0).astype(int)


@dataclass(frozen=True)
class Roster:
    """The shifts as worked, and agents present by day, queue and half hour."""

    shifts: list[Shift]
    present: np.ndarray


def make_roster(
    rng: np.random.Generator,
    story: Story,
    need: np.ndarray,
    people: list[Person],
    first_day: int,
    days: int,
    first_weekday: int,
) -> Roster:
    """Shifts from `first_day` on for `days` days; agents work their own queue, at times their second one.

    Whoever has worked least this week comes first, so hours even out. A few are absent.
    """
    heads = headcount(need, story)
    cut = {(q, w): _shifts(heads[q, w]) for q in range(len(QUEUES)) for w in range(7)}
    shifts: list[Shift] = []
    present = np.zeros((days, len(QUEUES), 48), dtype=int)
    worked = np.zeros(len(people))
    for index, day in enumerate(range(first_day, first_day + days)):
        weekday = (day + first_weekday) % 7
        if weekday == 0:
            worked *= 0.5
        lends = rng.random(len(people)) < 0.3
        order = worked + 0.5 * rng.random(len(people))
        busy: set[int] = set()
        for queue in range(len(QUEUES)):
            wanted = cut[queue, weekday]
            staff = _choose(queue, len(wanted), people, order, lends, busy)
            for (start, end), agent in zip(wanted, staff, strict=False):
                worked[agent] += (end - start) / 16
                if len(wanted) > 4 and rng.random() < story.absence:
                    continue
                present[index, queue, start:end] += 1
                hours = OPENING[queue][weekday]
                assert hours is not None
                last = LAST_CALLS_SECONDS if end * HALF_HOUR >= hours[1] and QUEUE_CHANNEL[queue] != 2 else 0.0
                begin = day * DAY
                shifts.append(Shift(begin + start * HALF_HOUR, agent, queue, begin + end * HALF_HOUR + last))
    return Roster(shifts, present)


def _shifts(heads: np.ndarray) -> list[tuple[int, int]]:
    """Cut a day's headcount into shifts of half hours (start, end): who came first goes first."""
    on: list[int] = []
    shifts = []
    for half_hour, wanted in enumerate([*heads.tolist(), 0]):
        while len(on) > wanted:
            shifts.append((on.pop(0), half_hour))
        on += [half_hour] * (wanted - len(on))
    return sorted(shifts)


def _choose(
    queue: int, n: int, people: list[Person], order: np.ndarray, lends: np.ndarray, busy: set[int]
) -> list[int]:
    """`n` agents for the queue, early birds first: own people, then those whose second queue it is, then anyone.

    Agents who lend themselves today (and have a second queue) count as its own.
    """

    def rank(person: Person) -> tuple[int, float]:
        today = person.second if lends[person.number] and person.second is not None else person.home
        kin = 0 if today == queue else 1 if queue in (person.home, person.second) else 2
        return kin, float(order[person.number])

    chosen = sorted((p for p in people if p.number not in busy), key=rank)[:n]
    busy.update(p.number for p in chosen)
    return [p.number for p in sorted(chosen, key=lambda p: (p.early, p.number))]
