"""Coaching that worked, coaching that did not, and the everyday feedback after evaluations.

Coaching concerns habits (script, closing words) that change the quality score but not what
customers feel, so the agents who are truly better or worse stay exactly six.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from qm.demo.contacts import moment
from qm.demo.people import Person, coach_of
from qm.demo.scorecard import QUESTIONS, index_of
from qm.demo.story import DAY

HABIT, GONE = -1.4, 0.1
"""What a bad habit takes from the ease of its question, and what is left once coaching worked."""

RUN_DAYS = 42
COACHED_AT = 10 * 3600.0
FEEDBACK_GIVEN = 0.25
"""Share of low evaluations that the supervisor talks over with the agent."""

FOLLOWED_UP, LATE_DAYS = 0.96, 3.0
"""Share of follow-ups that are ever held, and by how many days they are late on average."""


@dataclass(frozen=True)
class Coached:
    """One agent's coaching: `before` and `after` are shifts of the question's ease; equal when it changed nothing."""

    agent: int
    day: int
    question_id: str
    before: float
    after: float
    why: str

    @property
    def worked(self) -> bool:
        return self.after != self.before


def habits(rng: np.random.Generator, people: list[Person], days: int, first_weekday: int) -> list[Coached]:
    """Four agents who lose a bad habit by coaching and two who keep it; fewer in a small centre."""
    ordinary = [p.number for p in people if p.ability == 0]
    chosen = rng.permutation(ordinary)[: min(6, len(ordinary) // 3)].tolist()
    planned = []
    for i, agent in enumerate(chosen):
        day = working_day(int(days * (0.38 + 0.04 * i)), first_weekday)
        keeps = i % 3 == 2
        why = "the habit stayed" if keeps else "the habit went"
        planned.append(Coached(agent, day, ("Q05", "Q10")[i % 2], HABIT, HABIT if keeps else GONE, why))
    return planned


def working_day(day: int, first_weekday: int) -> int:
    """The day itself, or the Monday after a weekend."""
    weekday = (day + first_weekday) % 7
    return day + (7 - weekday if weekday >= 5 else 0)


def held_at(coached: Coached) -> float:
    """When the coaching took place, in seconds from the first day."""
    return coached.day * DAY + COACHED_AT


def shifts(plan: list[Coached], people: list[Person]) -> np.ndarray:
    """Shift of each question's ease by agent, before and after their coaching (2 × agents × 12)."""
    shift = np.zeros((2, len(people), len(QUESTIONS)))
    for coached in plan:
        shift[:, coached.agent, index_of(coached.question_id)] = coached.before, coached.after
    return shift


def after_a_bad_run(
    people: list[Person], plan: list[Coached], agent: np.ndarray, day: np.ndarray, given: np.ndarray, on: int
) -> list[Coached]:
    """Two ordinary agents coached on the script only because their last evaluations happened to be the worst.

    They get better by themselves; taking that for the effect of coaching is the mistake to show.
    `given` are points by evaluation and question, `on` is the day of the coaching.
    """
    busy = {c.agent for c in plan} | {p.number for p in people if p.ability != 0}
    script = given[:, index_of("Q05")]
    recent = (day < on) & (day >= on - RUN_DAYS) & ~np.isnan(script)
    seen = []
    for person in people:
        own = script[recent & (agent == person.number)]
        if person.number not in busy and len(own) >= 3:
            seen.append((float(own.mean()), person.number))
    why = "chosen after a bad run: nothing was wrong"
    return [Coached(number, on, "Q05", 0.0, 0.0, why) for _, number in sorted(seen)[:2]]


def coaching_frame(
    rng: np.random.Generator, people: list[Person], plan: list[Coached], low: pd.DataFrame, first_day: date, days: int
) -> pd.DataFrame:
    """One row per event: the planned coaching, and feedback some days after evaluations with a low score.

    `low` has one row per low evaluation: agent, day, question_id (one that was failed).
    """
    rows = []
    for coached in plan:
        question = QUESTIONS[index_of(coached.question_id)]
        note = f"Listened to three contacts together. {question.remark} Practised; to look at again in three weeks."
        rows.append((coached.agent, held_at(coached), "coaching", coached.question_id, note, 21))
    for event in low[rng.random(len(low)) < FEEDBACK_GIVEN].itertuples():
        question = QUESTIONS[index_of(str(event.question_id))]
        day = working_day(int(event.day) + int(rng.integers(1, 5)), first_day.weekday())
        at = day * DAY + 300.0 * int(rng.integers(9 * 12, 17 * 12))
        rows.append((int(event.agent), at, "feedback", question.question_id, question.remark, 14))
    rows = sorted((r for r in rows if r[1] < days * DAY), key=lambda r: (r[1], r[0]))
    teams = [_team_on(people[r[0]], int(r[1] // DAY)) for r in rows]
    held = np.array([r[1] for r in rows], dtype=float)
    follow = [first_day + timedelta(days=int(r[1] // DAY) + r[5]) for r in rows]
    return pd.DataFrame(
        {
            "agent_id": pd.Series([people[r[0]].agent_id for r in rows], dtype="str"),
            "coach_id": pd.Series([coach_of(team) for team in teams], dtype="str"),
            "held_at": moment(first_day, held),
            "kind": pd.Series([r[2] for r in rows], dtype="str"),
            "question_id": pd.Series([r[3] for r in rows], dtype="str"),
            "note": pd.Series([r[4] for r in rows], dtype="str"),
            "follow_up_on": pd.to_datetime(pd.Series(follow, dtype="object")).astype("datetime64[us]"),
            "followed_up_at": moment(first_day, _followed_up(rng, rows, first_day, days)),
        }
    )


def _followed_up(rng: np.random.Generator, rows: list[tuple], first_day: date, days: int) -> np.ndarray:
    """When each event was followed up, in seconds from the first day; NaN for not by the end of the data."""
    own = rng.spawn(1)[0]  # a stream of its own: whatever is drawn later stays as it is
    late, hour = own.exponential(LATE_DAYS, len(rows)), own.integers(9, 17, len(rows))
    held = np.array([r[1] // DAY + r[5] for r in rows], dtype=float) + np.floor(late)
    on = np.array([working_day(int(day), first_day.weekday()) for day in held], dtype=float)
    missed = own.random(len(rows)) >= FOLLOWED_UP
    return np.where(missed | (on >= days), np.nan, on * DAY + hour * 3600.0)


def _team_on(person: Person, day: int) -> int:
    moved = person.moves_on is not None and person.moves_to is not None and day >= person.moves_on
    return person.moves_to if moved and person.moves_to is not None else person.team
