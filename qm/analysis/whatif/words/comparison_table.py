"""The table of a what-if: today, the scenario, and how they differ, in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qm.analysis.whatif.differences import agents_text, points_text, seconds_text, signed
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue
from qm.wording import duration

Text = Callable[[float], str]


@dataclass(frozen=True)
class Row:
    """One figure: its label, its name, and in words what it is today, in the scenario, and by how much it differs."""

    label: str
    name: str
    today: str
    scenario: str
    difference: str


def comparison_table(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> tuple[Row, ...]:
    """One row per figure."""
    listed = (
        _deferred(queue, today, scenario) if isinstance(scenario, DeferredOutcome) else _waiting(queue, today, scenario)
    )
    return tuple(_row(today, scenario, *one) for one in listed)


def _row(today: Outcome, scenario: Outcome, label: str, name: str, text: Text, change: Text) -> Row:
    a, b = float(getattr(today, name)), float(getattr(scenario, name))
    return Row(label, name, text(a), text(b), change(b - a) if np.isfinite(b - a) else "–")


def _waiting(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> list[tuple[str, str, Text, Text]]:
    two_outcomes = any(not isinstance(one, DeferredOutcome) and one.is_double for one in (today, scenario))
    worst: list[tuple[str, str, Text, Text]] = [("Service level, worst equilibrium", "worst", _percent, points_text)]
    handled = "Chat from first to last word" if queue.kind == "chat" else "Handle time with waits"
    return [
        ("Service level", "service_level", _percent, points_text),
        *(worst if two_outcomes else []),
        ("Average wait of the answered", "asa", duration, seconds_text),
        ("Abandoned", "abandonment", _percent, points_text),
        ("Occupancy", "occupancy", _percent, points_text),
        ("Contacts a week", "attempts", _count, signed),
        ("… fresh", "fresh", _count, signed),
        ("… redials", "redials", _count, signed),
        ("… repeats", "repeats", _count, signed),
        ("Lost contacts a week", "lost", _count, signed),
        ("Repeat rate", "repeat_rate", _percent, points_text),
        (handled, "handle_seconds", duration, seconds_text),
        ("Agents needed for the target", "needed", agents_text, _tenth),
        ("Agent hours a week", "hours", _count, signed),
        ("Hours on repeats a week", "repeat_hours", _count, signed),
        *_cost(queue, today, scenario, _count, signed),
        ("One more fresh contact becomes", "gain", lambda v: f"{v:.2f}", lambda v: signed(v, 2)),
    ]


def _deferred(queue: PreparedQueue, today: Outcome, scenario: DeferredOutcome) -> list[tuple[str, str, Text, Text]]:
    count, more = scenario.contacts_text, scenario.contacts_difference
    return [
        ("Answered as promised", "service_level", _percent, points_text),
        ("Response time", "response", duration, seconds_text),
        ("Open on average", "open_mean", count, more),
        ("Open at most", "open_most", count, more),
        ("Open at the end", "left", count, more),
        ("Backlog above which it runs away", "tipping", count, more),
        ("Occupancy", "occupancy", _percent, points_text),
        ("Contacts a week", "attempts", count, more),
        ("… fresh", "fresh", count, more),
        ("… repeats", "repeats", count, more),
        ("… writing again while waiting", "chasers", count, more),
        ("Agents needed for the target", "needed", agents_text, _tenth),
        ("Agent hours a week", "hours", count, more),
        ("Hours on repeats a week", "repeat_hours", count, more),
        *_cost(queue, today, scenario, count, more),
    ]


def _cost(
    queue: PreparedQueue, today: Outcome, scenario: Outcome, text: Text, change: Text
) -> list[tuple[str, str, Text, Text]]:
    if not (today.cost or scenario.cost):
        return []
    return [(f"Cost a week ({queue.currency})", "cost", text, change)]


def _percent(value: float) -> str:
    return f"{value:.1%}"


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _tenth(difference: float) -> str:
    return signed(difference, 1)
