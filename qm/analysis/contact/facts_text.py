"""What is known of a contact and of its survey, as labels and texts; what the data do not say is left out."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from qm.wording import duration, moment_text

Labelled = tuple[str, str]


def facts_texts(facts: dict[str, Any]) -> Iterator[Labelled]:
    """The contact's facts."""
    yield "Arrived", moment_text(facts["arrived_at"])
    agent = facts["agent_name"] or facts["agent_id"]
    if agent != facts["agent_id"]:
        agent = f"{agent} ({facts['agent_id']})"
    for label, value in (
        ("Channel", facts["channel"]),
        ("Queue", facts["queue"]),
        ("Reason", facts["reason"]),
        ("Agent", agent),
        ("Team", facts["team"]),
        ("Customer", facts["customer_id"]),
    ):
        if value is not None:
            yield label, str(value)
    for label, name in (("Waited", "wait_seconds"), ("Handled", "handle_seconds")):
        if facts[name] is not None:
            yield label, duration(float(facts[name]))
    if facts["transfers"]:
        yield "Passed on", "once" if facts["transfers"] == 1 else f"{facts['transfers']} times"
    for label, name in (
        ("Abandoned", "abandoned"),
        ("Escalated", "escalated"),
        ("Resolved", "resolved"),
        ("Reopened", "reopened"),
        ("Met its target", "met_target"),
    ):
        if facts[name] is not None:
            yield label, "yes" if facts[name] else "no"


def survey_texts(facts: dict[str, Any]) -> Iterator[Labelled]:
    """The customer's answer to the survey."""
    if facts["csat"] is not None:
        yield "Satisfaction", f"{facts['csat']:g} of {facts['csat_max'] or 5:g}"
    if facts["nps"] is not None:
        yield "Would recommend", f"{facts['nps']:g} of 10"
    if facts["effort"] is not None:
        yield "Effort", f"{facts['effort']:g}"
    if facts["responded_at"] is not None and not pd.isna(facts["responded_at"]):
        yield "Answered", moment_text(facts["responded_at"])


def answer_facts(row: dict[str, Any], points: str) -> str:
    """What is known of one answer and its question: points, weight, section, dimension, critical, in whose hands."""
    parts = [f"points {points}"]
    if row["weight"] == row["weight"] and row["weight"] is not None:
        parts.append(f"weight {row['weight']:g}")
    parts += [str(row[name]) for name in ("section", "dimension") if isinstance(row[name], str)]
    if isinstance(row["critical"], str):
        parts.append(f"critical ({row['critical']})")
    if row["controllable"] is False:
        parts.append("not in the agent's hands")
    return " · ".join(parts)
