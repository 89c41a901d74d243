"""The simulated contacts: what happened on the floor as columns, and the contacts table made from them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from qm.demo.floor import REPEAT, Contact
from qm.demo.people import Person
from qm.demo.story import CHANNELS, DIFFICULTY, QUEUES, REASONS, Story

TARGET_SECONDS = (20.0, 60.0, 86_400.0)
"""The centre's own target for the wait, by channel."""

WITHHELD = 97
"""One customer in so many is not recognised."""


@dataclass(frozen=True)
class SimulatedContacts:
    """One entry per contact of the data, in order of arrival. Times are whole seconds from the first day, NaN for
    "did not happen"; `agent` is -1 unless answered; `parent` is the entry it follows from, -1 if none or earlier
    than the data."""

    contact_id: np.ndarray
    arrived: np.ndarray
    answered: np.ndarray
    left: np.ndarray
    ended: np.ndarray
    channel: np.ndarray
    queue: np.ndarray
    reason: np.ndarray
    customer: np.ndarray
    origin: np.ndarray
    parent: np.ndarray
    agent: np.ndarray
    quality: np.ndarray
    resolved: np.ndarray
    chance: np.ndarray
    strain: np.ndarray
    courteous: np.ndarray

    @property
    def handled(self) -> np.ndarray:
        return self.agent >= 0

    @property
    def wait(self) -> np.ndarray:
        return np.where(self.handled, self.answered, self.left) - self.arrived


def simulated_contacts(
    rng: np.random.Generator, story: Story, played: list[Contact], people: list[Person]
) -> SimulatedContacts:
    """The contacts that arrived on or after the first day (second 0)."""
    first = next((i for i, c in enumerate(played) if c.arrived >= 0), len(played))
    kept = played[first:]
    n = len(kept)

    def whole(name: str) -> np.ndarray:
        # Rounded down, both ends of every stretch: what followed each other still does.
        return np.floor(np.array([getattr(c, name) for c in kept], dtype=float))

    def code(name: str) -> np.ndarray:
        return np.array([getattr(c, name) for c in kept], dtype=np.int64)

    answered = np.array([c.answered for c in kept], dtype=float)
    agent = np.array([-1 if c.agent is None else c.agent.number for c in kept], dtype=np.int64)
    channel = code("channel")
    scale = np.array(story.wait_scale_seconds)[channel]
    arrived = np.array([c.arrived for c in kept], dtype=float)
    courtesy = np.array([*(p.courtesy for p in people), 0.0])[agent]
    letters = [name[0].upper() for name in CHANNELS]
    return SimulatedContacts(
        contact_id=np.array([f"{letters[c]}{i:07d}" for i, c in enumerate(channel.tolist(), 1)], dtype=object),
        arrived=np.floor(arrived),
        answered=np.floor(answered),
        left=whole("left"),
        ended=np.floor(answered + np.array([c.handle for c in kept], dtype=float)),
        channel=channel,
        queue=code("queue"),
        reason=code("reason"),
        customer=code("customer"),
        origin=code("origin"),
        parent=np.array([-1 if c.parent is None else max(-1, c.parent.number - first) for c in kept], dtype=np.int64),
        agent=agent,
        quality=np.array([c.quality for c in kept], dtype=float),
        resolved=np.array([bool(c.resolved) for c in kept], dtype=bool),
        chance=np.array([c.chance for c in kept], dtype=float),
        strain=1.0 - np.exp(-(answered - arrived) / scale),
        courteous=rng.random(n) < 1.0 / (1.0 + np.exp(-story.courteous_base - courtesy)),
    )


def moment(first_day: date, seconds: np.ndarray) -> pd.Series:
    """Timestamps on the centre's clock; NaN becomes missing."""
    known = ~np.isnan(seconds)
    whole = np.where(known, seconds, 0).astype("int64").astype("timedelta64[s]")
    stamps = np.datetime64(first_day, "s") + whole
    stamps[~known] = np.datetime64("NaT")
    return pd.Series(stamps.astype("datetime64[us]"))


def named(names: tuple[str, ...] | list[str], codes: np.ndarray) -> pd.Series:
    """Codes as text; -1 is missing."""
    return pd.Series(np.array([*names, None], dtype=object)[codes], dtype="str")


def known_where(known: np.ndarray, values: np.ndarray) -> pd.Series:
    """Yes/no values, missing where not known."""
    return pd.Series(pd.arrays.BooleanArray(values.astype(bool), ~known))


def chance_of_transfer(reason: np.ndarray, quality: np.ndarray) -> np.ndarray:
    """How likely contacts are passed on: hard ones, and those that are not handled well."""
    return np.asarray(1.0 / (1.0 + np.exp(2.5 - 0.6 * np.array(DIFFICULTY)[reason] + 0.3 * quality)))


def contacts_frame(
    rng: np.random.Generator, contacts: SimulatedContacts, people: list[Person], first_day: date
) -> pd.DataFrame:
    """One row per contact. Transfers, escalations and reopened contacts follow from how it went."""
    n = len(contacts.arrived)
    handled, abandoned = contacts.handled, ~np.isnan(contacts.left)
    moved = rng.random(n) < chance_of_transfer(contacts.reason, np.nan_to_num(contacts.quality))
    transfers = pd.Series(pd.arrays.IntegerArray(moved + (moved & (rng.random(n) < 0.12)).astype("int32"), ~handled))
    unsolved = handled & ~contacts.resolved
    escalated = unsolved & (rng.random(n) < np.where(REASONS.index("Complaint") == contacts.reason, 0.3, 0.12))
    again = (contacts.origin == REPEAT) & (contacts.parent >= 0)
    again &= contacts.reason == contacts.reason[np.maximum(contacts.parent, 0)]
    reopened = np.zeros(n, dtype=bool)
    reopened[contacts.parent[again & (rng.random(n) < 0.35)]] = True
    met = handled & (contacts.wait <= np.array(TARGET_SECONDS)[contacts.channel])
    customers = np.array([f"P{100_000 + c}" for c in contacts.customer.tolist()], dtype=object)
    customers[contacts.customer % WITHHELD == 0] = None
    return pd.DataFrame(
        {
            "contact_id": pd.Series(contacts.contact_id, dtype="str"),
            "customer_id": pd.Series(customers, dtype="str"),
            "arrived_at": moment(first_day, contacts.arrived),
            "channel": named(CHANNELS, contacts.channel),
            "queue": named(QUEUES, contacts.queue),
            "reason": named(REASONS, contacts.reason),
            "agent_id": named([p.agent_id for p in people], contacts.agent),
            "wait_seconds": contacts.wait,
            "handle_seconds": contacts.ended - contacts.answered,
            "abandoned": abandoned,
            "transfers": transfers,
            "escalated": known_where(handled, escalated),
            "resolved": known_where(handled, contacts.resolved),
            "reopened": known_where(handled, reopened),
            "met_target": known_where(handled | abandoned, met),
        }
    )
