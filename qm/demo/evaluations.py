"""Six evaluators look at a sample of the contacts, and once a week all at the same four.

Two are severe, one is unreliable; the other three agree but for a little noise.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from qm.demo import scorecard
from qm.demo.contacts import SimulatedContacts, moment
from qm.demo.people import EVALUATORS, Person
from qm.demo.scorecard import EVALUATOR_NOISE, QUESTIONS, SCORECARD
from qm.demo.story import DAY

EVALUATED = 0.05
SEVERITY = (0.0, 0.5, 0.0, 0.7, 0.0, -0.75)
"""Taken off what an evaluator sees, in the scale of `scorecard.conduct`."""

NOISE = (EVALUATOR_NOISE,) * 5 + (1.5,)
SEVERE, UNRELIABLE = ("EV2", "EV4"), "EV6"
"""The unreliable one guesses; a lenient eye makes up for it on average, so the mean looks fine."""

CALIBRATED = 4
REMARKED = 0.25


@dataclass(frozen=True)
class Evaluations:
    """One entry per evaluation, in order of time: contact (its index), agent, evaluator, moment in
    seconds, calibration round (-1: an ordinary evaluation), and points by question, NaN where not applicable."""

    contact: np.ndarray
    agent: np.ndarray
    evaluator: np.ndarray
    at: np.ndarray
    round: np.ndarray
    points: np.ndarray

    @property
    def day(self) -> np.ndarray:
        return (self.at // DAY).astype(int)


def evaluate(
    rng: np.random.Generator,
    contacts: SimulatedContacts,
    shifts: np.ndarray,
    coached_at: np.ndarray,
    days: int,
    first_weekday: int,
) -> Evaluations:
    """Sampled and calibration evaluations that fall into the data.

    `shifts` are the agents' habits before and after coaching (2 × agents × 12), `coached_at` the
    moment of each agent's coaching (infinite if there is none).
    """
    handled = np.flatnonzero(contacts.handled)
    sampled = handled[rng.random(len(handled)) < EVALUATED]
    day = contacts.ended[sampled] // DAY + rng.integers(1, 4, len(sampled))
    weekday = (day + first_weekday) % 7
    day += np.where(weekday >= 5, 7 - weekday, 0)
    at = day * DAY + np.floor(9 * 3600 + rng.random(len(sampled)) * 8 * 3600)
    evaluator = rng.integers(0, len(EVALUATORS), len(sampled))

    together, rounds, round_at = _calibrations(rng, contacts, handled, days, first_weekday)
    everyone = np.tile(np.arange(len(EVALUATORS)), len(together))
    contact = np.concatenate([sampled, np.repeat(together, len(EVALUATORS))])
    at = np.concatenate([at, np.repeat(round_at, len(EVALUATORS)) + 60.0 * everyone])
    evaluator = np.concatenate([evaluator, everyone])
    of_round = np.concatenate([np.full(len(sampled), -1), np.repeat(rounds, len(EVALUATORS))])

    kept = np.flatnonzero(at < days * DAY)
    kept = kept[np.argsort(at[kept], kind="stable")]
    contact, at, evaluator, of_round = contact[kept], at[kept], evaluator[kept], of_round[kept]

    looked_at, row = np.unique(contact, return_inverse=True)
    agent = contacts.agent[looked_at]
    coached = (contacts.arrived[looked_at] >= coached_at[agent]).astype(int)
    conduct = (
        scorecard.conduct(rng, contacts.resolved[looked_at], contacts.courteous[looked_at]) + shifts[coached, agent]
    )
    applies = rng.random(conduct.shape) >= np.array([q.not_applicable for q in QUESTIONS])
    noise = np.array(NOISE)[evaluator][:, None] * rng.standard_normal((len(contact), len(QUESTIONS)))
    seen = conduct[row] - np.array(SEVERITY)[evaluator][:, None] + noise
    given = np.where(applies[row], scorecard.points(seen), np.nan)
    return Evaluations(contact, contacts.agent[contact], evaluator, at, of_round, given)


def _calibrations(
    rng: np.random.Generator, contacts: SimulatedContacts, handled: np.ndarray, days: int, first_weekday: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Contacts of the days before, round numbers and moments of the weekly round (Wednesdays at 14 h)."""
    chosen, rounds, moments = [], [], []
    wednesdays = [d for d in range(1, days) if (d + first_weekday) % 7 == 2]
    for number, day in enumerate(wednesdays):
        recent = handled[(contacts.ended[handled] < day * DAY) & (contacts.ended[handled] >= (day - 5) * DAY)]
        for i, contact in enumerate(rng.permutation(recent)[:CALIBRATED].tolist()):
            chosen.append(contact)
            rounds.append(number)
            moments.append(day * DAY + 14 * 3600.0 + 900.0 * i)
    return np.array(chosen, dtype=int), np.array(rounds, dtype=int), np.array(moments, dtype=float)


