"""A simulated contact centre with known truth: for trying things out, for workshops, for tests."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from qm.demo import coaching, demand, evaluations, people, quality_links, roster, scorecard, surveys
from qm.demo.contacts import contacts_frame, moment, named, simulated_contacts
from qm.demo.floor import Agent, Floor, Layout, lucks
from qm.demo.story import (
    CHANNELS,
    CHAT_STRETCH,
    CONCURRENT,
    DAY,
    DIFFICULTY,
    HALF_HOUR,
    HANDLE_CV,
    HANDLE_SECONDS,
    LAST_DAY,
    OPENING,
    QUEUE_CHANNEL,
    QUEUES,
    REASONS,
    STORIES,
    half_hour_shape,
    queue_of,
    story_called,
)
from qm.demo.truth import truth
from qm.errors import QMError

__all__ = ["STORIES", "Demo", "simulate"]

WARM_UP_DAYS = 7
"""Days played before the data begin, so that they begin with a centre in full swing."""

WIND_UP_DAYS = 5
"""Days after the data end on which the last emails are answered."""


@dataclass(frozen=True)
class Demo:
    """`frames`: the tables of the store by name, fields as in `qm.store.TABLES`. `truth`: what is true, JSON-able."""

    frames: dict[str, pd.DataFrame]
    truth: dict

    def keep_truth(self, path: Path) -> None:
        """Write what is true into a file beside the store; QMError when it cannot be written."""
        try:
            text = json.dumps(self.truth, ensure_ascii=False, allow_nan=False, indent=1)
            path.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise QMError(
                f"The demo centre is made, but its truth could not be written to {path}: {error.strerror}."
            ) from None


def simulate(story: str = "default", days: int = 182, contacts_per_day: int = 1000, seed: int = 1) -> Demo:
    """Play a centre event by event and write down what its systems would have recorded.

    The data end on `story.LAST_DAY`; the same arguments give the same rows. `contacts_per_day` is the
    mean over the week, repeats and redials included, of the default story; other stories have the same
    fresh demand. Raises QMError for an unknown story or a size out of range.
    """
    told = story_called(story)
    _check("days", days, 7, 3650)
    _check("contacts per day", contacts_per_day, 20, 100_000)
    if seed < 0:
        raise QMError(f"A seed of {seed} cannot be used; choose 0 or more.")
    rng = np.random.default_rng([seed, days, contacts_per_day])
    first_day = LAST_DAY - timedelta(days=days - 1)
    weekday = first_day.weekday()

    per_day = contacts_per_day * demand.FRESH_SHARE
    need = roster.planned(per_day)
    agents = people.hire(rng, told, need, days, first_day)
    bosses = people.supervisors(rng)
    release = demand.release_for(told, days, weekday)
    span = days + WARM_UP_DAYS
    fresh = demand.fresh_contacts(rng, per_day, -WARM_UP_DAYS, span, weekday, release)
    rota = roster.make_roster(rng, told, need, agents, -WARM_UP_DAYS, span + WIND_UP_DAYS, weekday)
    floor = Floor(told, layout(weekday), [Agent(p.number, p.ability, p.pace) for p in agents], lucks(rng, HANDLE_CV))
    played = simulated_contacts(rng, told, floor.play(fresh, rota.shifts, until=days * DAY), agents)

    plan = coaching.habits(rng, agents, days, weekday)
    coached_at = np.full(len(agents), np.inf)
    coached_at[[c.agent for c in plan]] = [coaching.held_at(c) for c in plan]
    habits = coaching.shifts(plan, agents)
    found = evaluations.evaluate(rng, played, habits, coached_at, days, weekday)
    on = coaching.working_day(days // 2, weekday)
    plan += coaching.after_a_bad_run(agents, plan, found.agent, found.day, found.points, on)

    answered = surveys.surveys_frame(rng, told, played, first_day, days)
    frames = {
        "contacts": contacts_frame(rng, played, agents, first_day),
        "surveys": answered,
        "evaluations": evaluations.evaluations_frame(rng, found, played, agents, first_day, days),
        "answers": evaluations.answers_frame(rng, found),
        "questions": scorecard.questions_frame(),
        "agents": people.agents_frame(agents, bosses, first_day),
        "coaching": coaching.coaching_frame(rng, agents, plan, evaluations.low_ones(found), first_day, days),
        "staffing": _staffing_frame(rota.present[WARM_UP_DAYS:span], first_day),
    }
    known = truth(told, days, first_day, per_day, played, agents, plan, release, answered)
    known["quality_links"] = quality_links.quality_links(told, played, habits, coached_at)
    return Demo(frames, known)


def layout(first_weekday: int) -> Layout:
    """The centre's floor, its week turned so that day 0 is `first_weekday`."""
    quantiles = (np.arange(200) + 0.5) / 200
    day_quantiles = []
    for channel in range(len(CHANNELS)):
        opens, closes = OPENING[QUEUE_CHANNEL.index(channel)][0] or (0.0, DAY)
        shape = half_hour_shape(channel, 0)[int(opens // HALF_HOUR) : int(closes // HALF_HOUR)]
        reached = np.concatenate([[0.0], np.cumsum(shape)]) / shape.sum()
        day_quantiles.append(tuple(np.interp(quantiles, reached, np.linspace(0, 1, len(reached))).tolist()))
    return Layout(
        concurrent=CONCURRENT,
        opening=tuple(tuple(week[(d + first_weekday) % 7] for d in range(7)) for week in OPENING),
        handle_seconds=HANDLE_SECONDS,
        difficulty=DIFFICULTY,
        day_quantiles=tuple(day_quantiles),
        queue_of=tuple(tuple(queue_of(c, r) for r in range(len(REASONS))) for c in range(len(CHANNELS))),
        stretch=CHAT_STRETCH,
    )


def _staffing_frame(present: np.ndarray, first_day: date) -> pd.DataFrame:
    """One row per half hour and queue with somebody present (days × queues × 48)."""
    day, queue, slot = np.nonzero(present)
    order = np.lexsort((queue, slot, day))
    day, queue, slot = day[order], queue[order], slot[order]
    return pd.DataFrame(
        {
            "starts_at": moment(first_day, day * DAY + slot * HALF_HOUR),
            "minutes": HALF_HOUR / 60,
            "queue": named(QUEUES, queue),
            "channel": named(CHANNELS, np.array(QUEUE_CHANNEL)[queue]),
            "agents": present[day, queue, slot].astype(float),
        }
    )


def _check(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise QMError(f"{value} {what} cannot be simulated; choose from {least:,} to {most:,}.")
