"""The contacts behind one agent's page: those that came back, and all of them, each in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from qm.analysis.agents.profile.agent_answer import AgentAnswer
from qm.analysis.journeys import returned
from qm.metrics import METRICS, count, rows
from qm.store import Session
from qm.wording import counted, duration, moment_text, written

NOT_FITTING = "A filter in force does not fit contacts; take it away to see them."


@dataclass(frozen=True)
class ContactLines:
    """Contacts, id and line, newest first; `note` says what they are, or why there are none; whether there are more."""

    lines: tuple[tuple[str, str], ...]
    note: str
    there_are_more: bool = False


def returned_contacts(session: Session, answer: AgentAnswer, most: int) -> ContactLines:
    """The newest contacts that the customer followed by another within the window."""
    if not set(answer.own_filters.dimensions) <= set(METRICS["repeat_rate"].dimensions):
        return ContactLines((), NOT_FITTING)
    days = f"{answer.definitions.repeat.window_days:g} days"
    contacts = returned(session.store, answer.own_filters, answer.definitions, most + 1)
    if contacts.empty:
        return ContactLines(
            (), f"No contact of this agent is known to have come back within {days}; telling takes customers."
        )
    note = f"Followed by another of the same customer within {days}, newest first. Each opens the contact."
    return ContactLines(_lines(contacts.head(most), returned_text), note, len(contacts) > most)


def all_contacts(session: Session, answer: AgentAnswer, most: int) -> ContactLines:
    """The newest contacts of the agent under the filters."""
    if not set(answer.own_filters.dimensions) <= set(METRICS["contacts"].dimensions):
        return ContactLines((), NOT_FITTING)
    contacts = rows(session.store, answer.own_filters, "contacts", most)
    if contacts.empty:
        return ContactLines((), "No contacts in this selection.")
    total = count(session.store, answer.own_filters, "contacts")
    newest = f"The newest {len(contacts)} of " if len(contacts) < total else ""
    note = f"{newest}{counted(total, 'contact')}. Each opens the contact."
    return ContactLines(_lines(contacts, contact_text), note, total > most)


def _lines(contacts: pd.DataFrame, text: Callable[[dict[str, Any]], str]) -> tuple[tuple[str, str], ...]:
    return tuple((row["contact_id"], text(row)) for row in contacts.to_dict("records"))


def returned_text(row: dict[str, Any]) -> str:
    """A contact that came back: how soon, about what, and answered by whom."""
    parts = [*_beginning(row), f"back after {duration(row['days_until'] * 86400)}"]
    if isinstance(row["next_reason"], str):
        parts[-1] += f" about {row['next_reason']}"
    if isinstance(row["next_agent"], str):
        parts[-1] += f", answered by {row['next_agent']}"
    return " · ".join(parts)


def contact_text(row: dict[str, Any]) -> str:
    """A contact: when, how, about what, how long, and what came of it."""
    parts = _beginning(row)
    if not pd.isna(row["handle_seconds"]):
        parts.append(duration(row["handle_seconds"]))
    if not pd.isna(row["resolved"]):
        parts.append("resolved" if row["resolved"] else "not resolved")
    if not pd.isna(row["csat"]):
        parts.append(f"customer {row['csat']:g}")
    if not pd.isna(row["quality_score"]):
        parts.append(f"scored {written(row['quality_score'], 'percent')}")
    return " · ".join(parts)


def _beginning(row: dict[str, Any]) -> list[str]:
    parts = [str(row["contact_id"]), moment_text(row["arrived_at"])]
    return parts + [row[name] for name in ("channel", "reason") if isinstance(row[name], str)]
