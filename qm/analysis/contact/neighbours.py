"""The customer's other contacts, before and after this one."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from qm.analysis.journeys import customer_contacts, timeline
from qm.store import Session
from qm.wording import counted, duration

AROUND = 12
"""Contacts drawn before and after this one."""


@dataclass(frozen=True, eq=False)
class CustomerContacts:
    """All contacts of a customer in order of time (`customer` None where the data do not say which it was).

    `place` is that of the contact looked at among them; None where it stands alone or is not among them.
    """

    customer: str | None
    contacts: pd.DataFrame = field(repr=False)
    place: int | None

    @property
    def why_none(self) -> str:
        """Why nothing is drawn; empty where there is."""
        if self.customer is None:
            return "The data do not say which customer this was, so other contacts cannot be found."
        if self.place is not None:
            return ""
        if len(self.contacts) < 2:
            return f"Customer {self.customer} has no other contact in the data."
        return (
            f"Customer {self.customer} has {len(self.contacts):,} later contacts, too many to show those around this "
            "one."
        )

    @property
    def shown(self) -> pd.DataFrame:
        """The contacts around this one."""
        assert self.place is not None
        return self.contacts.iloc[max(self.place - AROUND, 0) : self.place + AROUND + 1].reset_index(drop=True)

    @property
    def drawn(self) -> pd.DataFrame:
        """`shown` as `qm.charts.journey` draws them, this one marked."""
        assert self.place is not None
        shown = self.shown
        drawn = timeline(shown)
        this = shown["contact_id"] == self.contacts["contact_id"].iloc[self.place]
        return drawn.assign(name=drawn["name"].where(~this, "▶ " + drawn["name"]))

    @property
    def takeaway(self) -> str:
        """How many came before and after, and how soon the next one followed."""
        assert self.place is not None
        return neighbours_text(self.contacts, self.place)

    def beside(self, step: int) -> str | None:
        """The contact that many steps later (earlier where negative); None where there is none."""
        place = (self.place or 0) + step
        if self.place is None or not 0 <= place < len(self.contacts):
            return None
        return str(self.contacts["contact_id"].iloc[place])


def customer_contacts_around(session: Session, facts: dict[str, Any]) -> CustomerContacts:
    """The contacts of the customer of the contact with these facts."""
    customer = facts["customer_id"]
    if customer is None:
        return CustomerContacts(None, pd.DataFrame(), None)
    contacts = customer_contacts(session.store, customer, session.definitions())
    here = contacts.index[contacts["contact_id"] == facts["contact_id"]]
    return CustomerContacts(customer, contacts, None if len(contacts) < 2 or here.empty else int(here[0]))


def neighbours_text(contacts: pd.DataFrame, place: int) -> str:
    """How many came before and after the contact in that place, and how soon the next one followed."""
    before, after = place, len(contacts) - 1 - place
    told = f"{counted(before, 'contact')} before this one and {after} after it."
    if not after:
        return told
    gap = (contacts.iloc[place + 1]["arrived_at"] - contacts.iloc[place]["ended_at"]).total_seconds()
    soon = f"The next one came {duration(gap)} later." if gap >= 0 else "The next began while it still went on."
    return f"{told} {soon}"
