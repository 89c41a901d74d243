"""Follow-ups that are open, of all agents: what was agreed with whom, and by when it is due."""

from dataclasses import dataclass
from datetime import date

from qm.analysis.agents.roster import full_names, roster
from qm.analysis.due_day import DueDay, due_day
from qm.metrics import Filters
from qm.store import Session
from qm.store.actions import FOLLOW_UP, actions
from qm.wording import day_text

PEOPLE = ("agent", "team", "supervisor")


@dataclass(frozen=True)
class DueFollowUp:
    """One open follow-up of an agent; `days_late` is how many days after its day it is, below 0 before."""

    action_id: str
    agent: str
    name: str
    team: str | None
    question: str | None
    owner: str | None
    due_on: date
    days_late: int

    @property
    def is_overdue(self) -> bool:
        return self.days_late > 0

    @property
    def due_text(self) -> str:
        """When it is due: 5 May 2024, 3 days late."""
        late = f", {self.days_late:,} day{'' if self.days_late == 1 else 's'} late" if self.is_overdue else ""
        return day_text(self.due_on) + late


def due_follow_ups(session: Session, filters: Filters, today: date) -> tuple[DueDay, tuple[DueFollowUp, ...]]:
    """The day they are counted on, and all open follow-ups of the agents that the filters name, due first first."""
    due, known = due_day(session, today), roster(session)
    where = {name: values for name, values in filters.where if name in PEOPLE}
    chosen = known
    for name, values in where.items():
        chosen = chosen[chosen[name].isin([value for value in values if value is not None])]
    names = full_names(known)
    teams = dict(zip(known["agent"], known["team"], strict=True))
    among = set(chosen["agent"]) if where else None
    found = []
    for one in actions(session.store, FOLLOW_UP):
        agent = one.subject or ""
        if one.done_at is not None or (among is not None and agent not in among):
            continue
        day, team = (one.due_at or one.opened_at).date(), teams.get(agent)
        found.append(
            DueFollowUp(
                one.action_id,
                agent,
                names.get(agent, agent),
                team if isinstance(team, str) else None,
                one.question_id,
                one.owner,
                day,
                (due.day - day).days,
            )
        )
    return due, tuple(sorted(found, key=lambda one: (one.due_on, one.name)))
