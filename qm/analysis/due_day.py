"""Against which day it is counted whether something is overdue."""

from dataclasses import dataclass
from datetime import date

from qm.store import Session
from qm.wording import day_text


@dataclass(frozen=True)
class DueDay:
    """The day, and whether it is the last one of a demo centre's data and not today."""

    day: date
    is_demo: bool = False

    @property
    def text(self) -> str:
        """Which day it is, in a sentence; empty where it is today."""
        return f"Counted on {day_text(self.day)}, the last day of the demo centre's data." if self.is_demo else ""


def due_day(session: Session, today: date) -> DueDay:
    """`today`, the centre's own; while a demo centre is in the store the last day on which a contact arrived."""
    ((last,),) = session.rows(
        """
        select cast(max(arrived_at) as date)
        from contacts
        where exists (select 1 from imports where kind = 'demo' and undone_at is null)
        """
    )
    return DueDay(last, is_demo=True) if last else DueDay(today)
