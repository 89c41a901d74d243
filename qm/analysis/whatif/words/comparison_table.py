"""The table of a what-if: today, the scenario, and how they differ, in words."""

from dataclasses import dataclass

from qm.analysis.whatif.differences import AGENTS, COUNTS, GROWTH, SHARES, TIMES, Written
from qm.analysis.whatif.outcomes.deferred_outcome import DeferredOutcome
from qm.analysis.whatif.outcomes.outcome import Outcome
from qm.analysis.whatif.queue.prepared_queue import PreparedQueue

Listed = tuple[str, str, Written]


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


def _row(today: Outcome, scenario: Outcome, label: str, name: str, written: Written) -> Row:
    a, b = float(getattr(today, name)), float(getattr(scenario, name))
    return Row(label, name, written.text(a), written.text(b), written.difference(a, b))


def _waiting(queue: PreparedQueue, today: Outcome, scenario: Outcome) -> list[Listed]:
    two_outcomes = any(not isinstance(one, DeferredOutcome) and one.is_double for one in (today, scenario))
    worst: list[Listed] = [("Service level once tipped", "worst", SHARES)]
    handled = "Chat from first to last word" if queue.kind == "chat" else "Average handle time"
    return [
        ("Service level", "service_level", SHARES),
        *(worst if two_outcomes else []),
        ("Average speed of answer", "asa", TIMES),
        ("Abandoned", "abandonment", SHARES),
        ("Occupancy", "occupancy", SHARES),
        ("Contacts a week", "attempts", COUNTS),
        ("… new", "fresh", COUNTS),
        ("… redials", "redials", COUNTS),
        ("… repeats", "repeats", COUNTS),
        ("Customers lost a week", "lost", COUNTS),
        ("Repeats of answered", "repeat_rate", SHARES),
        (handled, "handle_seconds", TIMES),
        ("Agents for the goal", "needed", AGENTS),
        ("Agent hours a week", "hours", COUNTS),
        ("Hours on repeats a week", "repeat_hours", COUNTS),
        *_cost(queue, today, scenario, COUNTS),
        ("Contacts each new contact turns into", "gain", GROWTH),
    ]


def _deferred(queue: PreparedQueue, today: Outcome, scenario: DeferredOutcome) -> list[Listed]:
    count = Written(scenario.contacts_text, scenario.contacts_difference, COUNTS.rounded)
    return [
        ("Answered in time", "service_level", SHARES),
        ("Response time", "response", TIMES),
        ("Backlog on average", "open_mean", count),
        ("Backlog at most", "open_most", count),
        ("Backlog at the end", "left", count),
        ("Backlog that runs away", "tipping", count),
        ("Occupancy", "occupancy", SHARES),
        ("Contacts a week", "attempts", count),
        ("… new", "fresh", count),
        ("… repeats", "repeats", count),
        ("… writing again while waiting", "chasers", count),
        ("Agents for the goal", "needed", AGENTS),
        ("Agent hours a week", "hours", count),
        ("Hours on repeats a week", "repeat_hours", count),
        *_cost(queue, today, scenario, count),
    ]


def _cost(queue: PreparedQueue, today: Outcome, scenario: Outcome, written: Written) -> list[Listed]:
    if not (today.cost or scenario.cost):
        return []
    return [(f"Cost a week ({queue.currency})", "cost", written)]
