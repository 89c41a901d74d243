"""Presets: scenarios that tell a story, as numbers of the queue they are told of."""

from dataclasses import dataclass

import numpy as np

from qm.analysis.whatif.queue.prepared_queue import PreparedQueue

HOURS_OF_ONE = 38.5 * 0.7
"""Hours a week in which a full-time agent is there for contacts: the rest is leave, breaks, training."""


@dataclass(frozen=True)
class Preset:
    """`numbers` as shown, by a lever's word in the address; `story` in a sentence what they stand for."""

    name: str
    numbers: dict[str, float]
    story: str


def presets(queue: PreparedQueue) -> tuple[Preset, ...]:
    """The stories of a queue."""
    today, hire = queue.today, 5 * HOURS_OF_ONE / max(queue.hours_a_week, 1)
    usual = (
        Preset(
            "Cut handle time",
            {"aht": round(today.handle_seconds * 0.9)},
            "Ten per cent less handle time, and nothing else changes. Does it?",
        ),
        Preset(
            "Hire five",
            {"staff": round(today.agents + hire, 1)},
            f"Five full-time people are {hire:.1f} more agents at any one time of the open hours.",
        ),
        Preset(
            "Coach for resolution",
            {"repeats": round(today.repeat_rate * 75, 1)},
            "A quarter of the repeat contacts is solved the first time, with the same people.",
        ),
    )
    return usual + (_of_backlogs(queue) if queue.kind == "deferred" else _of_waits(queue))


def _of_backlogs(queue: PreparedQueue) -> tuple[Preset, ...]:
    today = queue.today
    return (
        Preset(
            "A busy season",
            {"volume": round(today.fresh * 1.25)},
            "A quarter more contacts every day: does the backlog hold?",
        ),
        Preset(
            "The spiral",
            {"staff": round(today.agents * 0.85, 1), "chasers": 40.0, "open": round(today.fresh * 3)},
            "Too few people, three days' work left over, and customers who write again: where does it end?",
        ),
    )


def _of_waits(queue: PreparedQueue) -> tuple[Preset, ...]:
    today, busy = queue.today, _monday_morning(queue)
    return (
        Preset(
            "Monday morning",
            {"volume": round(today.fresh * busy)},
            f"Every hour as busy as Mondays before eleven: {busy:.0%} of the usual contacts for each agent.",
        ),
        Preset(
            "The spiral",
            {"staff": round(today.agents * 0.85, 1), "waits": 3.0, "redials": 85.0},
            "Too few people, customers who try again, and waits that make them come back: where does it end?",
        ),
    )


def _monday_morning(queue: PreparedQueue) -> float:
    """Fresh contacts for each agent on Mondays before eleven, as a multiple of the usual."""
    starts, s = queue.fitted.starts, queue.fitted.scenario
    fresh, agents = np.asarray(s.fresh, dtype=float), np.asarray(s.agents, dtype=float)
    early = ((starts // 86_400 + 3) % 7 == 0) & (starts % 86_400 < 11 * 3600)
    if not early.any() or early.all():
        return 1.25
    usual = fresh.sum() / agents.sum()
    return float(np.clip(fresh[early].sum() / agents[early].sum() / usual, 1.1, 2.0))