def evaluation_ids(evaluations: Evaluations) -> np.ndarray:
    return np.array([f"Q{i:06d}" for i in range(1, len(evaluations.contact) + 1)], dtype=object)


def evaluations_frame(
    rng: np.random.Generator,
    evaluations: Evaluations,
    contacts: SimulatedContacts,
    people: list[Person],
    first_day: date,
    days: int,
) -> pd.DataFrame:
    """One row per evaluation. Agents acknowledge most of them and dispute low ones at times."""
    n = len(evaluations.contact)
    ordinary = evaluations.round < 0
    acknowledged = evaluations.at + 3600.0 + np.floor(rng.standard_exponential(n) * 30 * 3600)
    acknowledged = np.where(ordinary & (rng.random(n) < 0.85) & (acknowledged < days * DAY), acknowledged, np.nan)
    disputed = ordinary & (rng.random(n) < 0.12 * (scorecard.scores(evaluations.points) < 0.7))
    rounds = [None if r < 0 else f"CAL-{r + 1:02d}" for r in evaluations.round.tolist()]
    agents, evaluators = [p.agent_id for p in people], list(EVALUATORS)
    return pd.DataFrame(
        {
            "evaluation_id": pd.Series(evaluation_ids(evaluations), dtype="str"),
            "contact_id": pd.Series(contacts.contact_id[evaluations.contact], dtype="str"),
            "agent_id": pd.Series(np.array(agents, dtype=object)[evaluations.agent], dtype="str"),
            "evaluator_id": pd.Series(np.array(evaluators, dtype=object)[evaluations.evaluator], dtype="str"),
            "evaluated_at": moment(first_day, evaluations.at),
            "scorecard": pd.Series(np.full(n, SCORECARD, dtype=object), dtype="str"),
            "calibration_id": pd.Series(rounds, dtype="str"),
            "acknowledged_at": moment(first_day, acknowledged),
            "disputed": pd.Series(disputed, dtype="boolean"),
        }
    )


def answers_frame(rng: np.random.Generator, evaluations: Evaluations) -> pd.DataFrame:
    """One row per question of an evaluation; a remark here and there where points were lost."""
    n = len(evaluations.contact)
    given = evaluations.points.ravel()
    ids = np.array([q.question_id for q in QUESTIONS], dtype=object)
    remarks = np.array([*(q.remark for q in QUESTIONS), None], dtype=object)
    question = np.tile(np.arange(len(QUESTIONS)), n)
    remarked = (given < 1) & (rng.random(len(given)) < REMARKED)
    return pd.DataFrame(
        {
            "evaluation_id": pd.Series(np.repeat(evaluation_ids(evaluations), len(QUESTIONS)), dtype="str"),
            "question_id": pd.Series(ids[question], dtype="str"),
            "points": given,
            "points_possible": 1.0,
            "not_applicable": pd.Series(np.isnan(given), dtype="boolean"),
            "comment": pd.Series(remarks[np.where(remarked, question, -1)], dtype="str"),
        }
    )


def low_ones(given: Evaluations) -> pd.DataFrame:
    """Ordinary evaluations with a low score: agent, day, and the weightiest question that was failed."""
    weights = np.array([q.weight for q in QUESTIONS])
    low = (given.round < 0) & (scorecard.scores(given.points) < 0.75)
    lost = np.nan_to_num((1 - given.points[low]) * weights)
    ids = np.array([q.question_id for q in QUESTIONS], dtype=object)
    return pd.DataFrame({"agent": given.agent[low], "day": given.day[low], "question_id": ids[lost.argmax(axis=1)]})
