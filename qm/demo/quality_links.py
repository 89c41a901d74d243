"""How quality goes with repeats, transfers and handle time in a demo centre: what its causes come to.

Nothing sets these links. They follow from whether a contact was solved and how well, which its evaluation sees in part.
"""

import numpy as np

from qm.demo import scorecard
from qm.demo.contacts import SimulatedContacts, chance_of_transfer
from qm.demo.evaluations import NOISE, SEVERITY
from qm.demo.scorecard import QUESTIONS
from qm.demo.story import CHANNELS, QUEUES, REASONS, Story, queue_of
from qm.models.statistics.within_groups import within_slopes

LOOKED_AT = 20_000
"""Contacts that are looked at by everybody, so to speak: more would only move the third digit."""


def quality_links(story: Story, contacts: SimulatedContacts, shifts: np.ndarray, coached_at: np.ndarray) -> dict:
    """By measure (`quality`, `question.ID`) and outcome (`repeat` in the same queue, `transfers`) the change per point
    of 100, as a share, between contacts of one agent, queue and reason; quality is the mean of what all evaluators
    would give. Handle time hangs on the wait and not on quality: 0."""
    rng = np.random.default_rng(20)
    handled = np.flatnonzero(contacts.handled)
    chosen = rng.permutation(handled)[:LOOKED_AT]
    if len(chosen) < 1000:
        return {}
    agent, reason = contacts.agent[chosen], contacts.reason[chosen]
    channel, queue = contacts.channel[chosen], contacts.queue[chosen]
    coached = (contacts.arrived[chosen] >= coached_at[agent]).astype(int)
    conduct = scorecard.conduct(rng, contacts.resolved[chosen], contacts.courteous[chosen]) + shifts[coached, agent]
    applies = rng.random(conduct.shape) >= np.array([q.not_applicable for q in QUESTIONS])
    passes, scores = np.zeros(conduct.shape), np.zeros(len(chosen))
    for severity, noise in zip(SEVERITY, NOISE, strict=True):
        points = scorecard.points(conduct - severity + noise * rng.standard_normal(conduct.shape))
        given = np.where(applies, points, np.nan)
        failed = (given[:, _critical()] < 1).any(axis=1)
        scores += np.where(failed, 0.0, scorecard.scores(given)) * 100 / len(NOISE)
        passes += (points >= 1) * 100 / len(NOISE)
    cell = (agent * len(QUEUES) + queue) * len(REASONS) + reason
    strain = 1 - np.exp(-contacts.wait[chosen] / np.array(story.wait_scale_seconds)[channel])
    outcomes = {
        "repeat": contacts.chance[chosen] * _same_queue(story)[channel, reason],
        "transfers": chance_of_transfer(reason, contacts.quality[chosen]),
    }
    measures = {"quality": scores} | {f"question.{q.question_id}": passes[:, i] for i, q in enumerate(QUESTIONS)}
    found: dict = {}
    for name, measure in measures.items():
        rated = applies[:, QUESTIONS.index(_question(name))] if name != "quality" else np.ones(len(chosen), dtype=bool)
        found[name] = {"aht": 0.0}
        for outcome, chance in outcomes.items():
            slope = within_slopes(measure[rated], chance[rated], cell[rated], agent[rated], controls=strain[rated])
            found[name][outcome] = None if slope is None else float(slope.values[0])
    return found


def _question(name: str) -> scorecard.ScorecardQuestion:
    return QUESTIONS[scorecard.index_of(name.removeprefix("question."))]


def _critical() -> list[int]:
    """The questions that make the whole score 0 when they are failed."""
    return [i for i, q in enumerate(QUESTIONS) if q.critical == "whole"]


def _same_queue(story: Story) -> np.ndarray:
    """Of those who come back, the share that does so in the same queue, by channel and reason."""
    stay = np.empty((len(CHANNELS), len(REASONS)))
    for channel in range(len(CHANNELS)):
        queues = np.array([queue_of(channel, reason) for reason in range(len(REASONS))])
        for reason in range(len(REASONS)):
            other = float((queues == queues[reason]).mean())
            stay[channel, reason] = story.repeat_same_reason + (1 - story.repeat_same_reason) * other
    return stay * story.repeat_same_channel
