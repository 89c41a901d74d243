"""Presets: scenarios that tell a story, as numbers of the queue they are told of, with what they do in people."""

from dataclasses import dataclass

import numpy as np

from qm.analysis.whatif.queue.prepared_queue import HOURS_OF_FULL_TIME, PreparedQueue

MORE = 5


@dataclass(frozen=True)
class Preset:
    """`numbers` as shown, by a lever's word in the address; `story` in a sentence what they stand for, `does` what
    that is in agents, heads, full-time equivalents and contacts."""

    name: str
    numbers: dict[str, float]
    story: str
    does: str


def presets(queue: PreparedQueue) -> tuple[Preset, ...]:
    """The stories of a queue."""
    today = queue.today
    more = queue.on_the_phone(MORE)
    usual = (
        _preset(
            queue,
            "Cut handle time",
            {"aht": round(today.handle_seconds * 0.9)},
            "Handle time falls by 10%; nothing else changes. Does it?",
        ),
        _preset(
            queue,
            "Five more on shift",
            {"staff": round(today.agents + more, 1)},
            f"{MORE} heads more on every shift, less {queue.shrinkage_text}: {more:.1f} more agents for contacts.",
        ),
        _preset(
            queue,
            "Coach for resolution",
            {"repeats": round(today.repeat_rate * 75, 1)},
            "A quarter of repeat contacts is solved the first time, with the same people.",
        ),
    )
    return usual + (_of_backlogs(queue) if queue.kind == "deferred" else _of_waits(queue))


def _preset(queue: PreparedQueue, name: str, numbers: dict[str, float], story: str) -> Preset:
    agents, volume = numbers.get("staff", queue.today.agents), numbers.get("volume", queue.today.fresh)
    ways = (("agents", lambda n: n), ("heads on shift", queue.scheduled), ("full-time equivalents", queue.full_time))
    people = [f"{_from_to(way(queue.today.agents), way(agents), 1)} {word}" for word, way in ways]
    basis = f"{queue.shrinkage_text}, {HOURS_OF_FULL_TIME:g} hours a week"
    contacts = f"{_from_to(queue.today.fresh, volume, 0)} new contacts a day"
    return Preset(name, numbers, story, f"Staff: {', '.join(people)} ({basis}). {contacts}.")


def _from_to(before: float, after: float, decimals: int) -> str:
    """A change, or what stays as it is."""
    a, b = (f"{value:,.{decimals}f}" for value in (before, after))
    return a if a == b else f"{a} → {b}"


def _of_backlogs(queue: PreparedQueue) -> tuple[Preset, ...]:
    today = queue.today
    return (
        _preset(
            queue,
            "A busy season",
            {"volume": round(today.fresh * 1.25)},
            "A quarter more contacts every day: does the backlog hold?",
        ),
        _preset(
            queue,
            "The spiral",
            {"chasers": 40.0, "open": round(today.fresh * 3), "staff": round(today.agents * 0.85, 1)},
            "Too few people, three days' work left over, and customers who write again: where does it end?",
        ),
    )


def _of_waits(queue: PreparedQueue) -> tuple[Preset, ...]:
    today, busy = queue.today, _monday_morning(queue)
    return (
        _preset(
            queue,
            "Monday all week",
            {"volume": round(today.fresh * busy)},
            f"Every hour is as busy as Mondays before 11: {busy - 1:.0%} more contacts an agent.",
        ),
        _preset(
            queue,
            "The spiral",
            {"waits": 3.0, "redials": 85.0, "staff": round(today.agents * 0.85, 1)},
            "Too few people, customers who redial, and waits that bring them back: where does it end?",
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
